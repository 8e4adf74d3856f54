"""Rounds: replicate by replicate, and with a precision as long as an interval is too wide."""

import numpy as np
import pyarrow as pa
import pytest
from swept import files, planned

from experiments.sweeps.result import read
from experiments.sweeps.rounds import rounds
from experiments.sweeps.stopping import Precision
from experiments.sweeps.summary import schema
from experiments.sweeps.sweep import here, sweep

FIVE = {"factors": {"requests": {"values": [3, 6, 9, 12, 15]}}, "design": {"kind": "grid"}}


def runs_of(chunks):
    return [(int(row), int(replicate)) for chunk in chunks for row, replicate in zip(chunk.row, chunk.replicate, strict=True)]


@pytest.mark.parametrize("size", [1, 4, 5, 7, 100])
def test_every_run_is_in_one_chunk_replicate_by_replicate(size):
    [chunks] = rounds(planned(**FIVE, replicates=4, chunk=size), lambda chunks: None)
    assert [chunk.number for chunk in chunks] == list(range(-(-20 // size)))
    assert {len(chunk.row) for chunk in chunks[:-1]} <= {size}
    assert runs_of(chunks) == [(row, replicate) for replicate in range(4) for row in range(5)]


def test_a_sweep_that_stops_early_is_balanced():
    """After any number of chunks, no row is more than one replicate ahead."""
    [chunks] = rounds(planned(**FIVE, replicates=6, chunk=3), lambda chunks: None)
    for stop in range(1, len(chunks)):
        counts = np.bincount([row for row, _ in runs_of(chunks[:stop])], minlength=5)
        assert counts.max() - counts.min() <= 1


def played(plan, draw, failed=()):
    """The rounds of a plan whose runs give what ``draw`` says of row and replicate, with the values by run."""
    values = {}

    def look(chunks):
        runs = runs_of(chunks)
        values.update({run: draw(*run) for run in runs})
        table = {name: [None] * len(runs) for name in schema(plan.measures).names}
        table |= {"row": [r for r, _ in runs], "replicate": [k for _, k in runs]}
        table["failure"] = ["no" if run in failed else None for run in runs]
        table["cohesion"] = [None if run in failed else values[run] for run in runs]
        table["outcome"] = [None if run in failed else "coheres" if values[run] > 0.5 else "stagnates" for run in runs]
        order = np.random.default_rng(len(runs)).permutation(len(runs))
        return pa.table(table, schema=schema(plan.measures)).take(pa.array(order))

    return list(rounds(plan, look)), values


def precise(changes=(), **study):
    wanted = {"measure": "cohesion", "half_width": 0.1, "floor": 10, "ceiling": 40, "step": 5} | dict(changes)
    return planned(**{**FIVE, "replicates": None, "precision": wanted, "chunk": 7} | study)


def noise(row, replicate):
    """More of it in every further row, none in the first."""
    return 0.5 + row * 0.2 * (np.random.default_rng([row, replicate]).random() - 0.5)


def test_a_row_goes_on_until_its_interval_is_narrow_or_to_the_ceiling():
    plan = precise({"half_width": 0.06})
    found, values = played(plan, noise)
    made = [run for chunks in found for run in runs_of(chunks)]
    assert len(made) == len(set(made))
    counts = [sum(row == r for row, _ in made) for r in range(5)]
    enough = Precision(0.06, ceiling=40)
    for row, count in enumerate(counts):
        series = np.array([noise(row, k) for k in range(40)])
        expected = next((n for n in range(10, 40, 5) if enough.reached(series[:n])), 40)
        assert count == expected, row
    assert counts[0] == 10
    assert counts == sorted(counts)
    assert len(set(counts)) > 2, "the rows differ"
    assert set(values) <= set(made)


def test_numbers_of_chunks_go_on_through_the_rounds():
    found, _ = played(precise({"half_width": 0.06}), noise)
    numbers = [chunk.number for chunks in found for chunk in chunks]
    assert len(found) > 2
    assert numbers == list(range(len(numbers)))


@pytest.mark.parametrize(("step", "ceiling", "counts"), [(5, 40, 40), (7, 40, 40), (100, 12, 12), (1, 10, 10)])
def test_nothing_is_made_beyond_the_ceiling(step, ceiling, counts):
    found, _ = played(precise({"half_width": 1e-9, "step": step, "ceiling": ceiling}), noise)
    made = [run for chunks in found for run in runs_of(chunks)]
    assert [sum(row == r for row, _ in made) for r in range(5)] == [10] + [counts] * 4


def test_a_share_is_never_certain():
    """Where every run falls in the class the interval of Wilson still has a width: .14 of ten runs, .10 of 15, .08 of 20."""
    for half_width, expected in ((0.15, 10), (0.11, 15), (0.09, 20)):
        found, _ = played(precise({"measure": "coheres", "half_width": half_width}), lambda row, replicate: 1.0)
        assert max(replicate for chunks in found for _, replicate in runs_of(chunks)) + 1 == expected


def test_a_failed_run_sends_its_row_to_the_ceiling():
    found, _ = played(precise(), lambda row, replicate: 0.5, failed={(2, 3)})
    made = [run for chunks in found for run in runs_of(chunks)]
    assert [sum(row == r for row, _ in made) for r in range(5)] == [10, 10, 40, 10, 10]


def test_relative_to_a_mean_of_zero_nothing_that_varies_is_narrow():
    found, _ = played(precise({"relative": True, "half_width": 0.5}), lambda row, k: (-1.0) ** k)
    assert len(runs_of([chunk for chunks in found for chunk in chunks])) == 5 * 40


def test_of_two_policies_the_difference_decides_and_a_third_goes_with_them():
    """Their common luck moves both by much and the difference by little."""
    policies = {"a": {"levers.secondary": 0.0}, "b": {"levers.secondary": 1.0}, "c": {"levers.secondary": 0.5}}
    futures = {"calm": {}, "wild": {"parameters.crisis_rate": 0.04}}

    def draw(row, replicate):
        policy, future = np.unravel_index(row, (3, 2, 5))[:2]
        luck = np.random.default_rng(replicate).normal()
        own = np.random.default_rng([row, replicate]).normal() if future == 1 and policy != 2 else 0.0
        return luck + 0.1 * policy + own

    plan = precise({"policies": ("a", "b"), "half_width": 0.2}, policies=policies, futures=futures)
    found, _ = played(plan, draw)
    made = [run for chunks in found for run in runs_of(chunks)]
    counts = np.reshape([sum(row == r for row, _ in made) for r in range(30)], (3, 2, 5))
    assert (counts[:, 0] == 10).all()
    assert (counts[:, 1] == 40).all()
    alone, _ = played(precise({"half_width": 0.2}, policies=policies, futures=futures), draw)
    assert len(runs_of([chunk for chunks in alone for chunk in chunks])) > len(made), "each for itself needs more"


ALIVE = {"half_width": 0.003, "ceiling": 25}


@pytest.fixture(scope="module")
def alive():
    return precise(ALIVE, factors={"requests": {"values": [3, 6, 12]}}, months=13, chunk=8)


def test_an_interruption_changes_no_round(alive, tmp_path):
    """Stopped after every chunk and started anew, or by two workers in turn, the files are the same."""
    assert sweep(alive, tmp_path / "whole").is_complete
    whole = files(tmp_path / "whole")
    runs = read(tmp_path / "whole").runs
    counts = runs.groupby("row").replicate.count()
    assert len(set(counts)) > 1, "rows end at different counts"

    class Stop(Exception):
        pass

    def one(plan, chunks, tick):
        yield from here()(plan, chunks[:1], tick)
        if chunks:
            raise Stop

    for _ in range(len(whole)):
        with pytest.raises(Stop):
            sweep(alive, tmp_path / "torn", one)
    assert sweep(alive, tmp_path / "torn").found == len(runs)
    assert files(tmp_path / "torn") == whole

    turns = 0
    while not sweep(alive, tmp_path / "shared", worker=(turns % 2 + 1, 2)).is_complete:
        turns += 1
        assert turns < 20
    assert files(tmp_path / "shared") == whole


def test_a_lost_chunk_of_an_early_round_is_made_again_alike(alive, tmp_path):
    sweep(alive, tmp_path)
    whole = files(tmp_path)
    (tmp_path / "runs" / "chunk-000001.parquet").write_bytes(b"lost")
    standing = sweep(alive, tmp_path)
    assert standing.runs - standing.found == 8
    assert files(tmp_path) == whole


def test_real_rows_have_the_precision_they_asked_for_or_the_ceiling(alive, tmp_path):
    sweep(alive, tmp_path)
    runs = read(tmp_path).runs
    for _, row in runs.groupby("row"):
        assert len(row) == 25 or Precision(ALIVE["half_width"], ceiling=25).reached(row.cohesion)
