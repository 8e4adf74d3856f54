"""Faults in what a user wrote: what was given, where, and what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a scenario, a study or a command.

    ``where`` is a file (with a row where there is one), ``key`` the entry in it,
    ``given`` what stands there and ``allowed`` what could; ``nearest`` is the known
    name closest to the one given, empty where no name is close.
    """

    where: str
    key: str
    given: object
    allowed: str
    nearest: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.key}: given {self.given!r}, allowed: {self.allowed}"
        return f"{text}; did you mean {self.nearest!r}?" if self.nearest else text


class BlocformError(Exception):
    """Base of every error that a user can cause and mend."""


class FaultyError(BlocformError):
    """Something of the user's that is wrong; ``faults`` holds every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        count = len(self.faults)
        head = f"{count} fault{'s' if count != 1 else ''}"
        super().__init__("\n".join([head, *(f"  {fault}" for fault in self.faults)]))


class ScenarioError(FaultyError):
    """A scenario that cannot be run."""


class StudyError(FaultyError):
    """A study that cannot be swept."""


def nearest(name: object, known: Iterable[str]) -> str:
    """The known name closest to ``name``, or an empty string."""
    candidates = list(known)
    folded = {candidate.casefold(): candidate for candidate in candidates}
    match = difflib.get_close_matches(str(name).casefold(), folded, n=1, cutoff=0.5)
    return folded[match[0]] if match else ""


def unknown(where: str, key: str, given: object, known: Iterable[str]) -> Fault:
    """The fault of a name that nobody knows."""
    names = list(known)
    listed = ", ".join(names) if len(names) <= 24 else f"one of {len(names)} names"
    return Fault(where, key, given, listed or "nothing (none is declared)", nearest(given, names))
