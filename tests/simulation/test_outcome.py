"""The outcome of runs: four classes, exhaustive and exclusive, and the month and cause of a fracture."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import close

import scenarios
from simulation.engine import ensemble
from simulation.measures import MEASURES
from simulation.outcome import CAUSES, CLASSES, THRESHOLDS, TOWARDS, TRAILING, Course, classify, moved, thresholds_of, trailing

JUDGED = ("cohesion", "active", "core_trust", "support", "dependence_growth", "asymmetry", "concession_rate")
BASE = thresholds_of({})


def course(months=30, core=3, runs=1, **fields):
    """A course in which nothing happens: cohesion and the rest in the middle, with every field (or measure) given set."""
    calm = {"cohesion": 0.6, "active": 0.5, "core_trust": 0.5, "support": 0.5, "dependence_growth": 1.0, "asymmetry": 0.5}
    measures = np.zeros((runs, months + 1, len(JUDGED)))
    for k, name in enumerate(JUDGED):
        measures[:, :, k] = fields.get(name, calm.get(name, 0.0))
    made = Course(
        JUDGED, measures, np.ones((runs, months + 1, core)), np.full((runs, months + 1, core, core), 0.5),
        np.full((runs, months + 1, core, core), 0.5),
    )  # fmt: skip
    for name in ("membership", "tie", "trust"):
        getattr(made, name)[...] = fields.get(name, getattr(made, name))
    return made


def path(before, after, month, months=30):
    """A series that goes to another value in a month."""
    return np.where(np.arange(months + 1) < month, before, after)


def member_leaves(month, back=1000):
    left = np.ones((31, 3))
    left[month:back, 1] = 0.0
    return left


def pair(before, after, month, i=0, j=2):
    series = np.full((31, 3, 3), before)
    series[month:, i, j] = after
    return series


ABSORBED = {"dependence_growth": 2.5, "asymmetry": 0.9, "concession_rate": 0.8}
COHERENT = {"active": 0.9, "core_trust": path(0.5, 0.6, 1), "support": 0.6}


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "stagnates"), (ABSORBED, "absorbed"), (COHERENT, "coheres"), (ABSORBED | COHERENT, "absorbed"),
        (COHERENT | ABSORBED | {"membership": member_leaves(9)}, "fractures"),
        (ABSORBED | {"dependence_growth": 1.99}, "stagnates"), (ABSORBED | {"asymmetry": 0.79}, "stagnates"),
        (ABSORBED | {"concession_rate": 0.69}, "stagnates"), (COHERENT | {"active": 0.65}, "stagnates"),
        (COHERENT | {"core_trust": path(0.5, 0.53, 1)}, "stagnates"), (COHERENT | {"support": 0.37}, "stagnates"),
    ],
)  # fmt: skip
def test_section_8_classes(fields, name):
    outcome = classify(course(**fields), BASE)
    assert CLASSES[outcome.code[0]] == name
    assert outcome.share(name) == 1.0
    assert (outcome.month[0] >= 0) == (name == "fractures") == bool(CAUSES[outcome.cause[0]])


@pytest.mark.parametrize(
    ("fields", "month", "cause"),
    [
        ({"membership": member_leaves(9)}, 14, "exit"), ({"membership": member_leaves(25)}, 30, "exit"),
        ({"membership": member_leaves(26)}, -1, ""), ({"membership": member_leaves(9, back=14)}, -1, ""),
        ({"membership": member_leaves(1)}, 6, "exit"), ({"tie": pair(0.5, -0.06, 4)}, 9, "hostility"),
        ({"tie": pair(0.5, -0.04, 4)}, -1, ""),
        ({"trust": pair(0.5, 0.24, 4)}, 9, "distrust"), ({"trust": pair(0.5, 0.26, 4)}, -1, ""),
        ({"tie": pair(0.5, -0.9, 4, 1, 1)}, -1, ""), ({"cohesion": 0.39}, 6, "decay"), ({"cohesion": 0.41}, -1, ""),
        ({"tie": pair(0.5, -0.06, 4), "trust": pair(0.5, 0.1, 3)}, 8, "distrust"),
        ({"tie": pair(0.5, -0.06, 4), "membership": member_leaves(4)}, 9, "exit"),
    ],
)  # fmt: skip
def test_month_and_cause_of_a_fracture(fields, month, cause):
    outcome = classify(course(**fields), BASE)
    assert (outcome.month[0], CAUSES[outcome.cause[0]]) == (month, cause)


def test_cohesion_decays_where_its_mean_of_12_months_was_above_and_stays_below():
    """.6 to .21 from month 10 on: the mean of 12 months falls below .4 with the seventh low month, and month 21 is the sixth of those."""
    assert classify(course(cohesion=path(0.6, 0.21, 10)), BASE).month[0] == 21
    assert classify(course(cohesion=path(0.6, 0.21, 15)), BASE).month[0] == 26
    assert classify(course(cohesion=path(0.6, 0.21, 20)), BASE).month[0] == -1


def test_a_core_that_starts_low_decays_only_once_it_was_above():
    """Low for a while at the start is no decay; low for the whole run is."""
    late = np.where(np.arange(31) < 12, 0.3, 0.9)
    assert classify(course(cohesion=late), BASE).month[0] == -1
    assert classify(course(cohesion=0.3), BASE).month[0] == 6


def test_a_core_of_one_has_no_pairs():
    assert CLASSES[classify(course(core=1), BASE).code[0]] == "stagnates"


@settings(max_examples=30, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32 - 1), months=st.integers(1, 20))
def test_trailing_is_the_mean_of_the_last_months(seed, months):
    series = np.random.default_rng(seed).random((2, 25))
    found = trailing(series, months)
    for t in range(25):
        assert found[:, t] == close(series[:, max(0, t - months + 1) : t + 1].mean(axis=1))
    assert TRAILING == 12


def test_trailing_leaves_what_it_was_given():
    series = np.arange(30.0).reshape(2, 15)
    trailing(series)
    assert series.tolist() == np.arange(30.0).reshape(2, 15).tolist()
    assert trailing(np.ones((2, 15, 3))).shape == (2, 15, 3)


def odd_course(seed: int) -> Course:
    """Runs that wander around the thresholds, with values on them."""
    rng = np.random.default_rng(seed)
    runs, months, core = 4, int(rng.integers(0, 26)), int(rng.integers(0, 4))
    walk = rng.choice([-0.2, 0.0, 0.2], (runs, months + 1, len(JUDGED)), p=[0.2, 0.6, 0.2]).cumsum(axis=1)
    measures = np.round(walk + rng.choice([0.2, 0.4, 0.7, 2.0], (runs, 1, len(JUDGED))), 2)
    month = np.arange(months + 1)

    def spell(*shape):
        """True for some months running, for one in ten."""
        first, length = rng.integers(0, 25, (2, runs, 1, *shape))
        when = month.reshape(1, -1, *(1,) * len(shape))
        return (when >= first) & (when < first + length) & (rng.random((runs, 1, *shape)) < 0.1)

    membership = np.where(spell(core), 0.0, 1.0)
    tie = np.where(spell(core, core), -0.1, -0.05)
    trust = np.where(spell(core, core), rng.choice([0.25, 0.2]), 0.5)
    return Course(JUDGED, measures, membership, tie, trust)


def plainly(of: Course, run: int, limit: dict[str, float]) -> tuple[str, int, str]:
    """Class, month and cause of one run, in plain words."""
    series = {name: of.measures[run, :, k].tolist() for k, name in enumerate(of.names)}
    last, core, needed = len(series["cohesion"]) - 1, of.membership.shape[2], round(limit["months"])

    def late(name, t):
        window = series[name][max(0, t - 11) : t + 1]
        return sum(window) / len(window)

    def decays(t):
        below = [late("cohesion", u) < limit["cohesion"] for u in range(last + 1)]
        if all(below):
            return True
        return below[t] and t > needed and not all(below[:t])

    pairs = [(i, j) for i in range(core) for j in range(core) if i != j]
    signs = {
        "exit": [lambda t, i=i: of.membership[run, t, i] < 1 for i in range(core)],
        "hostility": [lambda t, i=i, j=j: of.tie[run, t, i, j] < limit["hostile_tie"] for i, j in pairs],
        "distrust": [lambda t, i=i, j=j: of.trust[run, t, i, j] < limit["trust_left"] * of.trust[run, 0, i, j] for i, j in pairs],
        "decay": [decays],
    }
    for t in range(needed, last + 1):
        for cause, tests in signs.items():
            if any(all(test(u) for u in range(t - needed + 1, t + 1)) for test in tests):
                return "fractures", t, cause
    if all(
        series[m][last] >= limit[k]
        for m, k in (("dependence_growth", "leverage_growth"), ("asymmetry",) * 2, ("concession_rate", "concessions"))
    ):
        return "absorbed", -1, ""
    gained = late("core_trust", last) >= series["core_trust"][0] + limit["trust_gain"]
    if gained and late("active", last) >= limit["active"] and late("support", last) >= limit["support"]:
        return "coheres", -1, ""
    return "stagnates", -1, ""


@settings(max_examples=250, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32 - 1), months=st.integers(1, 8))
def test_every_run_is_of_the_one_class_that_plain_words_give_it(seed, months):
    of, limit = odd_course(seed), BASE | {"months": months, "cohesion": 0.41, "trust_gain": 0.041}
    outcome = classify(of, limit)
    for run in range(4):
        found = CLASSES[outcome.code[run]], outcome.month[run], CAUSES[outcome.cause[run]]
        assert found == plainly(of, run, limit)
    assert sum(outcome.share(name) for name in CLASSES) == 1.0


def test_odd_courses_bring_every_class_and_cause():
    outcomes = [classify(odd_course(seed), BASE) for seed in range(300)]
    assert {CLASSES[code] for one in outcomes for code in one.code} == set(CLASSES)
    assert {CAUSES[cause] for one in outcomes for cause in one.cause} == set(CAUSES)


def test_thresholds_are_declared_once_and_read_by_name():
    assert set(BASE) == {threshold.name for threshold in THRESHOLDS} == {name for signs in TOWARDS.values() for name in signs}
    assert thresholds_of({"cohesion": 0.3}) == BASE | {"cohesion": 0.3}
    assert set(JUDGED) <= set(MEASURES)


@pytest.mark.parametrize("towards", CLASSES)
def test_a_threshold_moved_towards_a_class_never_takes_runs_from_it(ten, towards):
    """One at a time and all together, over the runs of a scenario and over odd courses.

    That of cohesion is left out: a run that was never above a higher one may decay below a lower one alone.
    """
    courses = [odd_course(seed) for seed in range(60)] + [ensemble(ten, [(1, k) for k in range(12)])]
    names = [name for name in TOWARDS.get(towards, BASE) if name != "cohesion"]
    for of in courses:
        base = classify(of, BASE).share(towards)
        for chosen in ([name] for name in names) if len(names) < 5 else (names,):
            assert classify(of, moved(BASE, chosen, towards, 3)).share(towards) >= base
        assert classify(of, moved(BASE, names, towards, 3)).share(towards) >= base


def test_a_threshold_moves_by_a_fifth_and_counts_by_one():
    assert moved(BASE, ["cohesion"], "fractures", 6) == BASE | {"cohesion": close(0.48)}
    assert moved(BASE, ["hostile_tie"], "fractures", 6) == BASE | {"hostile_tie": close(-0.04)}
    assert moved(BASE, ["months"], "fractures", 6) == BASE | {"months": close(4.8)}
    assert moved(BASE | {"months": 2}, ["months"], "stagnates", 6)["months"] == 3
    assert moved(BASE, ["active"], "coheres", 6) == BASE | {"active": close(0.66 - 1 / 6)}
    assert moved(BASE, ["active", "asymmetry"], "stagnates", 0) == BASE | {"active": 1.0, "asymmetry": close(0.96)}
    assert thresholds_of({}) == BASE


def test_an_ensemble_is_judged_run_by_run():
    of = ensemble(scenarios.load("ten-states"), [(1, k) for k in range(6)])
    outcome = classify(of, BASE)
    for run in range(6):
        assert (CLASSES[outcome.code[run]], outcome.month[run], CAUSES[outcome.cause[run]]) == plainly(of, run, BASE)
