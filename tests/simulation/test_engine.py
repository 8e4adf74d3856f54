"""The engine: many runs in the memory of few, with parameters of their own, in batches."""

import numpy as np
import pandas as pd
import pytest

import scenarios
import simulation
from simulation import engine
from simulation.engine import ensemble, program_of, records
from simulation.events import COLUMNS
from simulation.schedule import START
from simulation.variant import Variant

KEYS = [(1, 0), (1, 1), (7, 0)]
OWN = [{"balance": 0.0}, {}, {"demand_rate": 0.3, "tie_speed": 0.02}, {"balance": 0.05}]
"""Parameters of four runs."""


@pytest.fixture(scope="module")
def short():
    return scenarios.load("ten-states").override({"months": 8})


def test_a_course_is_what_the_runs_are_one_by_one(short):
    course = ensemble(short, KEYS)
    for k, key in enumerate(KEYS):
        alone = simulation.run(short, *key).course
        for field in ("measures", "membership", "tie", "trust"):
            np.testing.assert_array_equal(getattr(course, field)[k], getattr(alone, field)[0], err_msg=field)
    assert course.names == tuple(program_of(short).measures)


def test_events_of_every_run_are_told_once_without_a_limit(short, monkeypatch):
    """Where the room for them was too small, a run is made again with more, and events of month 0 are no trouble."""
    monkeypatch.setattr(engine, "EVENTS_A_MONTH", 1)
    told = []
    course = ensemble(short, KEYS, jobs=1, events=lambda k, log: told.append((k, log)))
    assert [k for k, _ in told] == [0, 1, 2]
    for (_, log), key, record in zip(told, KEYS, course.measures, strict=True):
        alone = simulation.run(short, *key)
        assert len(alone.log) > short.head.months + 1
        np.testing.assert_array_equal(log, alone.log)
        np.testing.assert_array_equal(record, alone.record)


@pytest.mark.parametrize("room", [0, 1, 200])
def test_a_log_that_is_told_is_the_caller_s_to_keep(short, monkeypatch, room):
    monkeypatch.setattr(engine, "EVENTS_A_MONTH", room or 1)
    logs = {}
    ensemble(short, KEYS, jobs=1, events=logs.__setitem__)
    kept = [log.copy() for log in logs.values()]
    ensemble(short, [(9, 9)], jobs=1, events=lambda k, log: log.fill(0.0))
    for log, copy in zip(logs.values(), kept, strict=True):
        assert log.shape[1] == len(COLUMNS)
        np.testing.assert_array_equal(log, copy)


@pytest.mark.parametrize("jobs", [1, 3])
def test_parameters_of_a_run_are_those_of_an_override(short, monkeypatch, jobs):
    """From the start on, and the next run has its own again."""
    monkeypatch.setattr(engine, "EVENTS_A_MONTH", 1)
    keys, logs = [(3, 0)] * len(OWN), {}
    course = ensemble(short, keys, jobs=jobs, variants=[Variant(values) for values in OWN], events=logs.__setitem__)
    for k, values in enumerate(OWN):
        alone = simulation.run(short, 3, parameters=values)
        np.testing.assert_array_equal(course.measures[k], alone.record)
        np.testing.assert_array_equal(logs[k], alone.log)
    assert len({course.measures[k].tobytes() for k in range(len(OWN))}) == len(OWN)


def test_parameters_that_move_the_start_move_it_for_their_run_alone(short):
    every = [{n: q.low if short.parameters[n] != q.low else q.high} for n, q in short.declared.items()]
    runs = ensemble(short, [(1, 0)] * (len(every) + 2), variants=[Variant(values) for values in ({}, *every, {})], jobs=1).measures
    np.testing.assert_array_equal(runs[0], runs[-1])
    starts = [k for k in range(1, len(every) + 1) if not np.array_equal(runs[k, 0], runs[0, 0])]
    assert len(starts) > 5
    for k in starts[:5]:
        np.testing.assert_array_equal(runs[k], simulation.run(short, 1, parameters=every[k - 1]).record)


