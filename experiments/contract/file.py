"""The contract over a file of a user's: every rule and measure in it, with what is wrong."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from experiments.contract import measures, rules
from simulation.faults import BlocformError
from simulation.footprint import ARGUMENTS
from simulation.user_rules import load_measure, load_rule, module_of

DECISIVE = ("comes_to_an_end", "is_the_same_again")
"""Checks without which those that follow say nothing, or wait for ever."""

_HELPER = "; a helper is named with an underscore and stands under @compiled of simulation.compiled"


@dataclass(frozen=True)
class Finding:
    """What one check says of one function: ``problem`` is empty where the function holds it."""

    function: str
    kind: str
    check: str
    problem: str

    @property
    def holds(self) -> bool:
        """Whether the function holds it."""
        return not self.problem


def findings(file: Path) -> Iterator[Finding]:
    """What every check says of every rule and measure of a file, one after the other, as it is found.

    Every public function of the file is one of the two: a measure where it asks for world and start alone and writes to neither,
    else a rule. What is compiled, a decision, or named with an underscore is a helper.

    Raises
    ------
    BlocformError
        where the file cannot be read, does not run, or holds neither rule nor measure.
    """
    found = [function for function in vars(module_of(file)).values() if _is_one(function, file)]
    if not found:
        raise BlocformError(f"{file.name}: no rule and no measure; a rule is a function of {', '.join(ARGUMENTS)}")
    for function in found:
        yield from _of(function.__name__, file)


def _of(name: str, file: Path) -> Iterator[Finding]:
    place = f"{file.name}:{name}"
    try:
        measure = load_measure(place, file.parent)
    except BlocformError:
        try:
            rule = load_rule(place, file.parent)
        except BlocformError as error:
            yield Finding(name, "rule", "can be read", f"{error}{_HELPER if _is_helper(name, file) else ''}")
            return
        yield from _checked(name, "rule", rules.CHECKS, rule, rules.with_rule)
        return
    yield from _checked(name, "measure", measures.CHECKS, measure, measures.with_measure)


def _checked(name: str, kind: str, checks: Mapping[str, Callable], function: Callable, program_of: Callable) -> Iterator[Finding]:
    try:
        program = program_of(function)
    except BlocformError as error:
        yield Finding(name, kind, "has a name of its own", str(error))
        return
    for check in checks.values():
        try:
            problem = check(function, program)
        except BlocformError as error:
            problem = str(error)
        except Exception as error:  # what the user's function raises is a finding too
            lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == function.__code__.co_filename]
            problem = f"it raises {type(error).__name__}: {error}" + (f" (line {lines[-1]})" if lines else "")
        yield Finding(name, kind, check.__doc__.rstrip("."), problem)
        if problem and check.__name__ in DECISIVE:
            return


def _is_helper(name: str, file: Path) -> bool:
    """Whether a function asks for nothing that a rule may ask for."""
    return not set(inspect.signature(getattr(module_of(file), name)).parameters) & set(ARGUMENTS)


def _is_one(function: object, file: Path) -> bool:
    """Whether an object of the module is a public function of the file itself."""
    own = inspect.isfunction(function) and function.__module__ == module_of(file).__name__
    return own and not function.__name__.startswith("_")
