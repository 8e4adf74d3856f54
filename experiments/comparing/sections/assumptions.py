"""What the comparison assumes, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from experiments.comparing.comparison import Comparison
from experiments.comparing.words import plural
from experiments.sections.section import Section
from simulation.overrides import flatten


def assumptions(comparison: Comparison) -> Section:
    """Policies, futures and scenario with their sources, runs that failed, and what the model cannot tell."""
    head, futures = comparison.scenario.head, comparison.futures
    text = [
        f"Scenario `{comparison.scenario.name}`: {head.description.strip()} Every row of its tables names its source; "
        f"`blocform show {comparison.scenario.name}` lists them.",
        "The levels of most levers and the futures are judgements. The runs say what follows from them in this model, not how likely they "
        "are, nor whether the equations are right. What the model cannot tell stands in `simulation/LIMITS.md`.",
    ]
    if futures.draws is not None:
        text.append(
            f"{plural(futures.draws.points, 'draw')} of all parameters that are swept fill their ranges evenly (Latin hypercube, seed "
            f"{futures.draws.seed})."
        )
    text += _left_out(comparison)
    policies = [
        {"policy": p.name, "title": p.title, "purpose": p.purpose, "changes": _lines(p.changes), "source": p.source}
        for p in comparison.policies
    ]
    named = [{"future": name, "title": f.title, "changes": _lines(f.changes), "source": f.source} for name, f in futures.futures.items()]
    tables = {"policies": pd.DataFrame(policies), "futures": pd.DataFrame(named)}
    if len(failed := comparison.runs.failures):
        tables["failed_runs"] = failed
    return Section(
        "Assumptions and sources",
        text,
        tables,
        shown=100,
        captions={
            "policies": "What each policy changes in the scenario",
            "futures": "What each future changes, whatever the coalition does",
            "failed_runs": "Runs that failed, which are left out",
        },
    )


def _lines(changes: Mapping[str, Any]) -> str:
    """Changes as a person reads them: ``secondary of all to 1 from 2022-10``; the key itself where it is none of a lever or event."""
    return "; ".join(_line(key, value) for key, value in flatten(changes).items()) or "nothing"


def _line(key: str, value: Any) -> str:
    place, _, month = key.partition("@")
    kind, *rest = place.split(".")
    since = f" from {month}" if month else ""
    if kind == "levers":
        name, *target = rest
        return f"{name}{' of ' + target[0] if target else ''} to {value:g}{since}"
    if kind == "calendar" and month:
        number, ramp = value if isinstance(value, list | tuple) else (value, 0)
        over = f" over {plural(int(ramp), 'month')}" if ramp else ""
        return f"{' '.join(rest)} to {number:g} in {month}{over}"
    if kind == "responses":
        signpost, lever, *target = rest
        return f"{lever}{' of ' + target[0] if target else ''} to {value:g} once {signpost} has held"
    return f"{key} = {value}"


def _left_out(comparison: Comparison) -> list[str]:
    """Policies and futures that could not be judged."""
    runs = comparison.runs
    policies = [policy.name for policy in comparison.policies if policy.name not in runs.policies]
    places = [name for name in comparison.futures.futures if name not in runs.places]
    said = [f"Policies left out, as their runs fail: {', '.join(f'`{name}`' for name in policies)}."] * bool(policies)
    said += [f"Futures left out, as runs of some policy fail there: {', '.join(f'`{name}`' for name in places)}."] * bool(places)
    return said
