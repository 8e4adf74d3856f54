"""Chunks: rows of a file are runs made one by one, in their order, whatever they are of."""

import shutil

import numpy as np
import pytest
from swept import ONE, planned

import simulation
from experiments.outcomes import final
from experiments.sweeps.chunk import Chunk, Maker
from experiments.sweeps.summary import schema
from scenarios.folder import HERE
from simulation.outcome import CLASSES, classify

MANY = {
    "scenarios": ["ten-states", "no-war"],
    "months": 13,
    "policies": {"hard": {"levers.secondary": 1.0}, "soft": {"levers.secondary": 0.0}},
    "factors": {
        "balance": {"values": [0.0, 0.02]},
        "wanted": {"set": "outcome.support", "values": [0.2, 0.9]},
        "lag": {"set": "recognition_lag", "values": [0, 4]},
    },
    "design": {"kind": "grid"},
}


def chunk(rows, replicates, number=0):
    return Chunk(number, np.array(rows, int), np.array(replicates, int))


@pytest.fixture(scope="module")
def plan():
    return planned(**MANY)


@pytest.fixture(scope="module")
def mixed(plan):
    """Runs in no order, of two scenarios, some rows twice."""
    rows = np.random.default_rng(1).permutation(len(plan))[:14]
    return chunk([*rows, rows[0]], [*np.arange(14) % 3, 7])


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_chunk_is_its_runs_one_by_one(plan, mixed, jobs):
    table = Maker(plan, jobs).make(mixed).to_pylist()
    assert [(run["row"], run["replicate"]) for run in table] == list(zip(mixed.row, mixed.replicate, strict=True))
    assert len({plan.place(run["row"])[0] for run in table}) == 2
    for run in table:
        trajectory = simulation.run(plan.scenario(run["row"]), *plan.key(run["row"], run["replicate"]))
        outcome = classify(trajectory.course, trajectory.scenario.thresholds)
        assert run["outcome"] == CLASSES[outcome.code[0]]
        assert run["fracture_month"] == outcome.month[0]
        for name in plan.measures:
            assert run[name] == final(trajectory.course, name)[0]


def test_thresholds_as_a_factor_judge_and_change_nothing_else(plan):
    rows = [row for row in range(len(plan)) if plan.place(row)[:2] == ("ten-states", "hard")]
    table = Maker(plan).make(chunk(rows, [0] * len(rows))).to_pandas()
    table["rest"] = [str({k: v for k, v in plan.changes(row).items() if k != "outcome.support"}) for row in rows]
    assert (table.groupby("rest").cohesion.nunique() == 1).all()
    assert table.cohesion.nunique() > 1
    for row, stored in zip(rows, table.moved_support_less_coheres, strict=True):
        course = simulation.run(plan.scenario(row), *plan.key(row, 0)).course
        strict = plan.scenario(row).thresholds | {"support": min(plan.scenario(row).thresholds["support"] * 1.2, 1.0)}
        assert stored == CLASSES[classify(course, strict).code[0]]


def test_the_same_runs_in_two_chunks_are_the_same(plan, mixed):
    maker = Maker(plan)
    whole = maker.make(mixed)
    parts = [maker.make(Chunk(0, mixed.row[part], mixed.replicate[part])) for part in (slice(0, 4), slice(4, None))]
    assert whole.slice(0, 4).equals(parts[0])
    assert whole.slice(4).equals(parts[1])


def test_progress_is_told_after_every_run(plan, mixed):
    told = []
    Maker(plan).make(mixed, told.append)
    assert told == [1] * len(mixed.row)


def test_an_empty_chunk_is_an_empty_table(plan):
    assert Maker(plan).make(chunk([], [])).equals(schema(plan.measures).empty_table())


def test_luck_of_its_own_moves_every_row():
    twins = {"months": 13, "factors": {"balance": {"values": [0.0, 1e-9]}}, "design": {"kind": "grid"}}
    paired, own = (planned(**twins, pairing=pairing) for pairing in ("replicates", "none"))
    same, other = (Maker(plan).make(chunk([0, 1], [3, 3])).to_pandas().cohesion for plan in (paired, own))
    assert abs(same[0] - same[1]) < 1e-4 < abs(other[0] - other[1])


RULE = '''"""A rule of the test's."""


def stumble(world, i):
    """Raise an exception in month 3 of every second replicate."""
    if world.month[0] == 3 and world.key[1] % 2 == 1:
        raise ValueError("stumbled")
'''


def test_a_run_that_fails_is_a_row_with_its_reason(tmp_path):
    folder = shutil.copytree(HERE / "ten-states", tmp_path / "mine")
    (folder / "my_rules.py").write_text(RULE, encoding="utf-8")
    text = (folder / "scenario.toml").read_text(encoding="utf-8")
    (folder / "scenario.toml").write_text('rules = ["...", "my_rules.py:stumble"]\n' + text, encoding="utf-8")
    mine, sound = planned(tmp_path, scenarios=["mine"]), planned()
    rows, replicates = [0, 1, 2, 0], [0, 1, 2, 3]
    table = Maker(mine).make(chunk(rows, replicates)).to_pandas()
    assert table.failure.fillna("").tolist() == ["", "rule stumble raised an exception in month 3; compiled=False shows where"] * 2
    assert table.outcome.isna().tolist() == [False, True] * 2
    expected = Maker(sound).make(chunk(rows, replicates)).to_pandas()
    np.testing.assert_array_equal(table.cohesion[::2], expected.cohesion[::2])


def test_a_row_that_makes_an_impossible_scenario_is_a_row_with_its_reason():
    """Each of two factors is possible alone, and the two together are not."""
    plan = planned(
        factors={
            "one": {"set": "shares.grain.ARD.BOR", "low": 0.0, "high": 0.35},
            "two": {"set": "shares.grain.ARD.CEV", "low": 0.0, "high": 0.12},
        },
        design={"kind": "grid", "levels": 2},
    )
    table = Maker(plan).make(chunk([0, 3, 0], [0, 0, 1])).to_pandas()
    assert table.failure.isna().tolist() == [True, False, True]
    assert "a row that sums to 1.01" in table.failure[1]


def test_a_single_row_of_the_scenario_as_it_is():
    plan = planned(**ONE)
    [run] = Maker(plan).make(chunk([0], [2])).to_pylist()
    assert run["cohesion"] == final(simulation.run(plan.scenario(0), 1, 2).course, "cohesion")[0]
