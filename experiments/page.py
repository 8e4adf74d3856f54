"""The model behind Mesa's own page, and what can be moved on it; ``page_view`` shows it."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import simulation
from simulation.faults import BlocformError, ScenarioError, unknown
from simulation.levers import LEVERS
from simulation.parameters import Quantity
from simulation.scenario import Scenario

SLIDERS = (
    "parameters.trust_ceiling_slope",
    "parameters.grievance_weight",
    "parameters.temptation_base",
    "parameters.requests",
    "levers.primary",
    "levers.secondary",
    "levers.engagement",
)
"""What can be moved where nothing else is asked for."""
ASKED = "BLOCFORM_PAGE"
"""Variable of the environment that tells a server what to show: scenario, changes, seed and sliders, as JSON."""
STEPS = 20
"""Fewest places of a slider."""


class Shown(simulation.BlocModel):
    """A ``BlocModel`` as Mesa's page makes it: with a value for every slider, of which those that were moved are changes.

    A lever that nobody moves keeps the dates of its scenario. The page looks for ``kwargs`` by that name.
    """

    def __init__(self, scenario: Scenario, seed: int = 1, replicate: int = 0, **kwargs: float):
        moved = {key: value for key, value in kwargs.items() if value != _place(scenario, key)[1]}
        super().__init__(scenario, seed, replicate, **moved)


def sliders(scenario: Scenario, keys: Sequence[str] = SLIDERS) -> dict[str, dict[str, Any]]:
    """The sliders of some parameters and levers, in the words of Mesa, over the ranges that are declared.

    Parameters
    ----------
    keys : as ``parameters.NAME`` or ``levers.NAME``.

    Raises
    ------
    ScenarioError
        with a fault for every key that the scenario does not know.
    """
    known = _known(scenario)
    faults = [unknown("page", "--slider", key, known) for key in keys if key not in known]
    if faults:
        raise ScenarioError(faults)
    return {key: _slider(scenario, key) for key in keys}


def meanings(scenario: Scenario, keys: Iterable[str]) -> dict[str, str]:
    """What the sliders move, with unit and what is possible at all, in words."""
    known = _known(scenario)
    return {key: f"{known[key].meaning} ({known[key].unit}; {known[key].allowed})" for key in keys}


def needs() -> None:
    """Raise ``BlocformError`` where what the page needs is not installed."""
    missing = [name for name in ("solara", "altair") if importlib.util.find_spec(name) is None]
    if missing:
        raise BlocformError(f"the page needs {' and '.join(missing)}: pip install -c constraints.txt -e '.[page]'")


def _known(scenario: Scenario) -> dict[str, Quantity]:
    """What can be moved, by key: the parameters that the rules of the scenario read, and the levers."""
    parameters = {f"parameters.{name}": parameter for name, parameter in scenario.declared.items()}
    return {**parameters, **{f"levers.{lever.name}": lever for lever in LEVERS}}


def _place(scenario: Scenario, key: str) -> tuple[float, float, float]:
    """Lowest place, place at the start, and highest place of a slider; of a lever with several targets the highest at the start."""
    quantity = _known(scenario)[key]
    if key.startswith("parameters."):
        value = scenario.parameters[quantity.name]
    else:
        rows = scenario.tables["levers"].items()
        value = max((entry.value for (name, _, month), entry in rows if (name, month) == (quantity.name, scenario.head.start)), default=0.0)
    return min(quantity.low, value), value, max(quantity.high, value)


def _slider(scenario: Scenario, key: str) -> dict[str, Any]:
    low, value, high = map(float, _place(scenario, key))
    label = key.removeprefix("parameters.").replace("levers.", "lever ")
    return {"type": "SliderFloat", "label": label, "value": value, "min": low, "max": high, "step": _step(low, value, high)}


def _step(low: float, value: float, high: float) -> float:
    """The largest power of ten that leaves enough places and on whose grid all three numbers lie, so that the browser moves none."""
    digits = max(-Decimal(repr(number)).normalize().as_tuple().exponent for number in (low, value, high))
    step = Decimal(1).scaleb(-max(digits, 0))
    while (high - low) / float(step) < STEPS:
        step /= 10
    return float(step)
