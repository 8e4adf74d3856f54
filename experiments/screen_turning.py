"""What is printed of turning points."""

from __future__ import annotations

from rich.text import Text

from experiments.chronicle import sentence
from experiments.explaining.turning import Turn, Turning
from experiments.explaining.words import table_of
from experiments.screen import grid, out
from simulation.months import month_after
from simulation.outcome import CLASSES


def print_turning(turning: Turning) -> None:
    """The odds of every class at the months that were looked at, and the turning points with the events that carry them."""
    run = turning.run
    class_ = CLASSES[run.outcome.code[0]]
    title = f"{run.scenario.name}, seed {run.seed}, replicate {run.replicate}: {class_}; odds as they stood at the end of a month"
    table = grid(title, "month", *CLASSES, numbers=CLASSES)
    for date, rows in turning.odds.groupby("date"):
        cells = {row.outcome: f"{row.share:.2f} ({row.low:.2f} to {row.high:.2f})" for row in rows.itertuples()}
        table.add_row(str(date), *(cells[name] for name in CLASSES))
    out.print(table)
    count = len(next(iter(turning.codes.values())))
    out.print(f"Shares of {count} continuations under other luck, the same luck at every month, with 95 % intervals.")
    out.print()
    if not turning.turns:
        out.print("No turning point: over no month do the odds jump beyond chance.")
    for turn in turning.turns:
        out.print(Text(f"{month_after(run.scenario.head.start, turn.month)}: {jump(turn)}", style="bold"))
        for line in carrying(turning, turn):
            out.print(f"  {line}", markup=False)


def jump(turn: Turn) -> str:
    """The class of a turning point and its odds before and after."""
    chance = f"{turn.probability:.2g}" if turn.probability > 1e-4 else "below 0.0001"
    return f"{turn.name} goes from {turn.before.share:.2f} to {turn.after.share:.2f} (by chance alone {chance})"


def carrying(turning: Turning, turn: Turn) -> list[str]:
    """The events that carry a turning point, a line each."""
    name = turn.name
    lines = []
    for one in turn.carriers:
        event = sentence(table_of([one.event], turning.run.scenario).to_dict("records")[0])
        beyond = ", so that without it the odds would have gone the opposite way" if one.share > 1.0 else ""
        lines.append(f"{event}: carries {100 * one.share:.0f} % of it (the other way {name} {one.without.share:.2f}){beyond}")
    return lines or ["none of the events that were tried carries it alone"]
