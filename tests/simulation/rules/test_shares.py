"""Equation 8: how shares move, and that their rows never sum to more than 1."""

import numpy as np
from hypothesis import given
from worlds import apply, close, examples, opened, ugly_moments, world

from simulation.rules.diversion import weigh_partners
from simulation.rules.exports import take_up_exports
from simulation.rules.shares import aim_shares, shift_shares


def aimed(**fields):
    """State 0 that got .5 from 1 and .2 from 2, of whom 1 is cut to a half and 2 turned to; .3 of the lost .25 is recovered."""
    one_row = {"attraction": [0, 0.5, 0.2], "access": [1, 0.4, 0.99], "turning": [0, 0.1, 0.2]} | fields
    rows = {name: [[row] * 3] for name, row in one_row.items()}
    begun = world(channels=1, access=[[[1, 0.8, 0.9]] * 3])
    now = opened(world(channels=1, recovered=0.3, lost=0.25, diverters=0.25, **rows), begun)
    return apply(aim_shares, now, begun, states=[0]).target[0, 0]


def test_equation_8_target_by_hand():
    diverted = 0.85 * 0.3 * 0.25
    assert aimed() == close(np.array([0, 0.5 * 0.5 + diverted * 0.1 * 0.5 / 0.25, 0.2 * 1.1 + diverted * 0.2 / 0.25]))


def test_equation_8_a_target_row_above_1_is_scaled_to_1():
    assert aimed(access=[1, 1.6, 0.9], turning=[0, 0, 0]) == close(np.array([0, 1.0, 0.2]) / 1.2)
    assert aimed(access=[1, 1.2, 0.9], turning=[0, 0, 0]) == close(np.array([0, 0.75, 0.2]))


def test_equation_8_shares_go_a_part_of_the_way_by_the_pace_of_the_channel():
    now = world(states=2, share=0.2, target=[[0, 0.4], [0.1, 0.2]], pace=[1, 1.6], acceleration=[1, 2])
    found = apply(shift_shares, now).share
    way = np.array([[-0.2, 0.2], [-0.1, 0]])
    assert found[0] == close(0.2 + 0.07 * way)
    assert found[1] == close(0.2 + 0.07 * 1.6 * 2 * way)


def test_equation_8_shares_never_overshoot_nor_move_at_pace_0():
    assert apply(shift_shares, world(share=0.2, target=0.4, pace=[50, 0])).share[:, 0, 0] == close([0.4, 0.2])


@examples
@given(moment=ugly_moments)
def test_rows_of_share_sum_to_at_most_1(moment):
    now = moment.world
    for rule in (weigh_partners, aim_shares):
        apply(rule, *moment)
    before = now.target.copy()
    apply(take_up_exports, *moment)
    assert (now.target >= 0.0).all()
    assert (now.target.sum(axis=2) <= 1.0 + 1e-12).all()
    assert (now.target <= np.maximum(before, moment.p.resale_ceiling) + 1e-12).all()
    assert (apply(shift_shares, *moment).share.sum(axis=2) <= 1.0 + 1e-12).all()
