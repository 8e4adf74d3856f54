"""The engine: runs without agents, one with its whole trajectory or many with their measures."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.events import new_log
from simulation.faults import BlocformError
from simulation.frame import Taken
from simulation.imposed import block_of
from simulation.initial import imposed_on, initial_world, key_of
from simulation.months import month_after
from simulation.outcome import Course
from simulation.program import NO_RULES, Program
from simulation.properties import GROUPS
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory
from simulation.variant import NO_VARIANT, Variant
from simulation.world import World

if TYPE_CHECKING:
    import pandas as pd


CORE = GROUPS.index("core")
EVENTS_A_MONTH = 200
"""Room for events with which a run begins; one that needs more is run again."""
BATCH = 500
"""Runs whose months are in memory at a time where only a summary of each is kept."""


@lru_cache(maxsize=16)
def _program(month: tuple[Any, ...], measures: tuple[Any, ...], is_compiled: bool) -> Program:
    return Program(month=month, measures={measure.__name__: measure for measure in measures}, is_compiled=is_compiled)


def program_of(scenario: Scenario, is_compiled: bool = True) -> Program:
    """The program of the scenario's rules and measures; the same ones give the same program, so that it is compiled once."""
    return _program(scenario.month, tuple(scenario.measures.values()), is_compiled)


def changed(scenario: Scenario, overrides: dict[str, Any]) -> Scenario:
    """The scenario with overrides; raises TypeError where it is something else, such as a name."""
    if not isinstance(scenario, Scenario):
        raise TypeError(f"scenario: given {type(scenario).__name__}, allowed a Scenario, as scenarios.load(name) gives")
    return scenario.override(overrides) if overrides else scenario


def run(scenario: Scenario, seed: int = 1, replicate: int = 0, *, compiled: bool = True, **overrides: Any) -> Trajectory:
    """Run a scenario and keep everything.

    Parameters
    ----------
    scenario : a checked scenario.
    seed, replicate : key of chance, 0 to 2**32 - 1 each.
    compiled : False runs the rules as plain Python, some hundred times slower, for debugging.
    overrides : changes as ``Scenario.override`` takes them, e.g. ``parameters={"balance": 0}, months=24``.

    Returns
    -------
    Trajectory
        measures and worlds of month 0 to the last.
    """
    scenario = changed(scenario, overrides)
    program = program_of(scenario, compiled)
    months = scenario.head.months
    world = initial_world(scenario, seed, replicate)
    imposed = imposed_on(scenario, months)
    p = program.parameter_record(scenario.parameters)
    trajectory = Trajectory(scenario, seed, replicate, program, months)
    program.bind(world, world, imposed, p, trajectory.taken).advance((0, 1))
    trajectory.take(world)
    bound = program.bind(world, world.copy(), imposed, p, trajectory.taken)
    for month in range(1, months + 1):
        bound.advance((month, month + 1))
        trajectory.take(world)
    return trajectory


def ensemble(
    scenario: Scenario,
    keys: Iterable[tuple[int, int]],
    jobs: int = 2,
    progress: Callable[[int], None] | None = None,
    compiled: bool = True,
    variants: Sequence[Variant] | None = None,
    measures: Collection[str] | None = None,
    events: Callable[[int, np.ndarray], None] | None = None,
    failed: Callable[[int, str], None] | None = None,
    past: Trajectory | None = None,
) -> Course:
    """Many runs, of each the measures and the path of the core.

    Parameters
    ----------
    keys : seed and replicate of each run.
    jobs : threads; the result does not depend on it.
    progress : called with 1 after every run.
    variants : for each run, what differs from the scenario.
    measures : measures that are wanted, all of them by default; the others are nan.
    events : called with the position of every run and its event log (``simulation.events``), in no order; none is kept otherwise.
    failed : called with the position of a run in which a rule raised an exception and the reason, its arrays then stay as they were
        made, nan and zeros; without it the exception ends the ensemble.
    past : a run of the scenario from whose last month all go on, each under its own luck from then on, instead of from the start. What
        was recorded until then is part of each. Not with ``variants``.

    Returns
    -------
    Course
        in the order of ``keys``.
    """
    keys = [key_of(seed, replicate) for seed, replicate in keys]
    program = program_of(scenario, compiled)
    months = scenario.head.months
    template = initial_world(scenario)
    core = np.flatnonzero(template.group == CORE)
    count = (len(keys), months + 1)
    out = Course(
        tuple(program.measures),
        np.full((*count, len(program.measures)), np.nan),
        *(np.zeros((*count, *(len(core),) * axes)) for axes in (1, 2, 2)),
    )
    columns = _columns(program, scenario, measures)
    own = threading.local()

    def one(k: int) -> None:
        if not hasattr(own, "runner"):
            room = EVENTS_A_MONTH * months if events else 0
            own.runner = (_Runner if past is None else partial(_Heir, past))(program, scenario, template, core, columns, room)
        try:
            taken = own.runner.run(keys[k], variants[k] if variants is not None else None)
        except BlocformError as error:
            if failed is None:
                raise
            failed(k, str(error))
        else:
            keep(k, taken)
        if progress:
            progress(1)

    def keep(k: int, taken: Taken) -> None:
        out.measures[k], out.membership[k], out.tie[k], out.trust[k] = taken.record, taken.membership, taken.tie, taken.trust
        if events:
            events(k, taken.log[1 : int(taken.log[0, 0]) + 1].copy())

    program.calls  # noqa: B018  compiles, if it must, before threads start
    if jobs <= 1:
        for k in range(len(keys)):
            one(k)
    else:
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(one, range(len(keys))))
    return out


