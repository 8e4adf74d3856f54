"""The contract of every lever: declared once, driven, read by a rule, in reach of a signpost, and harmless at rest."""

import numpy as np
import pytest

import simulation
from simulation.footprint import footprint
from simulation.levers import LEVERS
from simulation.scenario import Scenario
from simulation.schedule import MONTH
from simulation.world import VARIABLES

SETTERS = ("pull_levers", "pull_joint_levers", "respond")
READ = {field for rule in MONTH if rule.__name__ not in SETTERS for field in footprint(rule).fields["world"]}
MOVED = {field for rule in MONTH for field in footprint(rule).writes} - {lever.name for lever in LEVERS}
"""What rules of the month write, other than levers."""


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
def test_a_rule_reads_it_and_pulling_it_changes_the_run(axis, lever):
    """The wedge needs both its size and its credibility, and a world in which states leave at all."""
    assert lever.name in READ
    lively = axis.override({"months": 36, "parameters.exit_hazard": 0.01})
    wedge = {"wedge": 1.0, "wedge_credibility": 1.0} if lever.name in ("wedge", "wedge_credibility") else {}
    low, high = (simulation.run(lively, levers=wedge | {lever.name: value}).worlds for value in (0.0, 1.0))
    assert any(not np.array_equal(getattr(low, field), getattr(high, field)) for field in MOVED)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_a_signpost_may_pull_it(axis, lever):
    """A signpost that always holds puts it to its value from the month after the lag on, for its target alone."""
    config = axis.config()
    note = {"evidence": "invented", "source": "a test"}
    config["tables"]["signposts"] = [
        {"signpost": "always", "measure": "axis_size", "comparison": "above", "threshold": 0, "hold": 1, "noise": 0} | note
    ]
    state = "IRN" if lever.each else ""
    config["tables"]["responses"] = [{"signpost": "always", "lever": lever.name, "state": state, "value": 0.77} | note]
    config["head"] |= {"recognition_lag": 4, "months": 9}
    pulled = simulation.run(Scenario.from_config(config))
    config["tables"]["responses"] = []
    config["tables"]["signposts"] = []
    left = getattr(simulation.run(Scenario.from_config(config)).worlds, lever.name)
    path = getattr(pulled.worlds, lever.name)
    at = axis.row("IRN") if lever.each else 0
    assert (path[5:, at] == 0.77).all()
    np.testing.assert_array_equal(path[:5], left[:5])
    np.testing.assert_array_equal(np.delete(path, at, axis=1), np.delete(left, at, axis=1))


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
