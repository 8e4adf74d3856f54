"""The figure of early-warning signs shows what the signs are worth, and says so where they are worth nothing."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from experiments.analysis.roc import warning
from experiments.analysis.tipping import Signs
from experiments.figures.tipping import BINS, tipping


def _taus(count: int, middle: float, seed: int) -> Signs:
    """Signs whose trend is spread around a middle, the last of them unknown."""
    taus = np.clip(np.random.default_rng(seed).normal(middle, 0.3, (2, count)), -1, 1)
    return Signs(*np.concatenate([taus, [[np.nan], [np.nan]]], axis=1))


CASES = {
    "warns": (_taus(60, 0.5, 1), _taus(200, 0.0, 2), "It rises more before fractures."),
    "chance": (_taus(60, 0.0, 1), _taus(200, 0.0, 2), "No warning: not told from chance."),
    "falls": (_taus(60, -0.5, 1), _taus(200, 0.0, 2), "No warning: it rises less."),
    "one run": (_taus(1, 1.0, 1), _taus(1, -1.0, 2), "No warning: not told from chance."),
    "no run": (_taus(0, 0.0, 1), _taus(9, 0.0, 2), "Too few runs to tell."),
    "all the same": (Signs(*np.ones((2, 5))), Signs(*np.ones((2, 7))), "No warning: not told from chance."),
}
each = pytest.mark.parametrize("name", CASES)


@cache
def _drawn(name: str) -> Figure:
    before, without, _ = CASES[name]
    drawn = tipping(before, without, "about " * 80)
    drawn.draw_without_rendering()
    return drawn


@each
def test_it_says_what_a_sign_is_worth(name: str) -> None:
    said = [[text.get_text() for text in axes.texts] for axes in _drawn(name).axes[1::2]]
    assert [lines[0] for lines in said] == [CASES[name][2]] * 2


@each
def test_bars_are_shares_of_the_runs(name: str) -> None:
    for axes, sign in zip(_drawn(name).axes[::2], Signs._fields, strict=True):
        for values, direction, bars in zip(CASES[name][:2], (1, -1), axes.containers, strict=True):
            taus = getattr(values, sign)
            expected = np.histogram(taus[~np.isnan(taus)], BINS)[0] / max(np.sum(~np.isnan(taus)), 1)
            assert [direction * bar.get_height() for bar in bars] == pytest.approx(expected)


@pytest.mark.parametrize("name", ["warns", "chance", "falls", "all the same"])
def test_the_curve_and_its_half(name: str) -> None:
    before, without, _ = CASES[name]
    for axes, sign in zip(_drawn(name).axes[1::2], Signs._fields, strict=True):
        found = warning(getattr(before, sign), getattr(without, sign))
        lines = {line.get_label(): line.get_xydata() for line in axes.lines}
        assert lines["hits"][:, 1].tolist() == found.hit.tolist()
        assert lines["half"][0].tolist() == [found.false_alarm[found.half], found.hit[found.half]]
        assert lines["interval of false alarms"][:, 0].tolist() == [found.false_alarm_low[found.half], found.false_alarm_high[found.half]]
        assert any(f"{found.auc:.2f} ({found.auc_low:.2f} to {found.auc_high:.2f})" in text.get_text() for text in axes.texts)


@each
def test_texts_are_whole_and_apart(name: str) -> None:
    drawn = _drawn(name)
    texts = [text for text in drawn.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    for text, box in boxes:
        assert min(box.x0, box.y0, drawn.bbox.width - box.x1, drawn.bbox.height - box.y1) >= -1, text
    for (first, a), (second, b) in combinations(boxes, 2):
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert min(wide, high) <= 2, f"{first!r} on {second!r}"
