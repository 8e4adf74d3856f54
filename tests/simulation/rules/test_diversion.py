"""Equations 6 and 8: whom a state turns to, and what stays unserved."""

from math import exp

import numpy as np
import pytest
from hypothesis import given
from worlds import apply, close, examples, opened, parameters, ugly_moments, world

from simulation.rules.access import open_access
from simulation.rules.diversion import seek_partners, weigh_partners


def weighed(tie=(0, 0.5, -0.25), start_tie=0.0, p=None, **fields):
    """State 0, a third of whose needs 1 and a fifth of whose needs 2 serve, after its ties have changed."""
    share = np.zeros((1, 3, 3))
    share[0, 0] = [0, 0.3, 0.2]
    begun = world(channels=1, share=share, tie=start_tie)
    return apply(weigh_partners, world(channels=1, tie=[tie] * 3, **fields), begun, p=p, states=[0])


def test_equation_6_attraction_follows_the_change_of_the_tie_within_the_row_of_the_start():
    drawn = np.array([0, 0.3 * exp(0.4 * 0.5), 0.2 * exp(0.4 * -0.25)])
    assert weighed().drift[0] == close(np.exp([0, 0.4 * 0.5, 0.4 * -0.25]))
    assert weighed().attraction[0, 0] == close(drawn * 0.5 / drawn.sum())
    assert weighed(start_tie=[[0, 0.5, -0.25]] * 3).attraction[0, 0] == close(np.array([0, 0.3, 0.2]))


def test_equation_8_a_target_turns_to_those_whom_the_scenario_names_more_so_where_the_tie_is_good():
    found = weighed(diversion=[[0.9, 0.4, 0.6]], hub=2, p=parameters(hub_diversion_scale=1.3)).turning[0, 0]
    assert found == close(np.array([0, 0.4 * exp(0.8 * 0.5), 1.3 * 0.6 * exp(0.8 * -0.25)]))
    assert weighed(hub=2, p=parameters(hub_diversion_scale=1.3)).appeal[0, 1:] == close([exp(0.8 * 0.5), 1.3 * exp(0.8 * -0.25)])
    assert weighed(diversion=[[0.9, 0.4, 0.6]], tied=0).turning[0, 0].tolist() == [0, 0, 0]


def test_equation_8_a_sender_turns_to_those_who_serve_it_anyway():
    now = weighed(diversion=[[0.9, 0.4, 0.6]], membership=[-1, 0, 0])
    assert (now.turning == now.attraction).all()


@examples
@given(moment=ugly_moments)
def test_equation_6_keeps_the_row_sum_of_the_start(moment):
    assert apply(weigh_partners, *moment).attraction.sum(axis=2) == close(moment.start.share.sum(axis=2))


def sought(age=9.0, p=None, **fields):
    """A target that got .4 of its needs from sender 1, .1 from 2 and .1 from 3, of whom half of 1 and of 3 is still open."""
    one_row = {"attraction": [0, 0.4, 0.1, 0.1], "turning": [0, 0, 2, 1], "access": [1, 0.5, 1, 0.25]}
    rows = {name: [[row] * 4] for name, row in (one_row | fields).items()}
    membership = rows.pop("membership", [[[0, -1, 0, 0]]])[0][0]
    begun = world(states=4, channels=1, access=[[[1, 1, 1, 0.5]] * 4])
    now = opened(world(states=4, channels=1, membership=membership, age=age, **rows), begun)
    return apply(seek_partners, now, begun, p=p, states=[0])


def test_equation_8_by_hand():
    now = sought()
    lost, reach = 0.4 * 0.5 + 0.1 * 0.5, (2 + 1 * 0.5) / (2 + 1)
    recovered = 0.85 * (1 - exp(-9 / 9)) * reach
    assert now.lost[0, 0] == close(lost)
    assert now.diverters[0, 0] == close(2.5)
    assert now.recovered[0, 0] == close(recovered)
    assert now.unserved[0, 0] == close(lost * (1 - recovered))
    assert now.age[0, 0] == 10


def test_equation_8_the_rest_of_the_world_serves_a_sender_as_well():
    now = sought(membership=[-1, -1, 0, 0], turning=[0, 0.4, 0.1, 0.1])
    able = 0.4 * 0.5 + 0.1 + 0.1 * 0.5 + 0.4
    assert now.diverters[0, 0] == close(able)
    assert now.recovered[0, 0] == close(0.85 * (1 - exp(-1)) * able)


def test_equation_8_recovery_starts_at_nothing_and_ends_at_its_largest_share_of_the_reachable():
    assert sought(age=0).unserved[0, 0] == close(0.25)
    assert sought(age=5000).recovered[0, 0] == close(0.85 * 2.5 / 3)
    assert sought(age=5000, p=parameters(recovery_max=0)).unserved[0, 0] == close(0.25)
    assert sought(turning=[0, 0, 0, 0]).recovered[0, 0] == 0.0


def test_equation_8_access_above_its_start_offsets_no_loss_elsewhere():
    assert sought(access=[1, 0.5, 1, 1]).lost[0, 0] == close(0.2)


def test_equation_8_everything_may_be_lost():
    assert sought(attraction=[0, 1, 0, 0], access=[1, 0, 1, 0.5], age=0).unserved[0, 0] == 1.0


@pytest.mark.parametrize(("age", "access", "after"), [(0, 0.976, 0), (0, 0.974, 1), (3, 0.5, 4), (3, 1.0, 2)])
def test_equation_8_age_counts_while_a_loss_is_felt_and_goes_back_without(age, access, after):
    assert sought(age=age, access=[1, access, 1, 0.5]).age[0, 0] == after


@examples
@given(moment=ugly_moments)
def test_more_sanctions_never_lower_unserved_needs_at_equal_age(moment):
    world, start, imposed, p, *_ = moment
    start.sanctions[:] *= 0.5
    apply(open_access, start, start)
    unserved = []
    for share in (0.0, 0.4, 0.8, 1.0):
        now = world.copy()
        now.sanctions[:] = start.sanctions + share * (1.0 - start.sanctions)
        for rule in (open_access, weigh_partners, seek_partners):
            apply(rule, now, start, imposed, p)
        unserved.append(now.unserved)
    assert (np.diff(unserved, axis=0) >= -1e-15).all()
