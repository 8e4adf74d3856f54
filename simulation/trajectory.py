"""The trajectory: what one run went through, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.event_table import event_table
from simulation.events import COLUMNS, new_log
from simulation.frame import Taken
from simulation.months import month_after
from simulation.outcome import Course, Outcome, classify
from simulation.program import Program
from simulation.properties import GROUPS
from simulation.rules.deals import MOST_REQUESTS
from simulation.scenario import Scenario
from simulation.world import VARIABLES, World

if TYPE_CHECKING:
    import pandas as pd

_AXES = {"i": "state", "j": "partner", "c": "channel", "m": "issue", "g": "good"}


class Trajectory:
    """Measures and worlds of a run.

    Attributes
    ----------
    scenario, seed, replicate : what the run was made from.
    record : array (months + 1, measures), month 0 the start.
    worlds : the fields of ``World`` with a leading axis of months.
    """

    def __init__(self, scenario: Scenario, seed: int, replicate: int, program: Program, months: int):
        self.scenario = scenario
        self.seed = seed
        self.replicate = replicate
        self.program = program
        room = most_events(len(scenario.states))
        self.taken = Taken.of(np.full((months + 1, len(program.measures)), np.nan), new_log(room))
        self.worlds: World = World._make(np.empty(0) for _ in World._fields)
        self._blocks = np.empty((0, 0))
        self._events: list[np.ndarray] = []
        self._taken = 0
        self._is_still = False

    @property
    def record(self) -> np.ndarray:
        """Measures by month, array (months + 1, measures)."""
        return self.taken.record

    @property
    def months(self) -> int:
        """Months of the run after month 0 that have been taken down so far."""
        return self._taken - 1

    def take(self, world: World) -> None:
        """Take down the world of the next month."""
        if self._taken == 0:
            self.worlds, self._blocks = world.history(len(self.record))
        self._blocks[self._taken] = world.block
        self._taken += 1
        log = self.taken.log
        count = int(log[0, 0])
        if count >= len(log):
            raise RuntimeError(f"month {self.months}: {count} events, and room for {len(log) - 1}")
        self._events.append(log[1 : count + 1].copy())
        log[0, 0] = 0.0

    def standstill(self) -> Trajectory:
        """A trajectory of the same months in which the world stayed as it started and nothing happened."""
        still = Trajectory(self.scenario, self.seed, self.replicate, self.program, len(self.record) - 1)
        still._is_still = True
        for month in range(self._taken):
            still.record[month] = self.record[0]
            still.take(self.world(0))
        return still

    def until(self, month: int, scenario: Scenario | None = None) -> Trajectory:
        """The recorded months 0 to ``month`` alone (a copy), to go on from, under another scenario of the same rules where one is given.

        Raises IndexError where the run holds no such month.
        """
        if not 0 <= month < self._taken:
            raise IndexError(f"month {month}: the run holds months 0 to {self.months}")
        part = Trajectory(scenario or self.scenario, self.seed, self.replicate, self.program, len(self.record) - 1)
        held = slice(0, month + 1)
        part.record[held] = self.record[held]
        part.worlds, part._blocks = self.world(0).history(len(self.record))
        part._blocks[held] = self._blocks[held]
        part._events = self._events[held]
        part._taken = month + 1
        return part

    def world(self, month: int = -1) -> World:
        """The world of a month (a copy), the last by default."""
        if not -self._taken <= month < self._taken:
            raise IndexError(f"month {month}: the run holds months 0 to {self.months}")
        return World._make(history[: self._taken][month] for history in self.worlds).copy()

    def series(self, field: str, **where: str) -> np.ndarray:
        """A field by month, at the names given: ``series("share", channel="energy", state="ABC", partner="XYZ")``.

        Dimensions that are not named stay as axes after the months.
        """
        if field not in VARIABLES:
            raise KeyError(f"{field}: no field of the world")
        index: list[Any] = [slice(0, self._taken)]
        for d in VARIABLES[field].dims:
            name = where.pop(_AXES.get(d, ""), None)
            index.append(slice(None) if name is None else self.scenario.position(_AXES[d], name))
        if where:
            raise KeyError(f"{field} has no dimension {', '.join(where)}")
        return getattr(self.worlds, field)[tuple(index)].copy()

    @property
    def log(self) -> np.ndarray:
        """Every event so far, array (events, ``simulation.events.COLUMNS``)."""
        return np.concatenate(self._events) if self._events else np.zeros((0, len(COLUMNS)))

    def log_of(self, month: int) -> np.ndarray:
        """The events of one month, as in ``log``."""
        return self._events[month]

    @property
    def events(self) -> pd.DataFrame:
        """Every event by name: what the log holds, and the shocks of the calendar and changes of levers among them.

        Columns ``id`` (what the event is, equal in every run that has it), ``month``, ``date``, ``kind``, ``actor``, ``partner``,
        ``good`` (of a shock the channel), ``paid_in`` (a good, ``money`` or nothing), ``name`` (of the shock, lever or
        signpost), ``quantity``, ``probability``
        and ``draw``.
        """
        return event_table(self.log, self.scenario, -1 if self._is_still else self.months)

    @property
    def course(self) -> Course:
        """What decides the outcome, as the course of one run."""
        core = np.flatnonzero(self.worlds.group[0] == GROUPS.index("core"))
        past = slice(0, self._taken)
        return Course(
            tuple(self.program.measures),
            self.record[None, past],
            self.worlds.membership[None, past][:, :, core],
            self.worlds.tie[None, past][:, :, core][:, :, :, core],
            self.worlds.trust[None, past][:, :, core][:, :, :, core],
        )

    @property
    def outcome(self) -> Outcome:
        """The outcome of the run so far, under the thresholds of its scenario."""
        return classify(self.course, self.scenario.thresholds)

    @property
    def measures(self) -> pd.DataFrame:
        """Measures by month: columns ``month``, ``date`` and one a measure."""
        import pandas as pd

        table = pd.DataFrame(self.record[: self._taken], columns=list(self.program.measures))
        return _dated(table, np.arange(self._taken), self.scenario)

    @property
    def pairs(self) -> pd.DataFrame:
        """Fields of directed pairs by month: ``month``, ``date``, ``state``, ``partner`` and one column a field (and channel)."""
        return self._long("ij", lambda table: table.state != table.partner)

    @property
    def states(self) -> pd.DataFrame:
        """Fields of states by month: ``month``, ``date``, ``state`` and one column a field (and channel or issue)."""
        return self._long("i", None)

    def _long(self, axes: str, keep: Any) -> pd.DataFrame:
        import pandas as pd

        names = self.scenario.names.sets
        columns: dict[str, np.ndarray] = {}
        shape = [self._taken, *(len(names[_AXES[d]]) for d in axes)]
        grid = np.indices(shape)
        for k, d in enumerate(axes, 1):
            columns[_AXES[d]] = np.array(names[_AXES[d]], dtype=object)[grid[k].ravel()]
        for field in written_fields(self.program):
            dims = VARIABLES[field].dims
            others = [d for d in dims if d not in axes]
            if VARIABLES[field].inner or len(others) > 1 or any(d not in dims for d in axes) or any(d not in "cmg" for d in others):
                continue
            array = getattr(self.worlds, field)[: self._taken]
            if not others:
                columns[field] = array.ravel()
            for k, name in enumerate(names[_AXES[others[0]]] if others else ()):
                columns[f"{field}_{name}"] = np.take(array, k, axis=1 + dims.index(others[0])).ravel()
        table = _dated(pd.DataFrame(columns), grid[0].ravel(), self.scenario)
        return table if keep is None else table[keep(table)].reset_index(drop=True)


def most_events(states: int) -> int:
    """Room for the events of a month: every request with both its ends, and what every pair can do once."""
    return 4 * MOST_REQUESTS * states + 6 * states * states + 100


def written_fields(program: Program) -> tuple[str, ...]:
    """Fields of the world that the monthly rules of a program write, in the world's order."""
    from simulation.footprint import footprint

    written = {field for rule in program.month for field in footprint(rule).writes}
    return tuple(field for field in World._fields if field in written)


def _dated(table: pd.DataFrame, month: np.ndarray, scenario: Scenario) -> pd.DataFrame:
    dates = np.array([month_after(scenario.head.start, k) for k in range(int(month.max(initial=0)) + 1)], dtype=object)
    table.insert(0, "month", month)
    table.insert(1, "date", dates[month])
    return table
