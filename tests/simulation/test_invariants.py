"""Invariants of the model that a whole run must keep (ODD page, design concepts and submodels)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenarios
import simulation
from simulation.engine import ensemble, program_of
from simulation.levers import LEVERS
from simulation.rules.hold_up import hold_up
from simulation.rules.membership import EXIT_HAZARD, base_hazard, hazards, value_axis
from simulation.scenario import Scenario
from simulation.schedule import PARAMETERS
from simulation.world import VARIABLES

NAMES = scenarios.names()


SILENT = ("tie_noise", "requests", "crisis_rate", "leader_exit_rate", "exit_hazard", "exercise_rate", "pledge_rate", "demand_rate")
"""Parameters that at 0 leave nothing to chance."""


def without_cause(scenario: Scenario, chance: float = 0.0) -> Scenario:
    """The scenario without events, signposts, changes of levers and, unless ``chance``, anything left to chance."""
    config = scenario.config()
    for table in ("calendar", "signposts", "responses"):
        config["tables"][table] = []
    config["tables"]["levers"] = [row for row in config["tables"]["levers"] if row["month"] == scenario.head.start]
    config["head"]["chance_from"] = ""
    config["head"]["parameters"] |= {name: chance * PARAMETERS[name].base for name in SILENT}
    return Scenario.from_config(config)


@pytest.mark.parametrize("name", NAMES)
def test_without_a_cause_nothing_moves(name):
    trajectory = simulation.run(without_cause(scenarios.load(name)))
    for field, variable in VARIABLES.items():
        if variable.inner or field == "month":
            continue
        history = getattr(trajectory.worlds, field)
        assert np.abs(history - history[0]).max(initial=0.0) <= 1e-12, field
    assert len(trajectory.log) == 0
    assert np.abs(trajectory.record - trajectory.record[0]).max() <= 1e-12


CAUSES = {
    "tie_noise": "tie", "requests": "trust", "crisis_rate": "in_crisis", "leader_exit_rate": "new_leader", "exit_hazard": "membership",
    "exercise_rate": "exercises", "pledge_rate": "tie", "demand_rate": "demands", "calendar": "tie", "levers": "secondary",
}  # fmt: skip


@pytest.mark.parametrize("cause", CAUSES)
def test_each_cause_moves_something(axis, cause):
    config = without_cause(axis).config()
    if cause in PARAMETERS:
        config["head"]["parameters"][cause] = 20.0 * PARAMETERS[cause].base if cause == "exit_hazard" else PARAMETERS[cause].base
    else:
        config["tables"][cause] = axis.config()["tables"][cause]
    moved = getattr(simulation.run(Scenario.from_config(config)).worlds, CAUSES[cause])
    assert np.abs(moved[1:] - moved[1]).max() > 1e-3


def test_the_start_is_where_deals_and_exercises_keep_a_world_in_which_nothing_else_happens(axis):
    """Trust, stocks and cooperation wander by chance and drift nowhere: the mean over runs stays near the start."""
    config = without_cause(axis).config()
    for name in ("requests", "exercise_rate"):
        config["head"]["parameters"][name] = PARAMETERS[name].base
    course = ensemble(Scenario.from_config(config), [(1, k) for k in range(40)])
    for measure, allowed in (("core_trust", 0.03), ("depth", 0.06)):
        path = course.series(measure)
        assert abs(path[:, 36].mean() - path[0, 0]) < allowed
    war = ensemble(axis, [(1, k) for k in range(10)])  # the bounds are narrow enough to see a cause
    assert abs(war.series("depth")[:, 36].mean() - war.series("depth")[0, 0]) > 0.06


def assert_in_range(trajectory):
    """Every variable within its declared range, ties and commitments symmetric, rows at most 1, trust within its limit, counts in order."""
    worlds = trajectory.worlds
    for field, variable in VARIABLES.items():
        history = getattr(worlds, field)
        assert np.isfinite(history).all(), field
        if history.size:  # a scenario may have no signposts
            assert history.min() >= variable.low - 1e-12, field
            assert history.max() <= variable.high + 1e-12, field
        assert not variable.whole or (history == np.round(history)).all(), field
    assert (worlds.share.sum(axis=3) <= 1 + 1e-12).all()
    assert (worlds.trust <= worlds.ceiling).all()
    for pairs in (worlds.tie, worlds.commitment, worlds.deals, worlds.exercises, worlds.cooperation):
        np.testing.assert_allclose(pairs, pairs.transpose(0, 2, 1), rtol=0, atol=1e-12)
    for pairs in (worlds.tie, worlds.commitment):
        np.testing.assert_array_equal(pairs, pairs.transpose(0, 2, 1))
        np.testing.assert_array_equal(np.diagonal(pairs, axis1=1, axis2=2), 0.0)
    assert set(np.unique(worlds.membership)) <= {-1.0, 0.0, 1.0}
    assert (np.abs(np.diff(worlds.membership, axis=0)) <= 1.0).all()
    assert (worlds.requests_clean <= worlds.requests_sent).all()
    assert (worlds.deals_broken <= worlds.deals_made).all()
    assert (worlds.deals_made <= worlds.requests_sent).all()
    assert (worlds.conceded <= worlds.demanded).all()
    assert (worlds.answers <= worlds.pleas).all()
    assert np.isfinite(trajectory.record).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_run_stays_in_range(name):
    assert_in_range(simulation.run(scenarios.load(name), seed=11))


def drawn(parameter):
    """Any possible value of a parameter, its range four times over where there is no end."""
    low, high = parameter.domain
    return st.floats(low, high if np.isfinite(high) else 4 * parameter.high)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    parameters=st.fixed_dictionaries({}, optional={name: drawn(parameter) for name, parameter in PARAMETERS.items()}),
    levers=st.fixed_dictionaries({}, optional={lever.name: st.floats(lever.low, lever.high) for lever in LEVERS}),
)
def test_any_possible_parameters_and_levers_stay_in_range(ten, parameters, levers):
    assert_in_range(simulation.run(ten, months=30, parameters=parameters, levers=levers))


def test_a_dependent_state_does_not_resent_the_level_of_its_dependence(axis):
    trajectory = simulation.run(without_cause(axis))
    most = np.unravel_index(trajectory.world().share[0].argmax(), trajectory.world().share[0].shape)
    assert trajectory.world().share[0][most] > 0.95
    assert trajectory.world().resentment[most] == 0.0


@pytest.mark.parametrize("share", [0.3, 0.96])
def test_a_very_dependent_state_is_no_more_likely_to_leave(ten, share):
    """The level of its dependence from the start on moves neither the value of the axis nor the hazard of leaving it."""
    config = without_cause(ten).config()
    rows = [row for row in config["tables"]["shares"] if row["state"] == "DUR"]
    for row in rows:
        row["share"] = share if row["partner"] == "ARD" else 0.0
    trajectory = simulation.run(Scenario.from_config(config))
    now, start, dur = trajectory.world(), trajectory.world(0), ten.row("DUR")
    assert now.share[:, dur, ten.row("ARD")] == pytest.approx(share)
    p = program_of(ten).parameter_record(ten.parameters)
    assert abs(now.value[dur] - start.value[dur]) < 1e-12
    assert hazards(now, start, p, dur) == pytest.approx((0.0, base_hazard(start, p, dur)), rel=1e-10)
    assert base_hazard(start, p, dur) == EXIT_HAZARD.base


def test_a_rise_of_dependence_does_make_leaving_more_likely(ten):
    """The control of the test above."""
    now, p = simulation.run(ten, months=1).world(), program_of(ten).parameter_record(ten.parameters)
    start, dur = now.copy(), ten.row("DUR")
    now.leverage[dur, ten.row("ARD")] += 0.2
    for rule in (hold_up, value_axis):
        rule(now, p, dur)
    assert hazards(now, start, p, dur)[1] > 2.0 * base_hazard(start, p, dur)


def test_same_seed_same_bits_other_seed_other_bits(ten):
    np.testing.assert_array_equal(simulation.run(ten, 9).record, simulation.run(ten, 9).record)
    assert not np.array_equal(simulation.run(ten, 9).record, simulation.run(ten, 10).record)
