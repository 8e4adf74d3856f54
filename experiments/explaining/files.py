"""Files of explanations, chronicles, twins and turning points: as data, as a page, as a figure."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from experiments.explaining.explanation import Explanation
from experiments.explaining.page import markdown
from experiments.explaining.plain import plain
from experiments.explaining.plain_twins import turning_plain, twin_plain
from experiments.explaining.turning import Turning
from experiments.explaining.twin import Twin
from experiments.files import write, write_csv, write_json


def save(explanation: Explanation, folder: Path) -> list[Path]:
    """Write ``explanation.json``, ``explanation.md`` and, where there are terms, ``decision.png``; the paths.

    Raises OSError where a file cannot be written.
    """
    files = [
        write_json(folder / "explanation.json", plain(explanation)),
        write(folder / "explanation.md", lambda path: path.write_text(markdown(explanation), encoding="utf-8")),
    ]
    if explanation.stages:
        from experiments.figures.decision import decision

        files.append(write(folder / "decision.png", decision(explanation).savefig))
    return files


def save_chronicle(table: pd.DataFrame, folder: Path) -> Path:
    """Write ``chronicle.csv``."""
    return write_csv(folder / "chronicle.csv", table)


def save_turning(turning: Turning, folder: Path) -> list[Path]:
    """Write ``turning.json`` and ``turning.png``."""
    from experiments.figures.turning import draw

    return [write_json(folder / "turning.json", turning_plain(turning)), write(folder / "turning.png", draw(turning).savefig)]


def save_twin(twin: Twin, name: str, folder: Path) -> list[Path]:
    """Write ``twin.json`` and ``twin.png``; ``name`` says in the figure what the other run is."""
    from experiments.figures.twin import draw

    return [write_json(folder / "twin.json", twin_plain(twin)), write(folder / "twin.png", draw(twin, name).savefig)]
