"""Equation 5: ties."""

import numpy as np
import pytest
from hypothesis import given
from worlds import apply, close, examples, parameters, ugly_moments, world

from simulation import chance
from simulation.rules.threat import compare_grievances
from simulation.rules.ties import close_triads, consider_ties, count_third_states, disturb_ties, settle_ties

CALM = parameters(tie_noise=0)
TIES = np.array([[0, 0.5, -0.4, 0], [0.5, 0, 0.8, 0.2], [-0.4, 0.8, 0, 0], [0, 0.2, 0, 0]])


def considered(now, start, p):
    """Where all ties lead in a month: the noise is drawn and read."""
    return apply(consider_ties, apply(disturb_ties, now, p=p), start, p=p).tie_next


def next_tie(start=0.1, p=CALM, **fields):
    """Where the tie of two states leads."""
    begun = world(states=2, tie=[[0, start], [start, 0]])
    return apply(consider_ties, world(states=2, **({"tie": begun.tie} | fields)), begun, p=p).tie_next[0, 1]


def test_a_third_state_is_one_tied_to_both():
    now = apply(count_third_states, world(states=4, tied=TIES != 0))
    assert now.third_states[0].tolist() == [2, 1, 1, 1]
    assert now.third_states[1, 3] == 0


def test_equation_5_closure_is_the_mean_product_over_third_states():
    now = world(states=4, tied=TIES != 0, tie=TIES)
    apply(count_third_states, now)
    apply(close_triads, now)
    assert now.closure[0, 1] == close(-0.4 * 0.8)
    assert now.closure[0, 2] == close(0.5 * 0.8)
    assert now.closure[0, 3] == close(0.5 * 0.2)
    assert now.closure[1, 3] == 0.0
    assert not now.closure.diagonal().any()
    full = apply(close_triads, world(states=4, tie=np.full((4, 4), 0.5) - 0.5 * np.eye(4)))
    assert full.closure[0, 1] == close(0.25)


def test_equation_5_by_hand():
    begun = world(states=2, tie=[[0, 0.1], [0.1, 0]], shared=0.3, common_threat=0.2, closure=0.1, rivalry=0.2)
    now = world(
        states=2, tie=[[0, 0.2], [0.2, 0]], shared=0.5, common_threat=0.4, resentment=[[0, 0.1], [0.3, 0]], rivalry=0.25, closure=0.3
    )
    target = 0.1 + 0.5 * (0.5 - 0.3) + 0.3 * (0.4 - 0.2) - 0.8 * (0.1 + 0.3) / 2 - (0.25 - 0.2)
    expected = 0.2 + 0.08 * (target - 0.2) + 0.02 * (1 - 0.2**2) * (0.3 - 0.1)
    assert apply(consider_ties, now, begun, p=CALM).tie_next == close(np.array([[0, expected], [expected, 0]]))


def test_equation_5_grievance_pushes_target_and_sender_apart():
    begun = world(states=2, membership=[1, -1], tie=[[0, -0.2], [-0.2, 0]], shared=[[0.6, 0.1], [0.1, 0.1]], common_threat=0.2)
    now = begun.copy()._replace(shared=np.array([[0.8, 0.1], [0.1, 0.1]]), common_threat=np.array([[0.5, 0.3], [0.3, 0.2]]))
    expected = -0.2 + 0.08 * (-0.5 * (0.8 - 0.6) - 0.3 * (0.5 - 0.2))
    assert apply(consider_ties, now, begun, p=CALM).tie_next == close(np.array([[0, expected], [expected, 0]]))


def test_equation_5_without_a_cause_nothing_moves():
    assert next_tie() == 0.1


def test_equation_5_balance_0_is_a_variant_without_closure():
    assert next_tie(closure=1.0, p=parameters(tie_noise=0, balance=0)) == 0.1
    assert next_tie(closure=1.0) == close(0.1 + 0.02 * 0.99)


@pytest.mark.parametrize("end", [-1.0, 1.0])
def test_equation_5_a_tie_stays_between_minus_1_and_1(end):
    fields = {"shared": 1.0, "common_threat": 1.0} if end > 0 else {"resentment": 9.0, "rivalry": 1.0}
    assert next_tie(start=end, closure=end, **fields) == end
    assert next_tie(start=0.9 * end, **fields) == close(end * (0.9 + 0.08 * 0.1))


def test_equation_5_no_noise_carries_a_tie_beyond_its_range():
    for end in (-1.0, 1.0):
        now = world(states=9, tie=end)
        after = considered(now, now.copy(), parameters(tie_noise=1))
        assert -1.0 <= after.min() < after.max() <= 1.0
        assert (after == end).sum() > 20


def test_equation_5_noise_is_drawn_by_pair_and_month_and_has_its_standard_deviation():
    now = world(states=60, id=np.arange(60)[::-1] + 7, month=4)
    noise = considered(now, world(states=60), parameters())
    assert noise[2, 5] == close(0.01 * chance.normal(now.key, 4, chance.TIE_NOISE, now.id[5], now.id[2], 0))
    assert (noise == noise.T).all()
    assert (now.tie_noise == np.triu(noise, 1)).all()
    pairs = noise[np.triu_indices(60, 1)]
    assert pairs.std() == pytest.approx(0.01, rel=0.06)
    assert abs(pairs.mean()) < 0.001


def test_a_pair_without_a_relation_and_a_state_with_itself_have_no_tie():
    now = world(states=3, tie=0.7, tied=[[1, 1, 0], [1, 1, 0], [0, 0, 1]], tie_next=0.4)
    after = apply(consider_ties, now, world()).tie_next
    assert (after != 0).tolist() == [[False, True, False], [True, False, False], [False, False, False]]


def test_all_states_move_at_once():
    assert apply(settle_ties, world(states=4, tie_next=TIES)).tie.tolist() == TIES.tolist()


@examples
@given(moment=ugly_moments)
def test_ties_stay_symmetric_to_the_bit(moment):
    for each in moment[:2]:
        apply(compare_grievances, each)
        apply(close_triads, each)
    for rule in (disturb_ties, consider_ties, settle_ties):
        apply(rule, *moment)
    tie = moment.world.tie
    assert (tie == tie.T).all()
    assert not tie.diagonal().any()
