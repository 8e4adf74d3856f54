"""What the README says of the base scenario, computed: ``experiments.manual`` writes it there."""

from __future__ import annotations

import numpy as np

import scenarios
from experiments.analysis.correlations import chance_level
from experiments.outcomes import Report, report, shares
from experiments.patterns import Verdict, judge, read_patterns
from experiments.screen_outcome import why_empty
from experiments.sensitivity import sensitivities
from simulation.engine import ensemble, program_of, records
from simulation.outcome import CLASSES, classify

BASE, COUNTERFACTUAL = "axis-2022", "no-war"
OTHERS = (COUNTERFACTUAL, "laissez-faire", "adaptive")
REPLICATES = 500
HYPERCUBE = 2000
SHOWN = {
    "cohesion": "cohesion",
    "core_trust": "mean trust in the core",
    "active": "active core pairs",
    "core_deliveries": "quantity dealt in the core",
    "non_delivery": "deals that a side broke",
    "support": "crises supported in the core",
    "concession_rate": "demands of the hub conceded by the sanctioned state",
    "second_dependence": "leverage of the hub over the sanctioned state",
    "asymmetry": "its asymmetry",
    "own_currency": "core payments outside the coalition",
    "target_loss": "largest loss in the core",
    "resilience": "resilience",
    "core_evasion": "evasion know-how in the core",
    "core_tie": "mean tie in the core",
    "rift": "mean tie of core and coalition",
    "polarisation": "polarisation of the world",
    "multilateral_index": "multilateral index",
    "coalition_cost": "cost to the coalition",
    "world_loss": "loss of the world",
}
"""Measures of the table, with their words."""


def outcomes_table() -> str:
    """Shares of the classes with their intervals: base, variants, other scenarios, thresholds moved jointly; as Markdown."""
    keys = [(1, replicate) for replicate in range(REPLICATES)]
    base = report(scenarios.load(BASE), keys, jobs=2)
    rows = [(f"`{BASE}`", base.shares), *base.variants.items()]
    for name in OTHERS:
        scenario = scenarios.load(name)
        rows.append((f"`{name}`", shares(classify(ensemble(scenario, keys), scenario.thresholds))))
    rows += [(f"thresholds moved towards {name}", base.moved["all", name]) for name in CLASSES]
    lines = [f"| {REPLICATES} runs | {' | '.join(CLASSES)} |", "|---|" + "---|" * len(CLASSES)]
    for name, found in rows:
        cells = [f"{found[code].share:.2f} ({found[code].low:.2f} to {found[code].high:.2f})" for code in CLASSES]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    fractured = base.outcome.month[base.outcome.month >= 0]
    ceilings = base.ceilings
    assert ceilings is not None
    tail = (
        f"Of the {len(fractured)} runs that fracture, {base.causes['exit']} do so by the exit of a member, half of all by month "
        f"{np.median(fractured):.0f}. In "
        f"{ceilings.share:.0%} of the runs ({ceilings.low:.0%} to {ceilings.high:.0%}) the trust limit alone decides the class: without "
        f"its slope they end in another. Non-delivery is {_share_of(base, 'non_delivery')} of accepted deals (median over runs)."
    )
    return "\n".join(
        [*lines, "", tail, *(f"\nNo run is {name}: {why_empty(base, name)}." for name in CLASSES if base.shares[name].count == 0)]
    )


def sensitivity_table() -> str:
    """The parameters whose rank correlation with cohesion or fracture is largest, as Markdown."""
    found, over = sensitivities(scenarios.load(BASE), HYPERCUBE, jobs=2)
    lines = ["| parameter | range | cohesion | fractures |", "|---|---|---|---|"]
    for s in found[:8]:
        p = s.parameter
        lines.append(f"| `{p.name}`: {p.meaning} | {p.low:g} to {p.high:g} | {s.cohesion:+.2f} | {s.fractures:+.2f} |")
    outcome = ", ".join(f"{name} {share.share:.2f}" for name, share in over.items())
    tail = f"Over the whole hypercube: {outcome}. Chance alone exceeds {chance_level(HYPERCUBE):.2f} in one case of twenty."
    return "\n".join([*lines, "", tail])


def _share_of(base: Report, measure: str) -> str:
    return f"{np.median(base.course.series(measure)[:, -1]):.0%}"


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
