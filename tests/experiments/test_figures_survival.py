"""The figure of survival with several groups: every curve, its colour, its label and its runs at risk."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from texts import check_texts, said

from experiments.analysis.survival import curve, curves
from experiments.figures.survival import GROUPS, survival
from simulation.faults import BlocformError


def groups(count, name="policy {}", months=72, runs=60):
    """Curves of groups that fracture at rates that hardly differ."""
    rng = np.random.default_rng(count)
    label = np.repeat([name.format(k) for k in range(count)], runs)
    month = rng.geometric(0.01 + 0.0004 * np.repeat(np.arange(count), runs))
    return curves(np.where(month <= months, month, -1), label, months)


def lines(drawn):
    """The curves of a figure by their artists' names."""
    return {line.get_label(): line for line in drawn.axes[0].lines}


@pytest.mark.parametrize("count", [1, 2, 5, 8])
@pytest.mark.parametrize("name", ["policy {}", "{} is a policy whose name goes on and on until nobody can read it any more", "{}"])
def test_several_curves(count, name):
    given = groups(count, name)
    drawn = survival(given, "an invented world")
    check_texts(drawn)
    found = lines(drawn)
    assert list(found) == [f"survival {label}" for label in given]
    assert len({to_hex(line.get_color()) for line in found.values()}) == count
    for label, one in given.items():
        np.testing.assert_array_equal(found[f"survival {label}"].get_ydata(), one.survival)
        band = next(area for area in drawn.axes[0].collections if area.get_label() == f"band {label}").get_paths()[0].vertices[:, 1]
        assert (band.min(), band.max()) == pytest.approx((one.low.min(), one.high.max()))
    texts = said(drawn)
    for one in given.values():
        end = f"{one.survival[-1]:.2f} ({one.low[-1]:.2f} to {one.high[-1]:.2f})"
        assert any(text.endswith(end) for text in texts), "a label keeps its numbers whatever its name"
    assert texts.count("60") >= count


def test_runs_at_risk_stand_below_each_other():
    """Groups of other sizes and lengths: after its end nobody is at risk."""
    drawn = survival({"short": curve(np.array([2, -1, -1]), 4), "long": curve(np.array([7, 9, -1, -1]), 12)})
    rows = {}
    for text in drawn.texts:
        rows.setdefault(round(text.get_position()[1], 6), []).append(text.get_text())
    assert ["short", "3", "3", "2", "0", "0", "0", "0"] in rows.values()
    assert ["long", "4", "4", "4", "4", "3", "2", "2"] in rows.values()
    check_texts(drawn)


def test_all_end_alike():
    drawn = survival({f"policy {k}": curve(np.array([-1, -1]), 10) for k in range(8)})
    check_texts(drawn)
    assert sum(text.endswith("1.00 (0.34 to 1.00)") for text in said(drawn)) == 8


def test_one_curve_without_a_name_looks_as_ever():
    given = curve(np.array([3, -1]), 12)
    plain = said(survival(given))
    assert plain == said(survival({"": given}))
    assert "at risk" in plain


@pytest.mark.parametrize("count", [0, 9])
def test_too_many_or_none(count):
    with pytest.raises(BlocformError, match=f"given {count} curves, allowed: 1 to {len(GROUPS)}"):
        survival({str(k): curve(np.array([1]), 2) for k in range(count)})
