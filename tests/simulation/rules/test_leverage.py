"""Equation 12: leverage."""

from math import log

import numpy as np
import pytest
from worlds import apply, close, parameters, world

from simulation.rules.leverage import cut_off_loss, measure_leverage


@pytest.mark.parametrize(("share", "elasticity", "loss"), [(0.0, 4, 0.0), (0.5, 4, log(2) / 3), (0.2, 3, -log(0.8) / 2)])
def test_equation_12_log_loss_of_losing_a_supplier(share, elasticity, loss):
    assert cut_off_loss(share, elasticity, 0.95) == close(loss)


def test_equation_12_is_finite_where_one_partner_serves_everything():
    assert cut_off_loss(1.0, 4.0, 0.95) == cut_off_loss(0.95, 4.0, 0.95) == close(log(20) / 3)


def test_equation_12_is_convex_in_the_share_below_its_ceiling():
    losses = np.array([cut_off_loss(share, 4.0, 0.95) for share in np.linspace(0, 0.95, 96)])
    assert (np.diff(losses) > 0).all()
    assert (np.diff(losses, 2) > 0).all()


def test_equation_12_by_hand_and_the_coalition_counts_as_one_supplier():
    share = [[[0, 0.3, 0.2, 0.4]] * 4, [[0, 0.1, 0.0, 0.9]] * 4]
    channels = {"weight": [0.6, 0.4], "elasticity": [4, 3]}
    now = world(states=4, membership=[0, -1, -1, 0], share=share, **channels, leverage=9.0, coalition_leverage=9.0)
    apply(measure_leverage, now)
    assert now.leverage[0] == close(
        np.array([0, -0.6 * log(0.7) / 3 - 0.4 * log(0.9) / 2, -0.6 * log(0.8) / 3, -0.6 * log(0.6) / 3 - 0.4 * log(0.1) / 2])
    )
    assert now.coalition_leverage[0] == close(-0.6 * log(0.5) / 3 - 0.4 * log(0.9) / 2)
    assert now.coalition_leverage[0] > now.leverage[0, 1] + now.leverage[0, 2]


def test_equation_12_the_ceiling_is_a_parameter():
    now = apply(measure_leverage, world(states=2, channels=1, share=[[[0, 1], [0, 0]]]), p=parameters(share_ceiling=0.5))
    assert now.leverage == close(np.array([[0, log(2) / 3], [0, 0]]))
