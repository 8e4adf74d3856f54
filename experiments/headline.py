"""What the README says of the base scenario, computed: ``experiments.manual`` writes it there."""

from __future__ import annotations

import numpy as np

import scenarios
from experiments.patterns import Verdict, judge, read_patterns
from simulation.engine import program_of, records

BASE, COUNTERFACTUAL = "axis-2022", "no-war"
REPLICATES = 200
SHOWN = {
    "second_dependence": "leverage of the hub over the sanctioned state",
    "asymmetry": "its asymmetry",
    "own_currency": "core payments outside the coalition",
    "target_loss": "largest loss in the core",
    "resilience": "resilience",
    "core_evasion": "evasion know-how in the core",
    "core_tie": "mean tie in the core",
    "rift": "mean tie of core and coalition",
    "coalition_cost": "cost to the coalition",
    "world_loss": "loss of the world",
}
"""Measures of the table, with their words."""


def measures_table() -> str:
    """Start, and last month with and without the war: median and 5 % to 95 % of the replicates, as Markdown."""
    keys = [(1, replicate) for replicate in range(REPLICATES)]
    columns = {name: records(scenarios.load(name), keys) for name in (BASE, COUNTERFACTUAL)}
    names = list(program_of(scenarios.load(BASE)).measures)
    lines = [f"| measure | start | `{BASE}`, month 72 | `{COUNTERFACTUAL}`, month 72 |", "|---|---|---|---|"]
    for name, words in SHOWN.items():
        k = names.index(name)
        start = columns[BASE][0, 0, k]
        lines.append(
            f"| {words} (`{name}`) | {start:.3f} | {_band(columns[BASE][:, -1, k])} | {_band(columns[COUNTERFACTUAL][:, -1, k])} |"
        )
    return "\n".join(lines)


def facts_table() -> str:
    """Every check of the base scenario's patterns against an ensemble, and how many hold, as Markdown."""
    scenario = scenarios.load(BASE)
    verdicts = judge(scenario, read_patterns(scenario).patterns)
    lines = ["| fact | check | label | model | expected | no change | verdict |", "|---|---|---|---|---|---|---|"]
    for v in verdicts:
        low, high = v.check.range
        cells = (v.pattern, v.check.name, v.check.label, f"{v.number:.3f}", f"{low:g} to {high:g}", f"{v.unchanged:.3f}", v.verdict)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", " ".join(_count(verdicts, label) for label in ("fitted", "tested"))])


def _band(values: np.ndarray) -> str:
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95])
    return f"{middle:.3f} ({low:.3f} to {high:.3f})"


def _count(verdicts: list[Verdict], label: str) -> str:
    chosen = [v for v in verdicts if v.check.label == label]
    holds = sum(v.verdict == "holds" for v in chosen)
    idle = sum(v.check.holds(v.unchanged) for v in chosen)
    return f"{label.capitalize()}: {holds} of {len(chosen)} checks hold; in a world that never changes {idle} would."
