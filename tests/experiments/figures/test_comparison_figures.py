"""Figures of comparisons: what they show is what the tables hold, texts are whole and apart, with few policies and with many."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.text import Text

from experiments.analysis.survival import curve
from experiments.figures.differences import GREY, TOLD, differences
from experiments.figures.regret import regret
from experiments.figures.survival_panels import survival_panels
from experiments.figures.trade_offs import trade_offs

TITLES = {"a": "share of runs that cohere", "b": "cost to the coalition", "c": "cohesion of the core", "d": "loss " * 30}
VERDICTS = ("more", "within noise", "equal", "less")


def names(count):
    return [f"policy-{'long-' * (k % 12)}{k}" for k in range(count)]


def table(count):
    rng = np.random.default_rng(count)
    rows = []
    for scale, output in zip((1.0, 1e-4, 0.0, 30.0), TITLES, strict=True):
        for k, name in enumerate(names(count)):
            middle, half = scale * rng.normal(), scale * abs(rng.normal())
            rows.append(
                {
                    "output": output, "policy": name, "difference": middle, "low": middle - half, "high": middle + half,
                    "verdict": VERDICTS[k % 4], "holm": np.nan if k % 4 == 2 else 0.01 if k % 3 else 0.3,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def traded(count):
    rng = np.random.default_rng(count)
    made = pd.DataFrame({"policy": names(count), "dominated_share": np.linspace(0, 1, count)})
    for column in ("up", "along", "shade"):
        made[column] = np.round(rng.random(count), 1)
        made[f"{column}_low"], made[f"{column}_high"] = made[column] - 0.1, made[column] + 0.1
    return made


def curves(count):
    rng = np.random.default_rng(count)
    return {name: curve(np.where(rng.random(30) < 0.3, rng.integers(1, 24, 30), -1), 24) for name in ["first", *names(count)]}


def regrets(count, futures=10):
    values = np.random.default_rng(count).random((count, futures))
    return pd.DataFrame(values - values.min(axis=0), index=names(count), columns=[f"a-long-future-{k}" for k in range(futures)])


DRAWN = {
    "differences": lambda count: differences(table(count), TITLES, "about " * 60),
    "trade_offs": lambda count: trade_offs(traded(count), {"up": "cohesion", "along": "cost", "shade": "polarisation"}, "about"),
    "survival": lambda count: survival_panels(curves(count), "about"),
    "regret": lambda count: regret(regrets(count), "about"),
}


@pytest.mark.parametrize("count", [1, 2, 15])
@pytest.mark.parametrize("name", DRAWN)
def test_texts_are_whole_and_apart(name, count):
    drawn = DRAWN[name](count)
    drawn.draw_without_rendering()
    texts = [text for text in drawn.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    for text, box in boxes:
        assert min(box.x0, box.y0, drawn.bbox.width - box.x1, drawn.bbox.height - box.y1) >= -1, text
    for (first, a), (second, b) in combinations(boxes, 2):
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert min(wide, high) <= 2, f"{first!r} on {second!r}"


def test_a_difference_within_noise_is_grey_and_one_that_is_not_told_among_many_is_open():
    made = table(8)
    axes = differences(made, TITLES).axes[0]
    dots = next(artist for artist in axes.collections if artist.get_label() == "differences")
    rows = made[made["output"] == "a"]
    assert dots.get_offsets()[:, 0].tolist() == rows["difference"].tolist()
    for face, edge, (_, row) in zip(dots.get_facecolors(), dots.get_edgecolors(), rows.iterrows(), strict=True):
        told = row["verdict"] in ("more", "less")
        assert _hex(edge) == (TOLD if told else GREY).lower()
        assert (_hex(face) == "#ffffff") == (told and row["holm"] >= 0.05)
    lines = next(artist for artist in axes.collections if isinstance(artist, LineCollection) and artist.get_label() == "intervals")
    assert [(a[0], b[0]) for a, b in lines.get_segments()] == list(zip(rows["low"], rows["high"], strict=True))


def test_zero_is_in_every_panel():
    for axes in differences(table(3), TITLES).axes:
        low, high = axes.get_xlim()
        assert low < 0 < high


def test_the_least_of_the_largest_regrets_is_bold():
    given = regrets(5)
    drawn = regret(given)
    drawn.draw_without_rendering()
    bold = [text.get_text() for text in drawn.axes[0].texts if text.get_fontweight() == "bold"]
    assert bold == [f"{given.max(axis=1).min():.2f}"]
    shown = sorted(text.get_text() for text in drawn.axes[0].texts if text.get_ha() == "center" and "." in text.get_text())
    assert shown == sorted(f"{value:.2f}" for value in given.to_numpy().ravel())


def test_regret_of_nobody_is_white():
    drawn = regret(pd.DataFrame(np.zeros((2, 1)), index=["a", "b"], columns=["only"]))
    assert drawn.axes[0].images[0].get_array().max() == 0


def test_policies_that_are_beaten_are_rings():
    made = traded(6)
    dots = next(
        artist
        for artist in trade_offs(made, {"up": "u", "along": "a", "shade": "s"}).axes[0].collections
        if artist.get_label() == "policies"
    )
    assert dots.get_offsets().tolist() == made[["along", "up"]].to_numpy().tolist()
    rings = [_hex(face) == "#ffffff" for face in dots.get_facecolors()]
    assert rings == (made["dominated_share"] >= 0.95).tolist()


def test_each_panel_has_the_first_curve_behind_its_own():
    given = curves(3)
    drawn = survival_panels(given)
    assert [axes.get_title(loc="left") for axes in drawn.axes] == names(3)
    for name, axes in zip(names(3), drawn.axes, strict=True):
        behind, own = axes.lines
        assert (behind.get_label(), own.get_label()) == ("first", name)
        assert np.asarray(own.get_ydata())[-1] == given[name].survival[-1]


def _hex(colour):
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour[:3])
