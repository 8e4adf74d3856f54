"""Summaries: classes of courses made by hand, moved thresholds, and runs that failed."""

import numpy as np
import pytest

from experiments.outcomes import FINAL, final
from experiments.sweeps.summary import LABELS, MOVED, NEEDED, schema, summary
from simulation.outcome import CLASSES, Course, classify, moves, thresholds_of

MONTHS = 30
GIVEN = thresholds_of({})
CALM = {"cohesion": 0.6, "active": 1.0, "core_trust": 0.6, "support": 1.0, "core_trust_limit": 1.0, "asymmetry": 0.0, "other": 7.0}
"""Measures of a run that coheres, its trust at the start apart."""
RUNS = {
    "coheres": {},
    "stagnates": {"support": 0.0},
    "fractures": {"left_from": 11},
    "absorbed": {"dependence_growth": 3.0, "asymmetry": 0.9, "concession_rate": 0.9},
}


def course(*runs):
    """A course with a run a mapping: measures that never change, and in ``left_from`` the month in which a member leaves."""
    names = (*NEEDED, "other")
    measures = np.zeros((len(runs), MONTHS + 1, len(names)))
    membership = np.ones((len(runs), MONTHS + 1, 3))
    for k, run in enumerate(runs):
        values = CALM | run
        membership[k, values.pop("left_from", MONTHS + 1) :, 0] = 0.0
        for name, value in values.items():
            measures[k, :, names.index(name)] = value
        measures[k, 0, names.index("core_trust")] = 0.5
    pairs = np.ones((2, len(runs), MONTHS + 1, 3, 3))
    return Course(names, measures, membership, *pairs)


def summed(found, failures=(), thresholds=None, measures=("other", "cohesion")):
    count = len(found.measures)
    return summary(found, thresholds or [GIVEN] * count, dict(failures), range(count), [5] * count, measures).to_pandas()


def test_every_class_is_what_a_course_by_hand_says():
    table = summed(course(*RUNS.values()))
    assert table.outcome.tolist() == list(RUNS)
    assert set(RUNS) == set(CLASSES)
    assert table.fracture_month.tolist() == [-1, -1, 11 + GIVEN["months"] - 1, -1]
    assert table.fracture_cause.tolist() == ["", "", "exit", ""]
    assert table.failure.isna().all()
    assert (table.row.tolist(), table.replicate.tolist()) == ([0, 1, 2, 3], [5] * 4)
    assert table.other.tolist() == [7.0] * 4


def test_a_table_is_of_its_schema_whatever_happened():
    for found, failures in ((course(*RUNS.values()), {}), (course({}), {0: "no"}), (course(), {})):
        count = len(found.measures)
        table = summary(found, [GIVEN] * count, failures, range(count), [0] * count, ("other",))
        assert table.schema.equals(schema(("other",)))
        assert len(table) == count
    assert set(LABELS) <= set(schema(()).names)


@pytest.fixture(scope="module")
def odd():
    """Forty runs around the thresholds."""
    rng = np.random.default_rng(3)
    sets = {
        "cohesion": (0.35, 0.6), "active": (0.3, 1.0), "core_trust": (0.45, 0.65), "support": (0.2, 0.6), "core_trust_limit": (0.4, 0.7),
        "dependence_growth": (1.5, 2.6), "asymmetry": (0.6, 1.0), "concession_rate": (0.5, 0.9),
    }  # fmt: skip
    return course(
        *({name: rng.uniform(*ends) for name, ends in sets.items()} | {"left_from": int(rng.integers(20, 40))} for _ in range(40))
    )


def test_moved_columns_are_what_classify_says_under_moved_thresholds(odd):
    table = summed(odd)
    assert len(MOVED) == len(moves(GIVEN, 3)) == len(set(MOVED))
    differ = 0
    for (name, towards), moved in moves(GIVEN, 3).items():
        expected = np.array(CLASSES)[classify(odd, moved).code]
        column = table[f"moved_{name}_{towards.replace(' ', '_')}"]
        np.testing.assert_array_equal(column, expected)
        differ += (expected != table.outcome).any()
    assert differ > 10, "the thresholds bear on these runs"


def test_thresholds_of_a_run_are_its_own(odd):
    strict = thresholds_of({"support": 0.55, "months": 2})
    thresholds = [GIVEN, strict] * 20
    mixed, one, other = summed(odd, thresholds=thresholds), summed(odd), summed(odd, thresholds=[strict] * 40)
    for k in range(40):
        assert mixed.iloc[k].to_dict() == (one, other)[k % 2].iloc[k].to_dict()
    assert (one.outcome != other.outcome).any()


def test_capped_says_that_the_limits_of_trust_alone_are_too_low(odd):
    expected = odd.series("core_trust_limit")[:, -1] < 0.5 + GIVEN["trust_gain"]
    assert summed(odd).capped.tolist() == expected.tolist()
    assert 0 < expected.sum() < 40


def test_measures_are_those_of_the_end():
    found = course({}, {})
    found.measures[:] += np.arange(MONTHS + 1)[None, :, None]
    table = summed(found)
    assert "cohesion" in FINAL
    assert "other" not in FINAL
    assert table.other.tolist() == [7.0 + MONTHS] * 2
    np.testing.assert_array_equal(table.cohesion, final(found, "cohesion"))
    assert table.cohesion[0] == pytest.approx(0.6 + MONTHS - 5.5)


def test_a_mean_is_over_all_months_but_the_start_and_the_same_in_any_company():
    found = course({}, {}, {})
    found.measures[:] += np.random.default_rng(1).random(found.measures.shape)
    table = summed(found, measures=("mean_other", "mean_cohesion"))
    np.testing.assert_allclose(table.mean_other, found.series("other")[:, 1:].mean(axis=1), rtol=1e-14)
    for k in range(3):
        assert summed(found.of(np.array([k])), measures=("mean_cohesion",)).mean_cohesion[0] == table.mean_cohesion[k]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_run_that_is_not_finite_failed_and_says_where(value):
    """Without a warning, and without a trace in the others; measures that nobody wants may be anything."""
    found = course(*[{}] * 4)
    found.measures[1, 4:, found.names.index("cohesion")] = value
    found.measures[2, 0, found.names.index("other")] = value
    table = summed(found)
    assert table.failure.tolist()[1:3] == [f"{name} is not a finite number in month {m}" for name, m in (("cohesion", 4), ("other", 0))]
    assert table.drop(columns=["row", "replicate", "failure"]).iloc[1:3].isna().all(axis=None)
    assert table.iloc[[0, 3]].outcome.tolist() == ["coheres"] * 2
    assert summed(found, measures=("cohesion",)).failure.isna().tolist() == [True, False, True, True]


def test_a_reason_that_is_known_is_told_in_place_of_its_symptom():
    found = course({}, {})
    found.measures[1] = np.nan
    table = summed(found, {1: "rule x raised an exception"})
    assert table.failure.fillna("").tolist() == ["", "rule x raised an exception"]
    assert table.row.tolist() == [0, 1]


def test_nothing_that_is_given_is_changed(odd):
    before = odd.measures.copy()
    odd.measures[3, 3, 0] = np.nan
    summed(odd)
    assert np.isnan(odd.measures[3, 3, 0])
    odd.measures[3, 3, 0] = before[3, 3, 0]
    np.testing.assert_array_equal(odd.measures, before)