def _columns(program: Program, scenario: Scenario, measures: Collection[str] | None) -> list[int]:
    """Positions of the measures that are wanted, and of those that signposts watch."""
    watched = {measure for _, measure, _ in scenario.tables["signposts"]}
    return [k for k, name in enumerate(program.measures) if measures is None or name in measures or name in watched]


class _Runner:
    """One thread's memory for runs of a scenario, used again for every one of them."""

    def __init__(self, program: Program, scenario: Scenario, template: World, core: np.ndarray, columns: list[int], room: int):
        self._program = program
        self._template = template
        self._months = scenario.head.months
        self._imposed = imposed_on(scenario, self._months)
        self._as_given = block_of(self._imposed).copy()
        self._given = program.parameter_values(scenario.parameters)
        self._values = self._given.copy()
        self._core, self._columns = core, columns
        self._world, self._start = template.copy(), template.copy()
        self._bind(room)
        self._begin()

    def _bind(self, room: int) -> None:
        self._taken = Taken.of(
            np.full((self._months + 1, len(self._program.measures)), np.nan),
            new_log(room) if room else None,
            self._core,
            self._months,
            self._columns,
        )
        p = self._program.parameter_record(self._values)
        self._bound = self._program.bind(self._world, self._start, self._imposed, p, self._taken)
        self._opening = self._program.bind(self._start, self._start, self._imposed, p, self._taken)

    def _begin(self, variant: Variant = NO_VARIANT) -> None:
        """Month 0, in which nothing is drawn: it is the same in every run of a variant."""
        self._current = variant
        self._values[:] = self._given
        for name, value in variant.parameters.items():
            self._values[self._program.places[name]] = value
        block_of(self._imposed)[:] = self._as_given
        variant.imposed.apply(block_of(self._imposed))
        self._start.block[:] = self._template.block
        variant.world.apply(self._start.block)
        self._opening.advance((0, 1), (0, NO_RULES - 1))

    def run(self, key: tuple[int, int], variant: Variant | None) -> Taken:
        """Run the months of the scenario; what was taken down is good until the next run."""
        if variant is not None and variant is not self._current:
            self._begin(variant)
        log = self._taken.log
        if len(log):
            log[0, 0] = 0.0
        self._advance(key)
        if len(log) and log[0, 0] >= len(log):
            self._bind(int(log[0, 0]))
            return self.run(key, variant)
        return self._taken

    def _advance(self, key: tuple[int, int]) -> None:
        self._start.key[:] = key
        self._world.block[:] = self._start.block
        self._bound.advance((0, 1), (NO_RULES, NO_RULES + 1))
        self._bound.advance((1, self._months + 1))


class _Heir(_Runner):
    """The same for runs that go on from the last month of a recorded one."""

    def __init__(self, past: Trajectory, *arguments: Any):
        self._past, self._course, self._now = past, past.course, past.world()
        super().__init__(*arguments)

    def _begin(self, variant: Variant = NO_VARIANT) -> None:
        self._current = variant
        self._start.block[:] = self._past.world(0).block

    def _advance(self, key: tuple[int, int]) -> None:
        first = self._past.months + 1
        self._taken.record[:first] = self._course.measures[0]
        for name in ("membership", "tie", "trust"):
            getattr(self._taken, name)[:first] = getattr(self._course, name)[0]
        self._world.block[:] = self._now.block
        self._world.key[:] = key
        self._bound.advance((first, self._months + 1))


def records(
    scenario: Scenario,
    keys: Iterable[tuple[int, int]],
    jobs: int = 2,
    progress: Callable[[int], None] | None = None,
    compiled: bool = True,
) -> np.ndarray:
    """Measures of many runs, an array (runs, months + 1, measures); arguments as in ``ensemble``."""
    return ensemble(scenario, keys, jobs, progress, compiled).measures


def run_many(
    scenario: Scenario,
    seeds: Iterable[int],
    jobs: int = 2,
    *,
    replicates: int = 1,
    every_month: bool = False,
    progress: Callable[[int], None] | None = None,
    **overrides: Any,
) -> pd.DataFrame:
    """Run a scenario many times and keep the measures.

    Parameters
    ----------
    seeds : seeds, each run with the replicates 0 to ``replicates`` - 1.
    jobs : threads; the result does not depend on it.
    every_month : True gives a row a run and month, False a row a run with the measures of the last month.
    overrides : changes as ``Scenario.override`` takes them.

    Returns
    -------
    pandas.DataFrame
        columns ``seed``, ``replicate``, ``month``, ``date`` and one a measure.
    """
    import pandas as pd

    scenario = changed(scenario, overrides)
    keys = [(seed, replicate) for seed in seeds for replicate in range(replicates)]
    last = scenario.head.months
    months = range(last + 1) if every_month else range(last, last + 1)
    names = list(program_of(scenario).measures)
    out = np.empty((len(keys), len(months), len(names)))
    for first in range(0, len(keys), BATCH):  # so that memory holds no more than the table
        out[first : first + BATCH] = records(scenario, keys[first : first + BATCH], jobs, progress)[:, months.start :]
    table = pd.DataFrame(out.reshape(-1, len(names)), columns=names)
    each = np.array(keys, np.int64).reshape(-1, 2).repeat(len(months), axis=0)
    dates = [month_after(scenario.head.start, month) for month in months]
    labels = {"seed": each[:, 0], "replicate": each[:, 1], "month": np.tile(months, len(keys)), "date": dates * len(keys)}
    for k, (name, values) in enumerate(labels.items()):
        table.insert(k, name, values)
    return table
