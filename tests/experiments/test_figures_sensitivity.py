"""Figures of indices and of elementary effects: marks at their places, texts apart, with ugly inputs too."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from experiments.figures.indices import indices
from experiments.figures.screening import LEADING, screening

LONG = "parameters.a_very_$long$_name_that_never_ends_" * 4


def names(count, long=False):
    """Names of factors."""
    return [f"{LONG if long else 'factor_'}{k}" for k in range(count)]


def shares(count, long=False, scale=0.05):
    """A table of indices with intervals."""
    rng = np.random.default_rng(count)
    total = rng.dirichlet(np.full(count, 0.4))
    first = total * rng.random(count)
    wide = scale * rng.random((2, count))
    columns = {
        "first": first, "first_low": first - wide[0], "first_high": first + wide[0],
        "total": total, "total_low": total - wide[1], "total_high": total + wide[1],
    }  # fmt: skip
    return pd.DataFrame(columns, index=names(count, long))


def effects(count, long=False, same=False, size=1.0):
    """A table of elementary effects."""
    rng = np.random.default_rng(count)
    mean, spread = size * (np.full((2, count), 0.5) if same else rng.gamma(0.5, 1.0, (2, count)))
    columns = {"mu": mean, "mu_star": mean, "mu_star_low": 0.8 * mean, "mu_star_high": 1.2 * mean, "sigma": spread}
    return pd.DataFrame(columns, index=names(count, long))


DRAWN = {
    "indices": lambda: indices(shares(6), 0.3, "cohesion, 8000 runs"),
    "indices of one factor": lambda: indices(shares(1)),
    "indices of many factors": lambda: indices(shares(25), 0.0, "about " * 60),
    "indices with long names": lambda: indices(shares(4, long=True, scale=5.0), 1.0),
    "indices that are 0": lambda: indices(0.0 * shares(3), 1.0),
    "screening": lambda: screening(effects(12), "share of runs", "cohesion, 8000 runs"),
    "screening of one factor": lambda: screening(effects(1)),
    "screening of many factors": lambda: screening(effects(25), LONG, "about " * 60),
    "screening with long names": lambda: screening(effects(8, long=True)),
    "screening of equal factors": lambda: screening(effects(25, same=True)),
    "screening of nothing": lambda: screening(effects(5, size=0.0)),
    "screening of tiny effects": lambda: screening(effects(7, size=1e-12)),
    "screening without spread": lambda: screening(effects(7).assign(sigma=0.0)),
}


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_texts_are_whole_and_apart(draw):
    figure = draw()
    figure.canvas.draw()
    boxes = [(text.get_text(), text.get_window_extent()) for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    assert len(boxes) > 5
    for text, box in boxes:
        assert -1 <= box.x0 <= box.x1 <= figure.bbox.width + 1, text
        assert -1 <= box.y0 <= box.y1 <= figure.bbox.height + 1, text
    for (first, a), (second, b) in combinations(boxes, 2):
        wide, deep = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 2 or deep <= 0.3 * min(a.height, b.height), f"{first!r} on {second!r}"


def marks(figure, label):
    """Places of the marks of a name."""
    return next(found for found in figure.axes[0].collections if found.get_label() == label).get_offsets()


def spans(figure, label):
    """Both ends of the lines of a name."""
    lines = next(found for found in figure.axes[0].collections if found.get_label() == label).get_segments()
    return np.array([line[:, 0] for line in lines])


@pytest.mark.parametrize("count", [1, 6, 25])
def test_indices_stand_at_their_places(count):
    table = shares(count)
    figure = indices(table, 0.3)
    ordered = table.sort_values("total", ascending=False)
    for order in ("first", "total"):
        np.testing.assert_array_equal(marks(figure, order)[:, 0], ordered[order])
        np.testing.assert_array_equal(spans(figure, f"{order} intervals"), ordered[[f"{order}_low", f"{order}_high"]])
        assert np.all(np.round(marks(figure, order)[:, 1]) == np.arange(count))
    written = [text.get_text() for text in figure.axes[0].texts]
    assert written[: count + 1] == [*ordered.index, "luck, in one run"]
    assert figure.axes[0].patches[0].get_width() == 0.3
    left, right = figure.axes[0].get_xlim()
    assert left < ordered[["first_low", "total_low"]].min(axis=None) < ordered[["first_high", "total_high"]].max(axis=None) < right


def test_no_row_for_luck_where_none_is_given():
    figure = indices(shares(3))
    assert not figure.axes[0].patches
    assert "luck, in one run" not in [text.get_text() for text in figure.axes[0].texts]


@pytest.mark.parametrize("count", [1, 12, 25])
def test_effects_stand_at_their_places(count):
    table = effects(count)
    figure = screening(table)
    ordered = table.sort_values("mu_star")
    np.testing.assert_array_equal(marks(figure, "factors"), ordered[["mu_star", "sigma"]])
    np.testing.assert_array_equal(spans(figure, "intervals"), ordered[["mu_star_low", "mu_star_high"]])
    written = {text.get_text() for text in figure.axes[0].texts}
    assert written <= set(ordered.index[-LEADING:])
    assert ordered.index[-1] in written
    assert len(written) >= 0.7 * min(count, LEADING)


def test_nothing_is_named_where_nothing_matters():
    assert not screening(effects(5, size=0.0)).axes[0].texts


def test_tables_stay_as_they_were():
    given, other = shares(5), effects(5)
    copies = given.copy(), other.copy()
    indices(given, 0.2)
    screening(other)
    pd.testing.assert_frame_equal(given, copies[0])
    pd.testing.assert_frame_equal(other, copies[1])
