"""Continuations: a run that goes on from a recorded month, under the same luck and, if wanted, under other parameters."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from simulation.engine import program_of
from simulation.footprint import footprint
from simulation.initial import imposed_on
from simulation.program import NO_RULES, Bound
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory


class Continuation:
    """A run in the making, from a recorded month on.

    Parameters
    ----------
    past : the recorded run, which stays as it is.
    month : the last of its months that is kept, 0 to ``past.months``.
    scenario : what holds from the next month on, that of the run by default; it has the same states, rules and months.
    """

    def __init__(self, past: Trajectory, month: int, scenario: Scenario | None = None):
        self.trajectory = past.until(month, scenario)
        self._world, self._start = past.world(month), past.world(0)
        self._bounds: dict[bool, Bound] = {}

    def _bound(self, is_compiled: bool) -> Bound:
        """The program, compiled or not, tied to the arrays of the run."""
        if is_compiled not in self._bounds:
            scenario, taken = self.trajectory.scenario, self.trajectory.taken
            program = program_of(scenario, is_compiled)
            p = program.parameter_record(scenario.parameters)
            imposed = imposed_on(scenario, scenario.head.months)
            self._bounds[is_compiled] = program.bind(self._world, self._start, imposed, p, taken)
        return self._bounds[is_compiled]

    def advance(self, until: int | None = None, plain: Mapping[int, Collection[int]] | None = None) -> Trajectory:
        """Run the months up to ``until``, the last of the scenario by default; the trajectory with them.

        Parameters
        ----------
        plain : rules by their place in the month, each with the rows of the states for which the interpreter runs it. The bits are
            the same: it is for who wants to see or answer what a rule asks for.
        """
        for month in range(self.trajectory.months + 1, (self.trajectory.scenario.head.months if until is None else until) + 1):
            first = 0
            for rule, rows in sorted((plain or {}).items()):
                self._run(month, (first, rule), True)
                first = rule + 1
                if not footprint(self.trajectory.program.month[rule]).of_state:
                    self._run(month, (rule, first), False)
                    continue
                for row in range(len(self._world.id)):
                    self._run(month, (rule, first), row not in rows, (row, row + 1))
            self._run(month, (first, NO_RULES), True)
            self.trajectory.take(self._world)
        return self.trajectory

    def _run(self, month: int, rules: tuple[int, int], is_compiled: bool, states: tuple[int, int] | None = None) -> None:
        self._bound(is_compiled).advance((month, month + 1), rules, states)
