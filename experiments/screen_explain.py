"""What is printed of a run that is told, and of an event that is taken apart."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from rich.text import Text

from experiments.chronicle import chronicle, sentence
from experiments.explaining.explanation import Explanation
from experiments.explaining.sections import sections
from experiments.screen import grid, out
from experiments.screen_outcome import print_class
from simulation.trajectory import Trajectory


def print_chronicle(trajectory: Trajectory, table: pd.DataFrame) -> None:
    """Outcome of the run and the events of the table, each with its id."""
    print_class(trajectory)
    events = grid(f"{len(table)} of {len(trajectory.events)} events; explain --event ID takes one apart", "id", "what happened")
    for event, line in zip(table["id"], chronicle(trajectory, table), strict=True):
        events.add_row(Text(event, style="dim"), Text(line))
    out.print(events)


def plain_events(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Events as plain data, each with its sentence."""
    rows = json.loads(table.to_json(orient="records", double_precision=15))
    return [row | {"sentence": sentence(row)} for row in rows]


def print_explanation(explanation: Explanation) -> None:
    """Every step of a decision with its terms, and what would have changed it."""
    out.print(Text(f"{explanation.date}: {explanation.sentence}", style="bold"))
    for section in sections(explanation):
        out.print()
        if section.rows:
            numbers = [name for name in section.columns if name in ("value", "weight", "share", "is", "would have to be", "of its range")]
            table = grid(section.title, *section.columns, numbers=numbers)
            for row in section.rows:
                table.add_row(*map(Text, row))
            out.print(table)
        else:
            out.print(Text(section.title, style="bold"))
        for line in section.text:
            out.print(Text(line))
