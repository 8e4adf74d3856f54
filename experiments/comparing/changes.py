"""Changes of a policy or a future as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulation.overrides import flatten


def in_words(changes: Mapping[str, Any]) -> str:
    """Changes as lines: ``secondary to 1 from 2022-10``; the key itself where it is none of a lever, event or response."""
    return "; ".join(_line(key, value) for key, value in flatten(changes).items()) or "nothing"


def _line(key: str, value: Any) -> str:
    place, _, month = key.partition("@")
    kind, *rest = place.split(".")
    if kind == "levers":
        name, *target = rest
        return f"{name}{_of(target)} to {value:g}" + (f" from {month}" if month else "")
    if kind == "calendar" and month:
        number, ramp = value if isinstance(value, list | tuple) else (value, 0)
        return f"{' '.join(rest)} to {number:g} in {month}" + (f" over {ramp:g} months" if ramp else "")
    if kind == "responses":
        signpost, lever, *target = rest
        return f"{lever}{_of(target)} to {value:g} once {signpost} has held"
    return f"{key} = {value}"


def _of(target: list[str]) -> str:
    return f" of {target[0]}" if target else ""
