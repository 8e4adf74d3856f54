"""Sweeping: it goes on where it stopped, whoever shares it, and always ends with the same bits."""

import errno
from collections import Counter

import numpy as np
import pytest
from swept import files, planned

from experiments.sweeps import sweep as sweeping
from experiments.sweeps.chunk import Maker
from experiments.sweeps.result import read
from experiments.sweeps.rounds import rounds
from experiments.sweeps.store import SweepError
from experiments.sweeps.sweep import Standing, here, sweep

MANY = {"replicates": 6, "months": 13, "chunk": 4}


@pytest.fixture(scope="module")
def plan():
    """Eighteen runs in five chunks."""
    return planned(**MANY)


@pytest.fixture(scope="module")
def whole(plan, tmp_path_factory):
    """A sweep that nothing disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    standing = sweep(plan, folder)
    assert standing.is_complete
    return files(folder)


def stops_after(count, error=KeyboardInterrupt):
    """Makes so many chunks and is stopped then."""

    def make(plan, chunks, tick):
        yield from here()(plan, chunks[:count], tick)
        raise error

    return make


def test_it_is_its_runs(plan, whole, tmp_path):
    sweep(plan, tmp_path)
    table = read(tmp_path).runs
    assert list(zip(table.row, table.replicate, strict=True)) == [(row, k) for row in range(3) for k in range(6)]
    [chunks] = rounds(plan, lambda chunks: None)
    for chunk in chunks:
        made = Maker(plan).make(chunk).to_pandas()
        kept = table.set_index(["row", "replicate"]).loc[list(zip(made.row, made.replicate, strict=True))]
        np.testing.assert_array_equal(kept.cohesion, made.cohesion)
        assert kept.outcome.tolist() == made.outcome.tolist()
    assert files(tmp_path) == whole


@pytest.mark.parametrize("jobs", [2, 3])
def test_threads_do_not_matter(plan, whole, tmp_path, jobs):
    sweep(plan, tmp_path, here(jobs))
    assert files(tmp_path) == whole


@pytest.mark.parametrize("count", range(5))
def test_it_goes_on_wherever_it_stopped(plan, whole, tmp_path, count):
    with pytest.raises(KeyboardInterrupt):
        sweep(plan, tmp_path, stops_after(count))
    assert len(files(tmp_path)) == count if count else not (tmp_path / "runs").exists()
    standing = sweep(plan, tmp_path)
    assert (standing.found, standing.runs, standing.total) == (min(4 * count, 18), 18, 18)
    assert files(tmp_path) == whole


def test_a_stopped_sweep_is_balanced(plan, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        sweep(plan, tmp_path, stops_after(2))
    counts = read(tmp_path).runs.groupby("row").replicate.count()
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_two_workers_make_what_one_makes(plan, whole, tmp_path, order):
    first = sweep(plan, tmp_path, worker=(order[0], 2))
    assert not first.is_complete
    assert 0 < first.runs < first.total == 18
    second = sweep(plan, tmp_path, worker=(order[1], 2))
    assert (second.is_complete, second.runs, second.found) == (True, 18, first.runs)
    assert files(tmp_path) == whole


def test_more_workers_than_chunks_leave_some_with_nothing(plan, whole, tmp_path):
    standings = [sweep(plan, tmp_path, worker=(number, 9)) for number in range(1, 10)]
    assert [standing.is_complete for standing in standings] == [False] * 4 + [True] * 5
    assert files(tmp_path) == whole


def test_who_sees_the_others_finish_counts_their_runs(plan, whole, tmp_path):
    """They may do so while this one is at work."""

    def meanwhile(plan, chunks, tick):
        yield from here()(plan, chunks, tick)
        sweep(plan, tmp_path, worker=(2, 2))

    standing = sweep(plan, tmp_path, meanwhile, worker=(1, 2))
    assert (standing.is_complete, standing.runs, standing.total, standing.found) == (True, 18, 18, 0)
    assert sum(standing.outcomes.values()) == 18


def test_the_standing_is_told_after_every_chunk(plan, tmp_path):
    told, ticks = [], []
    with pytest.raises(KeyboardInterrupt):
        sweep(plan, tmp_path, stops_after(2))

    def note(standing):
        told.append((standing.found, standing.runs, standing.total, sum(standing.outcomes.values())))

    standing = sweep(plan, tmp_path, tell=note, tick=ticks.append)
    assert told == [(8, runs, 18, runs) for runs in (8, 12, 16, 18)]
    assert ticks == [1] * 10, "one for every run of this process"
    assert standing.outcomes == Counter(read(tmp_path).runs.outcome)
    assert standing.failed == 0


def test_chunks_may_come_in_any_order(plan, whole, tmp_path):
    def backwards(plan, chunks, tick):
        return here()(plan, chunks[::-1], tick)

    sweep(plan, tmp_path, backwards)
    assert files(tmp_path) == whole


def test_a_full_disk_loses_the_chunk_in_hand_and_nothing_else(plan, whole, tmp_path, monkeypatch):
    write, left = sweeping.Store.keep, [2]

    def keep(self, *given):
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device", "chunk")
        left[0] -= 1
        return write(self, *given)

    monkeypatch.setattr(sweeping.Store, "keep", keep)
    with pytest.raises(OSError, match="No space left"):
        sweep(plan, tmp_path)
    monkeypatch.undo()
    assert len(files(tmp_path)) == 2
    assert sweep(plan, tmp_path).found == 8
    assert files(tmp_path) == whole


def test_two_runners_in_one_folder_are_refused(plan, tmp_path):
    def second(plan, chunks, tick):
        with pytest.raises(SweepError, match="another runner works in this folder"):
            sweep(plan, tmp_path)
        return here()(plan, chunks, tick)

    assert sweep(plan, tmp_path, second).is_complete


def test_a_damaged_chunk_is_made_again(plan, whole, tmp_path):
    sweep(plan, tmp_path)
    for number, content in enumerate((b"", b"PAR1", whole["chunk-000002.parquet"][:-20])):
        (tmp_path / "runs" / f"chunk-00000{number}.parquet").write_bytes(content)
    assert sweep(plan, tmp_path).found == 6
    assert files(tmp_path) == whole


def test_fragments_of_a_killed_runner_are_cleared(plan, whole, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        sweep(plan, tmp_path, stops_after(1))
    (tmp_path / "runs" / ".chunk-000003.dead.parquet").write_bytes(b"PAR1 half")
    sweep(plan, tmp_path)
    assert files(tmp_path) == whole


def test_a_control_other_luck_gives_other_files(whole, tmp_path):
    sweep(planned(**MANY, seed=2), tmp_path)
    assert all(files(tmp_path)[name] != content for name, content in whole.items())


def test_failed_runs_are_those_without_an_outcome():
    assert Standing(runs=7, outcomes=Counter(coheres=2, fractures=3)).failed == 2
