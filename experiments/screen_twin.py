"""What is printed of twins."""

from __future__ import annotations

from rich.text import Text

from experiments.chronicle import chronicle
from experiments.comparing.words import plural
from experiments.explaining.twin import LEAST, Twin
from experiments.explaining.words import beyond, both, carries, following, odds, opening
from experiments.screen import grid, out
from simulation.months import month_after

MEASURES, DECISIONS = 8, 8
"""Measures and decisions that are shown."""


def print_twin(twin: Twin, title: str) -> None:
    """Where two runs part, how they end, which decisions carry the difference, and what follows from the first and the weightiest."""
    out.print(Text(title, style="bold"))
    for line in opening(twin):
        out.print(line, markup=False)
    if twin.is_same:
        return
    out.print()
    _print_ends(twin)
    if twin.carried:
        out.print()
        _print_carried(twin)
    for chain in twin.chains:
        out.print()
        out.print(following(twin, chain), markup=False)
        for line in chronicle(twin.other, chain.events):
            out.print(f"  {line}", markup=False)


def _print_ends(twin: Twin) -> None:
    numbers = ("base", "other", "difference", "without decisions")
    table = grid("Measures that differ most at the end", "measure", *numbers, numbers=numbers)
    shown = twin.telling_ends
    for name, row in shown.head(MEASURES).iterrows():
        share = "" if row.isna()["without_decisions"] else f"{round(100 * row['without_decisions'])} %"
        table.add_row(str(name), f"{row['base']:.3f}", f"{row['other']:.3f}", f"{row['difference']:+.3f}", share)
    out.print(table)
    out.print("Without decisions: the share of the difference that is there when every decision comes out as in the base run.")
    if little := len(twin.ends) - len(shown):
        out.print(f"Left out, as they differ by less than {LEAST:g} or not at all: {plural(little, 'measure')}.")


def _print_carried(twin: Twin) -> None:
    title = "What single decisions carry: the share of a measure's difference that vanishes when the decision is as in the base run"
    table = grid(title, "month", "base", "other", "odds", "carries")
    shown = [one for one in twin.carried if one.weight > 0.0][:DECISIONS]
    for one in shown:
        when = month_after(twin.base.scenario.head.start, one.difference.month)
        table.add_row(when, *both(one.difference, twin.other.scenario), odds(one.difference), carries(twin, one))
    out.print(table)
    out.print(f"Tried: {plural(len(twin.carried), 'decision')}. They interact, so that shares need not sum to one.{beyond(twin, shown)}")
