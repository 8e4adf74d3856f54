"""Regret of every policy in every future, as a table of shades with its numbers."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from experiments.figures.style import COLOURS, FAINT, INK, SMALL, WIDTH, page
from experiments.figures.text import fitted, width, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SEVERAL = 24
"""Futures whose names and numbers a table has room for."""
LEFT, RIGHT, HEAD, FOOT, ROW = (1.0, 2.4), 0.85, 0.7, 0.4, 0.26
"""Room for names, beside, above and below the table, and height of a row, in inches."""
MOST = 0.8
"""How dark the largest regret is, so that numbers can be read on it."""
SHADES = LinearSegmentedColormap.from_list("regret", ["white", COLOURS["hub"]])
NOTE = "White: the best policy of the future, or one as good. On the right: the largest regret of the row; the least of them is bold."


def regret(table: pd.DataFrame, about: str = "") -> Figure:
    """Regret, a row a policy and a column a future, darker the larger it is, with the largest of each row beside it.

    Parameters
    ----------
    table : numbers from 0, by policy (index) and future (columns); not empty.
    about : a line below the title that says which goal.
    """
    values = table.to_numpy(float)
    rows, columns = values.shape
    left = min(max(max(width(str(name), SMALL) for name in table.index) / 72 + 0.3, LEFT[0]), LEFT[1])
    wide = WIDTH - left - RIGHT
    slot = 72 * wide / columns
    heads = [wrapped(str(name).replace("-", " "), SMALL, slot - 4, 3) if columns <= SEVERAL else [] for name in table.columns]
    head = HEAD + 0.15 * max(len(lines) for lines in heads)
    height = head + ROW * rows + FOOT
    figure = page(height, "How far every policy stays behind the best one of each future", about, NOTE)
    axes = figure.add_axes((left / WIDTH, FOOT / height, wide / WIDTH, ROW * rows / height))
    axes.imshow(values / max(values.max(), 1e-12) * MOST, cmap=SHADES, vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_color(FAINT)
    axes.vlines(np.arange(columns - 1) + 0.5, -0.5, rows - 0.5, colors="white", lw=1.2)
    axes.hlines(np.arange(rows - 1) + 0.5, -0.5, columns - 0.5, colors="white", lw=1.2)
    largest = values.max(axis=1)
    digits = max(1 - floor(log10(largest.max())), 0) if largest.max() > 0 else 0
    for (row, column), value in np.ndenumerate(values if columns <= SEVERAL else values[:, :0]):
        axes.text(
            column, row, fitted(f"{value:.{digits}f}", SMALL, slot), ha="center", va="center_baseline", fontsize=SMALL, color=INK
        )  # fmt: skip
    for row, name in enumerate(table.index):
        axes.text(
            -0.5 - 6 / slot, row, fitted(str(name), SMALL, 72 * left - 14), ha="right", va="center_baseline", fontsize=SMALL, color=INK,
            parse_math=False,
        )  # fmt: skip
        axes.text(
            columns - 0.5 + 8 / slot, row, f"{largest[row]:.{digits}f}", va="center_baseline", fontsize=SMALL, color=INK,
            fontweight="bold" if largest[row] == largest.min() else "normal",
        )  # fmt: skip
    for column, lines in enumerate(heads):
        axes.text(column, -0.62, "\n".join(lines), ha="center", va="bottom", fontsize=SMALL, color=INK, parse_math=False)
    axes.text(columns - 0.5 + 8 / slot, -0.62, "largest", va="bottom", fontsize=SMALL, color=FAINT)
    return figure
