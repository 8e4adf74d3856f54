"""What is printed of twins."""

from __future__ import annotations

from rich.text import Text

from experiments.chronicle import chronicle
from experiments.explaining.carried import Carried
from experiments.explaining.difference import Difference
from experiments.explaining.twin import Twin
from experiments.explaining.words import both, odds, opening
from experiments.screen import grid, out
from simulation.months import month_after

MEASURES, DECISIONS, PARTS = 8, 8, 3
"""Measures, decisions, and measures of a decision that are shown."""


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
        weightiest = twin.carried[0].difference
        for difference in dict.fromkeys([twin.first, weightiest]):
            if difference is not None:
                out.print()
                _print_chain(twin, difference)


def _print_ends(twin: Twin) -> None:
    numbers = ("base", "other", "difference", "without decisions")
    table = grid("Measures that differ most at the end", "measure", *numbers, numbers=numbers)
    for name, row in twin.ends.head(MEASURES).iterrows():
        share = "" if row.isna()["without_decisions"] else f"{_percent(row['without_decisions'])} %"
        table.add_row(str(name), f"{row['base']:.3f}", f"{row['other']:.3f}", f"{row['difference']:+.3f}", share)
    out.print(table)
    out.print("Without decisions: the share of the difference that is there when every decision comes out as in the base run.")


def _print_carried(twin: Twin) -> None:
    title = "What single decisions carry: the share of a measure's difference that vanishes when the decision is as in the base run"
    table = grid(title, "month", "base", "other", "odds", "carries")
    for one in [one for one in twin.carried if one.weight > 0.0][:DECISIONS]:
        table.add_row(_date(twin, one.difference), *both(one.difference, twin.other.scenario), odds(one.difference), _carries(twin, one))
    out.print(table)
    out.print(f"Tried: {len(twin.carried)} decisions. They interact, so that shares need not sum to one.")


def _carries(twin: Twin, one: Carried) -> str:
    parts = [f"{name} {_percent(share)} %" for name, share in list(one.shares.items())[:PARTS] if abs(share) >= 0.005]
    turned = [f"the class: {one.outcome}"] if one.outcome != twin.outcomes[1] else []
    return ", ".join(turned + parts) or "under 1 %"


def _print_chain(twin: Twin, difference: Difference) -> None:
    count, table = twin.chain(difference)
    base, other = both(difference, twin.other.scenario)
    said = f"{count} events of the other run that are not there otherwise" if count else "nothing that the log has"
    out.print(f"What follows from {_date(twin, difference)} (base: {base}; other: {other}): {said}", markup=False)
    for line in chronicle(twin.other, table):
        out.print(f"  {line}", markup=False)


def _date(twin: Twin, difference: Difference) -> str:
    return month_after(twin.base.scenario.head.start, difference.month)


def _percent(share: float) -> int:
    """A share in whole percent, without the minus that a nought can have."""
    return round(100 * share)