def test_nothing_is_drawn_in_month_0(short):
    """Which lets runs of the same parameters begin with one and the same world."""
    one, other = (simulation.run(short, seed, replicate, months=1) for seed, replicate in ((1, 0), (77, 5)))
    for field in one.worlds._fields:
        if field != "key":
            np.testing.assert_array_equal(getattr(one.worlds, field)[0], getattr(other.worlds, field)[0], err_msg=field)
    assert not (one.log[:, 0] == 0).any()
    assert not any("log" in rule.__code__.co_varnames[: rule.__code__.co_argcount] for rule in START)


def test_progress_is_told_after_every_run(short):
    for jobs in (1, 2):
        steps = []
        records(short, KEYS, jobs, steps.append)
        assert steps == [1, 1, 1]
    steps.clear()
    simulation.run_many(short, [1, 2], replicates=2, progress=steps.append)
    assert steps == [1, 1, 1, 1]


def test_a_fault_in_what_is_called_stops_the_ensemble(short):
    def refuse(*_):
        raise LookupError("enough")

    for jobs in (1, 2):
        with pytest.raises(LookupError, match="enough"):
            ensemble(short, KEYS, jobs, progress=refuse)
        with pytest.raises(LookupError, match="enough"):
            ensemble(short, KEYS, jobs, events=refuse)


def test_no_runs_give_an_empty_course_and_an_empty_table(short):
    assert records(short, []).shape == (0, 9, len(program_of(short).measures))
    assert ensemble(short, [], events=print, variants=[]).membership.shape[:2] == (0, 9)
    one = simulation.run_many(short, [1])
    for table in (
        simulation.run_many(short, []),
        simulation.run_many(short, [], every_month=True),
        simulation.run_many(short, [1], replicates=0),
    ):
        assert len(table) == 0
        assert list(table.columns) == list(one.columns)


@pytest.mark.parametrize("every_month", [False, True])
def test_batches_change_no_table(short, monkeypatch, every_month):
    given = {"replicates": 4, "every_month": every_month}
    whole = simulation.run_many(short, [1, 5], **given)
    for size in (1, 3, 8, 9):
        monkeypatch.setattr(engine, "BATCH", size)
        for jobs in (1, 2):
            pd.testing.assert_frame_equal(simulation.run_many(short, [1, 5], jobs, **given), whole, check_exact=True)


def test_a_table_has_a_row_a_run_or_a_row_a_run_and_month(short):
    last, every = (simulation.run_many(short, [5, 1], replicates=2, every_month=every_month) for every_month in (False, True))
    assert list(last.columns[:4]) == ["seed", "replicate", "month", "date"]
    assert list(zip(last.seed, last.replicate, last.month, last.date, strict=True)) == [
        (seed, replicate, 8, "1900-09") for seed in (5, 1) for replicate in (0, 1)
    ]
    assert len(every) == 4 * 9
    pd.testing.assert_frame_equal(every[every.month == 8].reset_index(drop=True), last, check_exact=True)
    np.testing.assert_array_equal(every.iloc[9:18, 4:], simulation.run(short, 5, 1).record)


def test_seeds_may_be_any_iterable(short):
    pd.testing.assert_frame_equal(simulation.run_many(short, (seed for seed in (2, 3))), simulation.run_many(short, [2, 3]))
    np.testing.assert_array_equal(records(short, iter(KEYS)), records(short, KEYS))


def test_the_same_rules_are_one_program(short):
    other = scenarios.load("ten-states").override({"months": 3})
    assert program_of(short) is program_of(other)
    assert program_of(short) is not program_of(short, is_compiled=False)


def test_uncompiled_runs_give_the_same_course(short):
    fast, plain = (ensemble(short.override({"months": 2}), KEYS[:2], 1, compiled=compiled) for compiled in (True, False))
    np.testing.assert_array_equal(fast.measures, plain.measures)
    np.testing.assert_array_equal(fast.trust, plain.trust)
