"""Words for twins: a decision that differs as two sentences, and what there is to say first about two runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.chronicle import sentence
from experiments.comparing.words import plural
from experiments.explaining.difference import Difference
from experiments.explaining.draws import HINGES, kind, value
from simulation import events
from simulation.event_table import event_table
from simulation.months import month_after
from simulation.scenario import Scenario

if TYPE_CHECKING:
    from experiments.explaining.carried import Carried
    from experiments.explaining.twin import Chain, Twin

PARTS = 3
"""Measures of a decision that are named."""
CARRYING = (
    "The share of a measure's difference that vanishes when the decision is as in the base run; they interact and need not sum to one."
)
"""What a decision carries."""
SILENCE = "nothing of the kind"
"""What happened in a run whose log does not have the event of the other."""


def table_of(rows: Sequence[np.ndarray], scenario: Scenario) -> pd.DataFrame:
    """Rows of a log, in order of time, with names instead of numbers."""
    return event_table(np.array(rows, float).reshape(len(rows), len(events.COLUMNS)), scenario, -1)


def both(difference: Difference, scenario: Scenario) -> tuple[str, str]:
    """What happened in the base run and in the other."""
    sides = (difference.base, difference.other)
    base, other = (SILENCE if side is None else sentence(table_of([side], scenario).to_dict("records")[0]) for side in sides)
    return base, other


def odds(difference: Difference) -> str:
    """The draw that both runs share and the probability in each, so that one sees which side moved; "" of what hangs on no one draw."""
    number = kind(difference.event)
    if number == events.REQUEST:
        return "a request hangs on several draws"
    if number not in HINGES or number == events.VOTE:
        return ""
    draw = value(difference.event, "draw")
    base, other = (_chance(side, draw) for side in (difference.base, difference.other))
    if difference.base is None and not HINGES[number].is_silent:
        return f"came up in the other run alone; probability {other}, draw {draw:.3g}"
    if difference.other is None and not HINGES[number].is_silent:
        return f"came up in the base run alone; probability {base}, draw {draw:.3g}"
    if number == events.EXERCISE:
        base, other = ("fewer" if side is None else f"{value(side, 'probability'):.2f}" for side in (difference.base, difference.other))
        return f"{base} expected in the base run and {other} in the other; both draw {draw:.3g}"
    return f"probability {base} in the base run and {other} in the other; both draw {draw:.3g}"


def chances(difference: Difference) -> dict[str, float | None]:
    """The same as numbers: the probability in either run and the draw, None where the log has none.

    Of an exercise the probabilities are the numbers expected, of a request those of the partner.
    """
    number = kind(difference.event)
    sides = {"base": difference.base, "other": difference.other}
    logged: dict[str, float | None] = {
        name: None if side is None or number == events.VOTE else value(side, "probability") for name, side in sides.items()
    }
    return logged | {"draw": value(difference.event, "draw") if number in HINGES else None}


def _chance(side: np.ndarray | None, draw: float) -> str:
    """The probability that the log has, or that it was no more than the draw where nothing happened."""
    return f"at most {draw:.3g}" if side is None else f"{value(side, 'probability'):.3g}"


def carries(twin: Twin, one: Carried) -> str:
    """The class that a decision turns, and the shares of the measures that it moves most."""
    parts = [f"{name} {percent} %" for name, percent in percents(twin, one).items()]
    turned = [f"the class: {one.outcome}"] if one.outcome != twin.outcomes[1] else []
    return ", ".join(turned + parts) or "under 1 %"


def beyond(twin: Twin, shown: Sequence[Carried]) -> str:
    """What shares above all and below nothing mean, where there are any; "" otherwise."""
    if all(0 <= percent <= 100 for one in shown for percent in percents(twin, one).values()):
        return ""
    return " Above 100 %: without the decision the measure ends on the far side of the base run. Below 0: further from it."


def percents(twin: Twin, one: Carried) -> dict[str, int]:
    """Shares in percent of the measures that a decision moves most, those that differ by next to nothing left out."""
    told = [(name, round(100 * share)) for name, share in one.shares.items() if name in twin.telling_ends.index]
    return {name: percent for name, percent in told[:PARTS] if percent}


def following(twin: Twin, chain: Chain) -> str:
    """What a chain is of, and how many events it has."""
    base, other = both(chain.difference, twin.other.scenario)
    when = month_after(twin.base.scenario.head.start, chain.difference.month)
    verb = "is" if chain.count == 1 else "are"
    said = f"{plural(chain.count, 'event')} of the other run that {verb} not there otherwise" if chain.count else "nothing that the log has"
    more = f", the {len(chain.events)} most telling" if chain.count > len(chain.events) else ""
    return f"What follows from {when} (base: {base}; other: {other}): {said}{more}"


def opening(twin: Twin) -> list[str]:
    """The classes of both runs, the first decision that differs, and how many do."""
    scenario, (base, other, without) = twin.other.scenario, twin.outcomes
    if twin.is_same:
        return [f"No difference: every decision and every measure of both runs is the same. Both: {base}."]
    said = [f"Base run: {base}. Other run, under the same luck: {other}. With every decision led back as far as it comes up: {without}."]
    if not twin.differences:
        return [*said, "No decision differs: all that differs comes from what was changed alone, by way of sanctions, shares and losses."]
    first = twin.differences[0]
    when = month_after(scenario.head.start, first.month)
    one, two = both(first, scenario)
    said.append(f"First difference, {when}: base: {one}; other: {two}" + (f" ({odds(first)})." if odds(first) else "."))
    if twin.first is not first:
        said.append("No draw leads it back." + (" What follows is told of the first decision that can be led back." if twin.first else ""))
    months = int(np.count_nonzero(twin.counts))
    forced = {0: "none differs", 1: "1 still differs"}.get(twin.left, f"{twin.left} still differ")
    differ = "1 decision differs" if len(twin.differences) == 1 else f"{len(twin.differences)} decisions differ"
    return [*said, f"{differ}, in {months} of {twin.base.months} months; when all are led back {forced}."]
