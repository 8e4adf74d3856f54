"""How often runs end in which outcome, under one setting and under others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from matplotlib.collections import LineCollection

from experiments.figures.style import COLOURS, FAINT, INK, SMALL, TEXT, WIDTH, ink, page
from experiments.figures.text import fitted, number, width
from simulation.outcome import CLASSES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from experiments.outcomes import Share

LEFT, GAP = (1.2, 2.9), 0.28
"""Least and most room for the labels of rows, and room between panels, in inches."""
ROW, HEAD, FOOT = 0.21, 0.98, 0.72
"""Height of a row, and room above and below the rows, in inches."""
BOLD = 1.12
"""How much wider bold type is."""
BASE, OTHER = COLOURS["coalition"], FAINT
"""Colours of the first row and of the others."""
NOTE = "Dots: shares of runs; lines: 95 % intervals (Wilson 1927). Shaded: interval of the first row. Figures: runs in the class of all."


def outcome_shares(rows: Sequence[tuple[str, Mapping[str, Share]]], about: str = "") -> Figure:
    """Shares of the outcomes with their 95 % intervals, 0 to 1: a row a setting, the first one emphasised, a panel a class.

    Parameters
    ----------
    rows : label of each setting, and its shares by the names of ``simulation.outcome.CLASSES``; not empty.
    about : a line below the title that says which scenario and how many runs.
    """
    height = HEAD + ROW * len(rows) + FOOT
    figure = page(height, "How runs end", about, NOTE)
    wanted = max(width(label, BOLD * SMALL if k == 0 else SMALL) for k, (label, _) in enumerate(rows))
    left = min(max((wanted + 24) / 72, LEFT[0]), LEFT[1])
    counts = max(width(_count(share), BOLD * SMALL) for _, shares in rows for share in shares.values()) / 72 + 0.1
    slot = (WIDTH - left - 0.15) / len(CLASSES)
    for k, name in enumerate(CLASSES):
        box = (left + k * slot, FOOT, slot - counts - GAP, ROW * len(rows))
        axes = figure.add_axes((box[0] / WIDTH, box[1] / height, box[2] / WIDTH, box[3] / height))
        _panel(axes, name, [shares[name] for _, shares in rows], 72 * box[2], 72 * counts)
        if k == 0:
            _labels(axes, [label for label, _ in rows], 72 * box[2], 72 * left - 22)
    return figure


def _panel(axes: Axes, name: str, shares: Sequence[Share], wide: float, room: float) -> None:
    """The panel of a class, ``wide`` points wide: dots, intervals and counts in ``room`` points beside it, the first row on top."""
    last, base = len(shares) - 0.5, shares[0]
    axes.set(xlim=(-0.03, 1.03), ylim=(last, -0.5), yticks=[], xticks=[0, 0.5, 1])
    axes.set_xticklabels(["0", "0.5", "1"], fontsize=SMALL, color=INK)
    axes.tick_params(length=3, color=FAINT, pad=2)
    axes.set_xlabel("share of runs", fontsize=SMALL, color=INK, labelpad=2)
    axes.set_title(name, fontsize=TEXT, color=INK, loc="left", fontweight="bold", pad=6)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.axvspan(base.low, base.high, color=BASE, alpha=0.13, lw=0, zorder=0.2, label="base")
    grid = [((x, -0.5), (x, last)) for x in (0, 0.25, 0.5, 0.75, 1)]
    axes.add_collection(LineCollection(grid, colors="#E4E4E4", linewidths=0.6, zorder=0.3), autolim=False)
    colours = [BASE if k == 0 else OTHER for k in range(len(shares))]
    lines = [((share.low, k), (share.high, k)) for k, share in enumerate(shares)]
    widths = [2.6 if k == 0 else 1.3 for k in range(len(shares))]
    axes.add_collection(LineCollection(lines, colors=colours, linewidths=widths, zorder=4, label="intervals"), autolim=False)
    ends = [((x, k - 0.22), (x, k + 0.22)) for k, share in enumerate(shares) for x in (share.low, share.high)]
    axes.add_collection(LineCollection(ends, colors=[c for c in colours for _ in "ab"], linewidths=0.9, zorder=4), autolim=False)
    faces = [colour if share.count else "white" for colour, share in zip(colours, shares, strict=True)]
    sizes = [(20 if k == 0 else 12) * (1.0 if share.count else 0.6) for k, share in enumerate(shares)]
    axes.scatter(
        [share.share for share in shares], range(len(shares)), s=sizes, c=faces, edgecolors=colours, linewidths=1.0, zorder=3,
        clip_on=False, label="shares",
    )  # fmt: skip
    across = axes.get_yaxis_transform()
    for k, share in enumerate(shares):
        axes.text(
            1 + room / wide, k, _count(share), transform=across, ha="right", va="center_baseline", fontsize=SMALL,
            color=ink(BASE) if k == 0 else INK, fontweight="bold" if k == 0 else "normal",
        )  # fmt: skip
        if not share.count:
            axes.text(
                share.high + 8 / wide, k, f"up to {number(share.high, 2)}", va="center_baseline", fontsize=SMALL, color=FAINT,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            )  # fmt: skip
    if len(shares) > 1:
        axes.axhline(0.5, color="#BBBBBB", lw=0.8)


def _count(share: Share) -> str:
    """How many runs of all."""
    return f"{share.count}/{share.runs}"


def _labels(axes: Axes, labels: Sequence[str], wide: float, room: float) -> None:
    """Labels of the rows left of the first panel, ``wide`` points wide itself."""
    for k, label in enumerate(labels):
        bold = k == 0
        said = fitted(label, BOLD * SMALL if bold else SMALL, room)
        axes.text(
            -10 / wide, k, said, transform=axes.get_yaxis_transform(), ha="right", va="center_baseline", fontsize=SMALL,
            color=ink(BASE) if bold else INK, fontweight="bold" if bold else "normal", parse_math=False,
        )  # fmt: skip
