"""What is printed of outcomes: the class of a run with its telling events, shares of an ensemble, sensitivities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.text import Text

from experiments.chronicle import chronicle, telling
from experiments.outcomes import Report, Share, Shares, final
from experiments.screen import grid, out
from experiments.screen_theory import print_prediction
from experiments.sensitivity import Sensitivity
from experiments.verdict import absorption
from simulation.months import month_after
from simulation.outcome import CAUSES, CLASSES
from simulation.trajectory import Trajectory

MEANINGS = {
    "coheres": "the core works as a bloc and trusts more than at the start",
    "stagnates": "the core holds together and does not become a bloc",
    "fractures": "the core loses a member, a pair or its cohesion",
    "absorbed": "the second core state depends on the hub and does its bidding",
}
"""The classes in words."""


def print_outcome(trajectory: Trajectory) -> None:
    """Class of the run, its fracture, absorption of the core states, and the twelve most telling events."""
    print_class(trajectory)
    print_prediction(trajectory)
    table = telling(trajectory)
    if len(table):
        out.print("Most telling events:")
        for line in chronicle(trajectory, table):
            out.print(f"  {line}", highlight=False, markup=False)
    out.print()


def print_class(trajectory: Trajectory) -> None:
    """Class of the run, its fracture, and absorption of the core states."""
    outcome = trajectory.outcome
    name = CLASSES[outcome.code[0]]
    start = trajectory.scenario.head.start
    text = f"Outcome of seed {trajectory.seed}, replicate {trajectory.replicate}: {name} ({MEANINGS[name]})"
    if outcome.month[0] >= 0:
        text += f"; fractured by {CAUSES[outcome.cause[0]]} in {month_after(start, int(outcome.month[0]))}"
    out.print(Text(text, style="bold"))
    parts = [
        f"{state} {found['leverage_growth']:.2f} times, asymmetry {found['asymmetry']:.2f}, concessions {found['concession_rate']:.2f}"
        for state, found in absorption(trajectory).items()
    ]
    if parts:
        out.print("Leverage of the hub against the start: " + "; ".join(parts))


def print_report(report: Report) -> None:
    """Shares of the classes, of the variants and under moved thresholds, ceilings, and the time to fracture."""
    runs = len(report.keys)
    table = grid(f"{report.scenario.name}: outcome of {runs} runs, share with 95 % interval", "runs", *CLASSES, numbers=CLASSES)
    table.add_row("base", *_cells(report.shares), style="bold")
    for name, shares in report.variants.items():
        table.add_row(name, *_cells(shares))
    out.print(table)
    moved = grid("Thresholds moved by a fifth (active by one pair)", "threshold", "towards", *CLASSES, numbers=CLASSES)
    for (name, towards), shares in report.moved.items():
        moved.add_row(name, towards, *(f"{shares[code].share:.3f}" for code in CLASSES))
    out.print(moved)
    if report.ceilings is not None:
        out.print(f"Class fixed by trust ceilings alone: {_interval(report.ceilings)} of the runs end in another class without the slope.")
    out.print(f"Barred by ceilings: {_interval(report.barred)} would cohere but for trust, with trust limits below what it takes.")
    causes = ", ".join(f"{cause} {count}" for cause, count in report.causes.items())
    out.print(f"Fractures by cause: {causes}. A fracture dates from the sixth month of its sign.")
    curve = report.curve
    shown = sorted({*range(12, len(curve.month), 12), len(curve.month) - 1})
    points = [f"month {t}: {curve.survival[t]:.3f} ({curve.low[t]:.3f} to {curve.high[t]:.3f})" for t in shown]
    out.print("Not fractured by " + "; ".join(points))
    empty = [name for name, share in report.shares.items() if share.count == 0]
    for name in empty:
        out.print(f"No run is {name}: {why_empty(report, name)}")
    out.print("This is the luck of one set of parameters, not the uncertainty of the judgements behind it; see blocform sensitivity.")
    out.print()


def why_empty(report: Report, name: str) -> str:
    """Which conditions of an empty class the runs meet, and what the class takes up when its thresholds move by a fifth."""
    course, limits = report.course, report.scenario.thresholds
    end = {measure: final(course, measure) for measure in course.names}
    conditions = {
        "absorbed": {
            "leverage growth": (end["dependence_growth"], limits["leverage_growth"]),
            "asymmetry": (end["asymmetry"], limits["asymmetry"]),
            "concessions": (end["concession_rate"], limits["concessions"]),
        },
        "coheres": {
            "active": (end["active"], limits["active"]),
            "trust gained": (end["core_trust"] - course.series("core_trust")[:, 0], limits["trust_gain"]),
            "support": (end["support"], limits["support"]),
        },
    }.get(name, {})
    met = [
        f"{words} {np.mean(values >= limit):.2f} (median {np.median(values):.2f}, needed {limit:g})"
        for words, (values, limit) in conditions.items()
    ]
    widened = report.moved.get(("all", name))
    text = "share of runs that meet each condition: " + ", ".join(met) if met else "the other classes take every run"
    return text + (f"; with its thresholds moved by a fifth {widened[name].share:.3f} are" if widened else "")


def print_sensitivity(scenario: str, found: Sequence[Sensitivity], shares: Shares, runs: int, beyond: float) -> None:
    """Rank correlations of every parameter, the largest first."""
    numbers = ("low", "high", "cohesion", "fractures")
    table = grid(f"{scenario}: rank correlation over a Latin hypercube of {runs} runs", "parameter", *numbers, "meaning", numbers=numbers)
    for s in found:
        table.add_row(
            s.parameter.name, f"{s.parameter.low:g}", f"{s.parameter.high:g}", f"{s.cohesion:+.2f}", f"{s.fractures:+.2f}",
            Text(s.parameter.meaning, style="dim"),
        )  # fmt: skip
    out.print(table)
    out.print("Outcome over all: " + ", ".join(f"{name} {_interval(share)}" for name, share in shares.items()))
    out.print(f"Chance alone gives correlations beyond {beyond:.2f} in size in one case of twenty.")


def _cells(shares: Shares) -> list[str]:
    return [_interval(shares[name]) for name in CLASSES]


def _interval(share: Share) -> str:
    return f"{share.share:.3f} ({share.low:.3f} to {share.high:.3f})"
