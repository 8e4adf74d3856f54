"""Phase diagrams draw without a warning for any cells, show what the cells hold, and keep their texts apart."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from experiments.analysis.phase import UNDECIDED, boundary, dominant, shares_over
from experiments.figures.classes import SHADES, pale
from experiments.figures.factor_axis import FactorAxis
from experiments.figures.phase import phase
from simulation.faults import BlocformError
from simulation.outcome import CLASSES

NAMES = np.array(["none", "a policy of a name that goes on and on", "with $one$ signpost", "adaptive", "full", "late"])


def _runs(across: int, up: int, missing: int = 0) -> pd.DataFrame:
    """Runs over a grid, more of which cohere to the right and fracture to the left, without some cells."""
    rng = np.random.default_rng(1)
    place = np.repeat(np.arange(across * up), 20)
    place = place[~np.isin(place, rng.choice(across * up, missing, replace=False))]
    x, y = place % across, place // across
    pull = 6 * (x / max(across - 1, 1) - 0.5)
    likely = np.stack([pull, y / up - 0.3, -pull, np.full(len(x), -3.0)], axis=1)
    outcome = np.array(CLASSES)[np.argmax(likely + rng.gumbel(size=likely.shape), axis=1)]
    names = {"who": NAMES[y % len(NAMES)], "what": NAMES[x % len(NAMES)]}
    return pd.DataFrame({"dose": x / 10, "rate": 10.0 ** (3 * y / max(up - 1, 1) - 2), **names, "outcome": outcome})


CELLS = {
    "grid": lambda: shares_over(_runs(9, 6), "dose", "rate"),
    "two by two": lambda: shares_over(_runs(2, 2), "dose", "rate"),
    "one cell": lambda: shares_over(_runs(1, 1), "dose", "rate"),
    "large": lambda: shares_over(_runs(25, 25), "dose", "rate"),
    "missing": lambda: shares_over(_runs(9, 6, missing=12), "dose", "rate"),
    "categories": lambda: shares_over(_runs(6, 6), "what", "who"),
    "numbers up": lambda: shares_over(_runs(6, 6), "what", "rate"),
    "one factor": lambda: shares_over(_runs(9, 6), "dose"),
    "one category": lambda: shares_over(_runs(6, 6), "what"),
    "one cell of one factor": lambda: shares_over(_runs(1, 1), "dose"),
}
each = pytest.mark.parametrize("name", CELLS)
two = pytest.mark.parametrize("name", [name for name in CELLS if not name.startswith("one ") or name == "one cell"])


@cache
def _drawn(name: str, classes: tuple[str, ...] = ("coheres", "fractures")) -> Figure:
    cells = CELLS[name]()
    hatched = np.arange(len(cells)) // 4 % 3 == 0
    names = {"dose": "dose of something with a very long name " * 4}
    drawn = phase(cells, classes, hatched=hatched, reason="an exit " * 50, log=["rate"], names=names, about="about " * 80)
    drawn.draw_without_rendering()
    return drawn


def _panel(drawn: Figure, title: str) -> Axes:
    return next(axes for axes in drawn.axes if axes.get_title(loc="left") == title)


def _artist(axes: Axes, label: str):
    return next(artist for artist in axes.get_children() if artist.get_label() == label)


def _cell(cells: pd.DataFrame, column: str) -> np.ndarray:
    x, y = cells.columns[:2]
    return cells.pivot(index=y, columns=x, values=column).to_numpy()


@each
@pytest.mark.parametrize("classes", [("coheres", "fractures"), ("absorbed",), CLASSES])
def test_texts_are_whole_and_apart(name: str, classes: tuple[str, ...]) -> None:
    drawn = _drawn(name, classes)
    texts = [text for text in drawn.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    for text, box in boxes:
        assert min(box.x0, box.y0, drawn.bbox.width - box.x1, drawn.bbox.height - box.y1) >= -1, text
    for (first, a), (second, b) in combinations(boxes, 2):
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert min(wide, high) <= 2, f"{first!r} on {second!r}"


@two
def test_colours_are_the_shares(name: str) -> None:
    cells = CELLS[name]()
    for of in ("coheres", "fractures"):
        drawn = _artist(_panel(_drawn(name), f"P({of})"), "share").get_array()
        np.testing.assert_array_equal(np.ma.filled(drawn, np.nan), _cell(cells[cells["class"] == of], "share"))


@two
def test_the_prevailing_class_is_pale_where_undecided(name: str) -> None:
    found = dominant(CELLS[name]())
    expected = [pale(SHADES[one["class"]]) if one["verdict"] == UNDECIDED else SHADES[one["class"]] for _, one in found.iterrows()]
    mesh = _artist(_panel(_drawn(name), "prevailing class"), "prevailing")
    shown = [to_hex(colour).upper() for colour in mesh.cmap(mesh.norm(mesh.get_array().T.compressed()))]
    assert shown == [colour.upper() for colour in expected]
    if name in ("grid", "large"):
        assert 0 < sum(found["verdict"] == UNDECIDED) < len(found), "the test sees both"


def test_the_boundary_runs_between_cells_of_different_classes() -> None:
    cells = CELLS["grid"]()
    names = _cell(dominant(cells), "class")
    turns = (names[:, 1:] != names[:, :-1]).sum() + (names[1:] != names[:-1]).sum()
    assert len(_artist(_panel(_drawn("grid"), "prevailing class"), "boundary").get_segments()) == turns > 0


def test_bars_are_the_intervals_of_the_crossings() -> None:
    found = boundary(CELLS["grid"](), "coheres").dropna(subset=["low", "high"], how="all")
    bars = _artist(_panel(_drawn("grid"), "P(coheres)"), "crossings").get_segments()
    assert len(bars) == len(found) > 3
    for bar, one in zip(bars, found.itertuples(), strict=True):
        assert bar[:, 1] == pytest.approx(np.log10(one.rate))
        ends = (-0.05 if np.isnan(one.low) else one.low, 0.85 if np.isnan(one.high) else one.high)
        assert bar[:, 0] == pytest.approx(ends)


@two
def test_cells_that_are_hatched_and_missing_are_marked(name: str) -> None:
    cells = CELLS[name]()
    for axes in (axes for axes in _drawn(name).axes if axes.get_label() != "scale"):
        assert len(_artist(axes, "hatched").get_paths()) == sum(np.arange(len(cells) // 4) % 3 == 0)
        absent = cells.iloc[:, 0].nunique() * cells.iloc[:, 1].nunique() - len(cells) // 4
        assert len(_artist(axes, "missing").get_offsets()) == absent == (12 if name == "missing" else 0)


@pytest.mark.parametrize("name", ["one factor", "one category", "one cell of one factor"])
def test_lines_are_the_shares(name: str) -> None:
    cells, axes = CELLS[name](), _drawn(name).axes[0]
    for of in ("coheres", "fractures"):
        line = next(line for line in axes.lines if line.get_label() == of)
        assert list(line.get_ydata()) == cells[cells["class"] == of]["share"].tolist()
    assert len(axes.patches) == len([k for k in range(len(cells) // 4) if k % 3 == 0]), "hatched"


def test_hatched_may_be_a_column_and_the_cells_stay_as_they_were() -> None:
    cells = CELLS["grid"]().assign(barred=lambda table: table["dose"] > 0.35)
    before = cells.copy()
    drawn = phase(cells, hatched="barred", reason="an exit alone decides")
    pd.testing.assert_frame_equal(cells, before)
    assert len(_artist(drawn.axes[0], "hatched").get_paths()) == 5 * 6
    assert any("an exit alone decides" in text.get_text() for text in drawn.texts)
    assert not any("Hatched" in text.get_text() for text in phase(cells).texts)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"classes": []}, "of classes"),
        ({"classes": ["cohere"]}, "allowed: one or more of coheres"),
        ({"hatched": "barred"}, "barred"),
        ({"hatched": np.ones(3, bool)}, "truth values, one a row"),
        ({"hatched": np.ones(216)}, "truth values, one a row"),
        ({"log": ["dose"]}, "allowed: above 0"),
    ],
)
def test_what_is_refused(arguments: dict, message: str) -> None:
    with pytest.raises(BlocformError, match=message):
        phase(CELLS["grid"](), **arguments)


class TestFactorAxis:
    """Where the levels of a factor stand."""

    def test_cells_meet_halfway(self) -> None:
        axis = FactorAxis.of(pd.Series([4.0, 1.0, 2.0, 1.0]), "x")
        assert axis.levels == (1.0, 2.0, 4.0)
        assert axis.edges.tolist() == [0.5, 1.5, 3.0, 5.0]
        assert [text for _, text in axis.marks] == ["1", "2", "4"]

    def test_on_a_logarithmic_scale_halfway_is_the_geometric_mean(self) -> None:
        axis = FactorAxis.of(pd.Series([1.0, 100.0]), "x", is_log=True)
        assert axis.edges.tolist() == [-1.0, 1.0, 3.0]
        assert axis.at([10.0]).tolist() == [1.0]

    @pytest.mark.parametrize(("low", "high", "is_log"), [(0.0, 1.0, False), (0.013, 0.017, True), (1e-6, 1e6, True), (-3e5, 7.0, False)])
    def test_ticks_are_round_within_the_range_and_apart(self, low: float, high: float, is_log: bool) -> None:
        values = np.geomspace(low, high, 20) if is_log else np.linspace(low, high, 20)
        axis = FactorAxis.of(pd.Series(values), "x", is_log)
        shown = axis.shown(180.0, is_upright=False)
        assert len(shown) >= 2
        assert all(axis.edges[0] <= place <= axis.edges[-1] for place, _ in shown)
        assert all(float(text.replace("\u2212", "-")) == pytest.approx(10**place if is_log else place) for place, text in shown)
