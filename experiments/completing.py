"""What the tab key knows: names of scenarios, policies, studies and the like, read from where they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import scenarios
from scenarios import future, policy

Completion = Callable[[str], list[str]]
"""Takes the beginning of a word, gives the words that begin so."""


def _of(names: Callable[[], Iterable[str]]) -> Completion:
    return lambda incomplete: [name for name in names() if name.startswith(incomplete)]


def _kinds() -> Iterable[str]:
    from experiments.chronicle import SENTENCES

    return SENTENCES


def _studies() -> Iterable[str]:
    from experiments.sweeps import study

    return study.names()


def _targets() -> Iterable[str]:
    from experiments.reproducing.targets import TARGETS

    return TARGETS


def _keys() -> Iterable[str]:
    from simulation.levers import LEVERS
    from simulation.schedule import PARAMETERS

    return [*(f"parameters.{name}" for name in PARAMETERS), *(f"levers.{lever.name}" for lever in LEVERS)]


scenario = _of(scenarios.names)
policy_ = _of(policy.names)
futures = _of(future.names)
kind = _of(_kinds)
study = _of(_studies)
target = _of(_targets)
slider = _of(_keys)
change = _of(lambda: (f"{key}=" for key in _keys()))


def policies(incomplete: str) -> list[str]:
    """Lists of policies, with the last one completed."""
    done, comma, last = incomplete.rpartition(",")
    return [f"{done}{comma}{name}" for name in policy_(last)]
