"""Equation 26: who joins the axis, who hedges, who leaves."""

import numpy as np
import pytest
from worlds import ATTACKED, apply, close, parameters, world

from simulation import events
from simulation.events import new_log
from simulation.rules.membership import axis_value, base_hazard, choose_camp, hazards, settle_camps, tilted, value_axis

P = parameters()
H = 0.0007
AXIS = {"membership": [1, 1, 1], "capability": [0.2, 0.16, 0.09]}


def test_equation_26_value_by_hand():
    """Means over partners of root capability .4 and .3."""
    row = [[0, 0.6, 0.2]] + [[0, 0, 0]] * 2
    fields = {"trust": row, "shared": row, "cooperation": row, "resentment": row, "threat": [0.5, 0, 0], "autonomy_cost": [0.02, 0, 0]}
    now = world(**AXIS, **fields, secondary=[0.6, 0, 0], coalition_leverage=[0.1, 0, 0])
    mean = (0.4 * 0.6 + 0.3 * 0.2) / 0.7
    terms = (2.5 * mean, 2.5 * mean, 1.5 * 0.5, 2.5 * mean, -20 * 0.02, -7.5 * mean, -2 * 0.6 * 0.1)
    assert axis_value(now, P, 0) == close(terms)
    assert apply(value_axis, now).value[0] == close(sum(terms))


@pytest.mark.parametrize(
    ("democracy", "membership", "factor"),
    [
        ([0.1, 0.2, 0.3], 1, 1.0), ([0.9, 0.2, 0.3], 1, 0.35), ([0.1, 0.9, 0.8], 1, 0.35), ([0.9, 0.9, 0.8], 1, 0.1),
        ([0.9, 0.9, 0.8], -1, 0.1),
        ([0.5, 0.2, 0.3], 1, 1.0),
    ],
)  # fmt: skip
def test_equation_26_regimes(democracy, membership, factor):
    assert base_hazard(world(democracy=democracy, membership=membership), P, 0) == close(H * factor)


def test_equation_26_a_state_alone_in_its_camp_counts_as_its_own_regime():
    for democracy, factor in ((0.1, 1.0), (0.9, 0.1)):
        assert base_hazard(world(democracy=[democracy, 0.9, 0.9], membership=[1, 0, -1]), P, 0) == close(H * factor)


def moved(membership, gain=0.3, **fields):
    start = world(value=1.0)
    now = world(**({"value": [1.0 + gain, 1, 1], "membership": [membership, 1, -1], "tie": [[0, 0, 0.4], [0, 0, 0], [0.4, 0, 0]]} | fields))
    return hazards(now, start, P, 0)


def test_equation_26_hazards_by_hand():
    wedge = {"wedge": [0.5, 0, 0], "wedge_credibility": [0.4, 0, 0]}
    assert moved(1) == close((0.0, H * np.exp(-1.2 * 0.3)))
    assert moved(1, **wedge) == close((0.0, H * np.exp(-1.2 * 0.3 + 4 * 0.2)))
    assert moved(0) == close((0.6 * H * np.exp(1.2 * 0.3), 0.4 * H * np.exp(2 * 0.4 - 0.3)))
    assert moved(0, **wedge) == close((0.6 * H * np.exp(1.2 * 0.3 - 4 * 0.2), 0.4 * H * np.exp(2 * 0.4 - 0.3 + 2 * 0.2)))
    assert moved(-1) == close((H, 0.0))


@pytest.mark.parametrize("nothing", [{"wedge": 0.0, "wedge_credibility": 1.0}, {"wedge": 1.0, "wedge_credibility": 0.0}])
@pytest.mark.parametrize("membership", [-1, 0, 1])
def test_a_wedge_of_nothing_is_a_no_op_to_the_bit(nothing, membership):
    assert moved(membership, **nothing) == moved(membership)


def test_equation_26_more_value_less_leaving_more_joining():
    assert moved(1, 0.5)[1] < moved(1, 0.0)[1] < moved(1, -0.5)[1]
    assert moved(0, 0.5)[0] > moved(0, -0.5)[0]
    assert moved(0, 0.5)[1] < moved(0, -0.5)[1]


@pytest.mark.parametrize(("exponent", "held"), [(9.0, 5.0), (-9.0, -5.0), (1.3, 1.3)])
def test_equation_26_exponents_stay_within_5(exponent, held):
    assert tilted(0.001, exponent) == close(0.001 * np.exp(held))
    assert tilted(0.5, 9.0) == 1.0


def months(fields, count, p=None):
    """Where state 0 would go, month by month, from where it stands."""
    now, steps = world(**fields), []
    start = now.copy()
    for month in range(count):
        now.month[0] = month
        steps.append(apply(choose_camp, now, start, p=p, states=[0]).camp_next[0] - now.membership[0])
    return np.array(steps)


@pytest.mark.parametrize("membership", [-1, 0, 1])
def test_equation_26_steps_come_at_their_hazards(membership):
    fields, p = {"membership": [membership, 1, 0]}, parameters(exit_hazard=0.05)
    steps = months(fields, 3000, p)
    for step, likely in zip((1, -1), hazards(world(**fields), world(**fields), p, 0), strict=True):
        spread = np.sqrt(3000 * likely * (1 - likely))
        assert abs((steps == step).sum() - 3000 * likely) <= 4 * spread
        assert likely == 0.0 or abs((steps == step).sum() - 2 * 3000 * likely) > 4 * spread


def test_the_attacked_state_stays_and_a_regime_that_falls_leaves():
    log = new_log(5)
    now = world(membership=[-1, 1, -1], group=[ATTACKED, 0, 2], fall=1.0)
    apply(choose_camp, now, now.copy(), log=log)
    assert now.camp_next.tolist() == [-1, 0, 0]
    assert now.membership.tolist() == [-1, 1, -1]
    assert log[1:3, 1].tolist() == [events.FALL] * 2
    assert apply(settle_camps, now).membership.tolist() == [-1, 0, 0]
