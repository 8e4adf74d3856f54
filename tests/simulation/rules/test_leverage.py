"""Equation 12: leverage."""

from math import log

import numpy as np
import pytest
from worlds import apply, close, parameters, world

from simulation.rules.leverage import cut_off_loss, measure_leverage


def loss(share, elasticity=4.0):
    """What a state loses if the one partner that serves that share of its one channel cuts it off."""
    now = world(states=2, channels=1, elasticity=elasticity, share=[[[0, share], [0, 0]]], leverage=9.0)
    return apply(measure_leverage, now).leverage[0, 1]


@pytest.mark.parametrize(("share", "elasticity", "expected"), [(0.0, 4, 0.0), (0.5, 4, log(2) / 3), (0.2, 3, -log(0.8) / 2)])
def test_equation_12_log_loss_of_losing_a_supplier(share, elasticity, expected):
    assert loss(share, elasticity) == close(expected)


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0.0), (0.5, log(2)), (0.2, -log(0.8)), (0.95, log(20)), (1.0, log(20))])
def test_equation_12_log_loss_at_elasticity_2(share, expected):
    assert cut_off_loss(share, 0.95) == close(expected)


def test_equation_12_is_finite_where_one_partner_serves_everything():
    assert loss(1.0) == loss(0.95) == close(log(20) / 3)


def test_equation_12_is_convex_in_the_share_below_its_ceiling():
    losses = np.array([loss(share) for share in np.linspace(0, 0.95, 96)])
    assert (np.diff(losses) > 0).all()
    assert (np.diff(losses, 2) > 0).all()


def test_equation_12_by_hand_and_the_coalition_counts_as_one_supplier():
    share = [[[0, 0.3, 0.2, 0.4]] * 4, [[0, 0.1, 0.0, 0.9]] * 4]
    channels = {"weight": [0.6, 0.4], "elasticity": [4, 3]}
    now = world(states=4, membership=[0, -1, -1, 0], share=share, **channels, leverage=9.0, coalition_leverage=9.0, joint_share=9.0)
    apply(measure_leverage, now)
    assert now.joint_share[:, 0] == close(np.array([0.5, 0.1]))
    assert now.leverage[0] == close(
        np.array([0, -0.6 * log(0.7) / 3 - 0.4 * log(0.9) / 2, -0.6 * log(0.8) / 3, -0.6 * log(0.6) / 3 - 0.4 * log(0.1) / 2])
    )
    assert now.coalition_leverage[0] == close(-0.6 * log(0.5) / 3 - 0.4 * log(0.9) / 2)
    assert now.coalition_leverage[0] > now.leverage[0, 1] + now.leverage[0, 2]


def test_equation_12_the_ceiling_is_a_parameter():
    now = apply(measure_leverage, world(states=2, channels=1, share=[[[0, 1], [0, 0]]]), p=parameters(share_ceiling=0.5))
    assert now.leverage == close(np.array([[0, log(2) / 3], [0, 0]]))
