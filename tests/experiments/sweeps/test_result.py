"""Results: a sweep read back, and any of its runs made again."""

import shutil

import numpy as np
import pytest
from swept import planned

import simulation
from experiments.outcomes import final
from experiments.sweeps.plan import MOST_RUNS
from experiments.sweeps.result import read
from experiments.sweeps.store import Store, SweepError
from experiments.sweeps.sweep import sweep
from simulation.faults import ScenarioError, StudyError

STUDY = {
    "months": 13,
    "replicates": 2,
    "policies": {"hard": {"levers.secondary": 1.0}, "soft": {"levers.secondary": 0.0}},
    "factors": {
        "one": {"set": "shares.grain.ARD.BOR", "low": 0.0, "high": 0.35},
        "two": {"set": "shares.grain.ARD.CEV", "low": 0.0, "high": 0.12},
    },
    "design": {"kind": "grid", "levels": 2},
}
"""Eight rows, of which two are impossible: those of point 3."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep")
    sweep(planned(**STUDY), folder)
    return folder


@pytest.fixture(scope="module")
def result(folder):
    return read(folder)


def test_runs_are_in_order_of_row_and_replicate(result):
    runs = result.runs
    assert list(zip(runs.row, runs.replicate, strict=True)) == [(row, k) for row in range(8) for k in range(2)]
    assert runs.failure.notna().tolist() == [row in (3, 7) for row in range(8) for _ in range(2)]
    assert runs.outcome.dtype == "category"


def test_failures_say_which_and_why(result):
    assert list(zip(result.failures.row, result.failures.replicate, strict=True)) == [(3, 0), (3, 1), (7, 0), (7, 1)]
    assert result.failures.failure.str.contains("a row that sums to 1.01").all()


def test_the_table_has_what_its_rows_are(result):
    table = result.table
    assert len(table) == 12
    assert "failure" not in table
    assert {"scenario", "policy", "point", "one", "two", "outcome", "cohesion"} <= set(table)
    assert set(zip(table.policy, table.point, strict=True)) == {(p, k) for p in ("hard", "soft") for k in range(3)}
    for run in table.itertuples():
        assert run.one == result.plan.changes(run.row)["shares.grain.ARD.BOR"]


def test_a_run_made_again_is_that_run(result):
    trajectory = result.rerun(5, 1)
    plan = result.plan
    alone = simulation.run(plan.scenario(5), *plan.key(5, 1))
    np.testing.assert_array_equal(trajectory.record, alone.record)
    kept = result.runs.query("row == 5 and replicate == 1")
    assert kept.cohesion.item() == final(trajectory.course, "cohesion")[0]
    assert result.is_as_recorded(trajectory, 5, 1) is True


def test_runs_can_be_made_again_as_long_as_rules_and_versions_are_the_same(result, monkeypatch):
    assert result.is_repeatable
    monkeypatch.setattr("experiments.sweeps.result.versions", lambda: {"blocform": "0.0.0"})
    assert not result.is_repeatable


def test_another_run_is_not_as_recorded(result):
    assert result.is_as_recorded(result.rerun(5, 0), 5, 1) is False


def test_a_replicate_that_was_not_kept_can_be_made(result):
    assert result.is_as_recorded(result.rerun(0, 7), 0, 7) is None


def test_a_run_that_failed_fails_again(result):
    with pytest.raises(ScenarioError, match=r"a row that sums to 1\.01"):
        result.rerun(3, 0)
    assert result.is_as_recorded(result.rerun(0, 0), 3, 0) is None


@pytest.mark.parametrize(
    ("row", "replicate", "key"),
    [(8, 0, "row"), (-1, 0, "row"), (0, -1, "replicate"), (0, MOST_RUNS // 8, "replicate"), (0, 2**40, "replicate")],
)
def test_what_is_not_there_is_told_with_what_is(result, row, replicate, key):
    with pytest.raises(StudyError) as caught:
        result.rerun(row, replicate)
    assert [fault.key for fault in caught.value.faults] == [key]


def test_every_run_that_may_be_asked_for_has_a_key(result):
    assert result.rerun(0, MOST_RUNS // 8 - 1).months == 13


def test_a_sweep_that_stopped_is_read_as_far_as_it_is(folder, tmp_path):
    part = shutil.copytree(folder, tmp_path / "part")
    for number in (1, 3):
        Store(part).file(number).unlink()
    assert sorted(zip(read(part).runs.row, read(part).runs.replicate, strict=True)) == [(row, k) for row in range(4) for k in range(2)]
    shutil.rmtree(part / "runs")
    with pytest.raises(SweepError, match="no chunk of the sweep is finished yet"):
        _ = read(part).runs


def test_a_damaged_chunk_and_one_of_another_sweep_are_told(folder, tmp_path):
    part = shutil.copytree(folder, tmp_path / "part")
    store = Store(part)
    sound = store.file(2).read_bytes()
    store.file(2).write_bytes(sound[:100])
    with pytest.raises(SweepError, match=r"chunk-000002\.parquet: damaged"):
        _ = read(part).runs
    store.file(2).write_bytes(sound)
    sweep(planned(**STUDY, seed=9), tmp_path / "other")
    shutil.copy(Store(tmp_path / "other").file(2), store.file(2))
    with pytest.raises(SweepError, match="a chunk of another sweep"):
        _ = read(part).runs


def test_a_folder_without_a_sweep(tmp_path):
    with pytest.raises(SweepError, match="there is no sweep in this folder"):
        read(tmp_path)
