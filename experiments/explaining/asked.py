"""What is asked of the command explain, and which options go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from experiments.explaining.selection import Selection
from simulation.faults import Fault, FaultyError

CONTINUATIONS = 40
"""Runs from every month in which a turning point is looked for, where nothing is said."""
_OPTIONS = {"everything": "--all", "state": "--state", "kind": "--kind", "since": "--from", "until": "--to"}


@dataclass(frozen=True)
class Asked:
    """Options as they were given, None and "" where they were not.

    ``answers`` are the three that take the place of the chronicle, by option; ``has_changes`` tells whether --set was given.
    """

    answers: Mapping[str, str | None]
    selection: Selection
    turning: bool | None
    continuations: int | None
    has_changes: bool

    def check(self) -> None:
        """Raise FaultyError with every option that another one leaves without effect."""
        if faults := list(self._faults()):
            raise FaultyError(faults)

    @property
    def looked_for(self) -> int:
        """Continuations for turning points, 0 where none are looked for: if not asked for otherwise, where only some events are shown."""
        is_wanted = self.selection == Selection() if self.turning is None else self.turning
        return (self.continuations or CONTINUATIONS) if is_wanted else 0

    def _faults(self) -> Iterator[Fault]:
        given = [option for option, value in self.answers.items() if value is not None]
        if len(given) > 1:
            yield Fault("explain", " and ".join(given), len(given), "one of --event, --against and --fork")
        if given:
            for option, value in self._of_chronicle():
                yield Fault("explain", option, value, f"nothing with {given[0]}; it bears on the chronicle of a run")
        elif self.continuations is not None and not self.looked_for:
            yield Fault("explain", "--continuations", self.continuations, "a number where turning points are looked for; --turning does so")
        if self.answers.get("--fork") is not None and not self.has_changes:
            yield Fault("explain", "--fork", self.answers["--fork"], "a month with --set KEY=VALUE, for what changes from then on")

    def _of_chronicle(self) -> Iterator[tuple[str, object]]:
        """Options that bear on the chronicle and were given."""
        none = Selection()
        for field, option in _OPTIONS.items():
            if (value := getattr(self.selection, field)) != getattr(none, field):
                yield option, value
        if self.turning:
            yield "--turning", self.turning
        if self.continuations is not None:
            yield "--continuations", self.continuations
