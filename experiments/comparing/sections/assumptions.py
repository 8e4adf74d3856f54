"""What the comparison assumes, and where it comes from."""

from __future__ import annotations

import pandas as pd

from experiments.comparing.changes import in_words
from experiments.comparing.comparison import Comparison
from experiments.comparing.words import plural
from experiments.sections.section import Section


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
        {"policy": p.name, "title": p.title, "purpose": p.purpose, "changes": in_words(p.changes), "source": p.source}
        for p in comparison.policies
    ]
    named = [{"future": name, "title": f.title, "changes": in_words(f.changes), "source": f.source} for name, f in futures.futures.items()]
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


def _left_out(comparison: Comparison) -> list[str]:
    """Policies and futures that could not be judged."""
    runs = comparison.runs
    policies = [policy.name for policy in comparison.policies if policy.name not in runs.policies]
    places = [name for name in comparison.futures.futures if name not in runs.places]
    said = [f"Policies left out, as their runs fail: {', '.join(f'`{name}`' for name in policies)}."] * bool(policies)
    said += [f"Futures left out, as runs of some policy fail there: {', '.join(f'`{name}`' for name in places)}."] * bool(places)
    return said
