"""Equation 2: grievance."""

from math import log

import pytest
from worlds import apply, close, parameters, world

from simulation.rules.grievance import update_grievance


def after(months=1, start=0.3, p=None, **fields):
    """Grievance of a state on one issue, from ``start`` where no other is given."""
    fields = {"grievance": start, "dependence": [0, 1]} | fields
    begun = world(states=2, issues=1, membership=[0, -1], grievance=start, engagement=0.1, messaging=0.3)
    now = world(states=2, issues=1, **({"membership": [0, -1], "engagement": 0.1, "messaging": 0.3} | fields))
    for _ in range(months):
        apply(update_grievance, now, begun, p=p, states=[0])
    return now.grievance[0, 0]


def test_equation_2_by_hand():
    levers = {"engagement": 0.5, "issue_messaging": 0.002, "messaging": 0.8}
    found = after(grievance=0.4, pressure=0.6, response=0.5, share=[[[0, 0.9]] * 2, [[0, 0.25]] * 2], **levers)
    rise = 0.03 * 0.5 * 0.6 * (1 - 0.6 * 0.25) * (1 - 0.4)
    fade = log(2) / 36 * (0.4 - 0.3)
    assert found == close(0.4 + rise + 0.002 * (0.8 - 0.3) - fade - 0.02 * (0.5 - 0.1) * 0.4)


def test_equation_2_without_pressure_nothing_moves():
    assert after(months=50, issue_messaging=0.1) == close(0.3)


def test_equation_2_grievance_fades_to_its_start_by_half_in_its_half_life():
    assert after(months=36, grievance=0.7) == pytest.approx(0.5, abs=0.004)
    assert after(months=12, grievance=0.1, p=parameters(grievance_half_life=12)) == pytest.approx(0.2, abs=0.007)
    assert after(months=3000, grievance=0.9) == close(0.3)


def test_equation_2_dependence_on_the_coalition_softens_but_dependence_on_others_does_not():
    free, dependent = after(pressure=1.0), after(pressure=1.0, share=[[[0, 0]] * 2, [[0, 1.0]] * 2])
    on_others = after(pressure=1.0, share=[[[0, 0]] * 2, [[0, 1.0]] * 2], membership=[0, 0])
    assert free - 0.3 == close(0.03 * 0.7)
    assert dependent - 0.3 == close(0.03 * 0.7 * 0.4)
    assert on_others == free
    assert after(pressure=1.0, share=[[[0, 1.0]] * 2] * 2, dependence=[1, 1]) == dependent


def test_equation_2_a_full_grievance_does_not_rise_and_none_leaves_the_range():
    assert after(start=1.0, pressure=1.0) == 1.0
    assert after(months=500, pressure=1.0, response=2.0, issue_messaging=0.1, messaging=1.0, p=parameters(grievance_gain=1)) == 1.0
    assert after(start=0.0, engagement=1.0, months=50) == 0.0
