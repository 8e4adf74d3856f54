"""The contract of every lever: declared once, driven, read by a rule or known to wait for one, and harmless at rest."""

import numpy as np
import pytest

import simulation
from simulation.footprint import footprint
from simulation.levers import LEVERS
from simulation.schedule import MONTH
from simulation.world import VARIABLES

SETTERS = ("pull_levers", "pull_joint_levers")
READ = {field for rule in MONTH if rule.__name__ not in SETTERS for field in footprint(rule).fields["world"]}
NEUTRAL = {lever.name for lever in LEVERS if lever.name not in READ}
"""Levers that no rule of this schedule reads: the wedge acts on membership alone (equation 26)."""


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_declaration(lever):
    variable = VARIABLES[lever.name]
    assert variable.driven
    assert variable.dims == ("i" if lever.each else "1")
    assert (lever.low, lever.high) == (variable.low, variable.high)
    assert lever.meaning
    assert lever.unit
    assert lever.cost >= 0


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_pulling_it_changes_the_run_unless_nothing_reads_it(axis, lever):
    base = simulation.run(axis, months=36)
    full = simulation.run(axis, months=36, levers={lever.name: 0.0 if lever.name in ("primary", "export") else 1.0})
    same = all(np.array_equal(a, b) for name, a, b in zip(VARIABLES, base.worlds, full.worlds, strict=True) if name in READ - {lever.name})
    assert same == (lever.name in NEUTRAL)


def test_only_the_wedge_waits_for_a_rule():
    assert {"wedge", "wedge_credibility"} >= NEUTRAL


@pytest.mark.parametrize(("lever", "cost"), [("engagement", 0.001), ("secondary", 0.002)])
def test_cost_of_levers_with_targets(ten, lever, cost):
    quiet = {"parameters": {"tie_noise": 0.0, "compliance_speed": 0.0}, "months": 2}
    low = simulation.run(ten, levers={lever: 0.0}, **quiet)
    high = simulation.run(ten, levers={lever: 1.0}, **quiet)
    core = [state.group == "core" for state in ten.states]
    targets = getattr(high.world(1), lever)[core]
    rise = high.measures.coalition_cost[1] - low.measures.coalition_cost[1]
    losses = high.measures.coalition_loss[1] - low.measures.coalition_loss[1]
    assert rise - losses == pytest.approx(cost * targets.mean(), abs=1e-12)


def test_arms_cost_while_the_war_lasts(axis):
    none = simulation.run(axis, months=3, levers={"military_aid": 0.0}).measures.coalition_cost
    full = simulation.run(axis, months=3, levers={"military_aid": 1.0}).measures.coalition_cost
    assert full[1] - none[1] == pytest.approx(0.004, abs=1e-6)  # losses move a little with threat and ties
    peace = axis.override({"calendar.invasion": "off"})
    assert simulation.run(peace, months=3, levers={"military_aid": 1.0}).measures.coalition_cost[1] < 0.002


def test_a_late_recognition_delays_every_dated_change(axis):
    late = simulation.run(axis, recognition_lag=5).series("price_cap", state="RUS")
    prompt = simulation.run(axis).series("price_cap", state="RUS")
    np.testing.assert_array_equal(late[16:], prompt[11:-5])
    assert not late[:16].any()
