"""Patient rule induction: peeling by hand, ties, categories, invariance, and planted boxes."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.analysis.box import measured
from experiments.analysis.covering import cover
from experiments.analysis.limit import Among, Range
from experiments.analysis.pasting import paste
from experiments.analysis.prim import peel
from simulation.faults import BlocformError


def test_a_peeling_by_hand():
    """Ten values, the upper five cases: a fifth off the lower end leaves 8, then 6 rows; of six rows one lies below the quantile."""
    found = peel(pd.DataFrame({"x": range(10)}), np.arange(10) >= 5, peeling=0.2)
    assert [box.rows for box in found.boxes] == [10, 8, 6, 5]
    assert [box.cases for box in found.boxes] == [5] * 4
    assert [box.limits for box in found.boxes] == [(), (Range("x", low=2),), (Range("x", low=4),), (Range("x", low=5),)]
    assert found.chosen == 3
    assert found.box(1) is found.boxes[1]
    assert found.trajectory.to_dict("list") == {
        "coverage": [1.0] * 4, "density": [0.5, 0.625, 5 / 6, 1.0], "mass": [1.0, 0.8, 0.6, 0.5], "dimensions": [0, 1, 1, 1],
    }  # fmt: skip


def test_values_that_are_equal_go_together():
    """Nine tenths of the rows share the lowest value, which is more than the peel, and go all the same."""
    x = np.array([0] * 18 + [1, 2])
    found = peel(pd.DataFrame({"x": x, "same": 1}), x > 0, least_mass=0.0)
    assert [box.rows for box in found.boxes] == [20, 2]
    assert found.box().limits == (Range("x", low=1),)


def test_groups_that_fit_in_the_peel_go_and_the_next_stays():
    """Of twelve rows three lie below the quantile: the two zeros go, the three ones would be too many together with them."""
    x = np.array([0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8])
    found = peel(pd.DataFrame({"x": x}), x > 1, peeling=0.25)
    assert [box.rows for box in found.boxes] == [12, 10, 7]


def test_a_constant_column_is_never_restricted():
    case = np.arange(10) < 3
    found = peel(pd.DataFrame({"same": [1] * 10, "one": ["a"] * 10}), case)
    assert len(found.boxes) == 1
    assert found.box().limits == ()


def test_categories_go_one_value_at_a_time():
    """Policies of four runs each with 0, 1, 2, 3 cases: the one with the fewest goes first."""
    policy = np.repeat(list("dabc"), 4)
    case = np.array([0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0], dtype=bool)
    found = peel(pd.DataFrame({"policy": policy}), case)
    assert [box.limits[0] for box in found.boxes[1:]] == [
        Among("policy", ("a", "b", "c"), ("d",)),
        Among("policy", ("b", "c"), ("a", "d")),
        Among("policy", ("c",), ("a", "b", "d")),
    ]
    assert [box.density for box in found.boxes] == [6 / 16, 6 / 12, 5 / 8, 3 / 4]


@pytest.mark.parametrize("dtype", [bool, object, "category", "str"])
def test_two_categories_of_every_type(dtype):
    war = pd.Series([True, False] * 10).astype(dtype)
    found = peel(pd.DataFrame({"war": war}), np.arange(20) % 2 == 0)
    assert found.box().density == found.box().coverage == 1.0
    assert [str(limit) for limit in found.box().limits] == ["war is True"]


def test_of_equal_gains_the_patient_one():
    """Both ends hold no case; the upper one is further out, so that the lower one takes less of the range."""
    x = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 100])
    found = peel(pd.DataFrame({"x": x}), np.isin(x, [3, 4, 5, 6]), peeling=0.2)
    assert found.boxes[1].limits == (Range("x", low=2),)


def test_least_mass_is_kept():
    rng = np.random.default_rng(2)
    table, case = pd.DataFrame(rng.random((1000, 3)), columns=list("xyz")), rng.random(1000) < 0.3
    for least in (0.05, 0.4):
        assert least <= peel(table, case, least_mass=least).boxes[-1].mass < least / 0.94


def noisy(rng, rows=2000):
    """Five factors of three kinds, cases where x < .4 and policy is c, a tenth of the labels flipped."""
    table = pd.DataFrame(
        {
            "x": rng.random(rows),
            "y": rng.random(rows),
            "count": rng.integers(0, 6, rows),
            "policy": rng.choice(list("abc"), rows),
            "war": rng.random(rows) < 0.5,
        }
    )
    case = ((table.x < 0.4) & (table.policy == "c")).to_numpy()
    return table, case ^ (rng.random(rows) < 0.1)


def test_a_planted_box_among_factors_of_every_kind():
    table, case = noisy(np.random.default_rng(5))
    box = peel(table, case).box()
    limits = {limit.factor: limit for limit in box.limits}
    assert set(limits) == {"x", "policy"}
    assert limits["policy"].kept == ("c",)
    assert limits["x"].high == pytest.approx(0.4, abs=0.03)
    assert max(box.quasi_p) < 1e-20
    shuffled = peel(table, np.random.default_rng(6).permutation(case)).box()
    assert shuffled.coverage * shuffled.density < 0.6 * box.coverage * box.density


def test_order_of_rows_and_scale_do_not_matter():
    table, case = noisy(np.random.default_rng(7), 400)
    order = np.random.default_rng(8).permutation(400)
    base = peel(table, case)
    assert peel(table.iloc[order], case[order]).boxes == base.boxes
    scaled = peel(table.assign(x=8 * table.x - 4), case)
    assert [(box.rows, box.cases) for box in scaled.boxes] == [(box.rows, box.cases) for box in base.boxes]


@st.composite
def tables(draw):
    """Small tables full of ties, and cases that are neither all nor none."""
    rows = draw(st.integers(2, 30))
    number = st.lists(st.integers(-2, 3), min_size=rows, max_size=rows)
    word = st.lists(st.sampled_from("abc"), min_size=rows, max_size=rows)
    table = pd.DataFrame({"n": draw(number), "x": np.array(draw(number)) / 3, "policy": draw(word)})
    case = draw(st.lists(st.booleans(), min_size=rows, max_size=rows).filter(lambda case: 0 < sum(case) < rows))
    return table, np.array(case)


@settings(deadline=None, max_examples=150)
@given(tables(), st.sampled_from([0.05, 0.3, 0.9]), st.sampled_from([0.0, 0.2, 0.7]))
def test_every_trajectory(given, peeling, least):
    table, case = given
    before, cases_before = table.copy(), case.copy()
    boxes = peel(table, case, peeling, least).boxes
    for larger, smaller in pairwise(boxes):
        assert larger.rows > smaller.rows >= max(least * len(case), 1)
        assert larger.cases >= smaller.cases
        assert not (smaller.holds(table) & ~larger.holds(table)).any()
        assert larger.dimensions <= smaller.dimensions
        lost = table[larger.holds(table) & ~smaller.holds(table)]
        changed = [limit.factor for limit in smaller.limits if limit not in larger.limits]
        assert len(changed) == 1
        assert not set(lost[changed[0]]) & set(table[smaller.holds(table)][changed[0]]), "equal values go together"
    assert boxes == tuple(measured(box.limits, table, case) for box in boxes)
    assert (table.equals(before), np.array_equal(case, cases_before)) == (True, True)


def two_boxes(rng):
    """Cases in two corners of a square that no single box holds."""
    table = pd.DataFrame(rng.random((4000, 3)), columns=list("xyz"))
    return table, (((table.x < 0.3) & (table.y < 0.5)) | ((table.x > 0.8) & (table.y > 0.6))).to_numpy()


def test_covering_finds_one_box_after_the_other():
    table, case = two_boxes(np.random.default_rng(3))
    first, second = cover(table, case, boxes=2)
    peeled = peel(table, case).box()
    assert first == paste(peeled, table, case)
    assert first.coverage > peeled.coverage, "what pasting gives back"
    assert first.density > peeled.density
    for box, end, wanted in ((first, "high", (0.3, 0.5)), (second, "low", (0.8, 0.6))):
        limits = {limit.factor: (limit, p) for limit, p in zip(box.limits, box.quasi_p, strict=True)}
        assert [getattr(limits[name][0], end) for name in "xy"] == pytest.approx(wanted, abs=0.03)
        assert max(limits[name][1] for name in "xy") < 1e-20
        assert "z" not in limits or limits["z"][1] > 0.3, "a peel of chance, which its quasi-p value gives away"
    left = ~first.holds(table)
    assert second.cases == (case & left & second.holds(table)).sum()
    assert second.rows == (left & second.holds(table)).sum()
    assert (second.all_rows, second.all_cases) == (len(case), case.sum())
    assert 0.8 < first.coverage + second.coverage <= 1.0


def test_covering_ends_where_nothing_is_left():
    x = np.arange(20)
    assert len(cover(pd.DataFrame({"x": x}), x >= 10, boxes=9)) == 1
    assert cover(pd.DataFrame({"same": [1] * 4}), np.array([True, False] * 2)) == ()


def test_covering_ends_where_the_next_box_is_no_denser_than_all_rows():
    """A quarter of the rows are cases; of the others a tenth where y is small, which is a box, and a poor one."""
    rng = np.random.default_rng(4)
    table = pd.DataFrame(rng.random((4000, 2)), columns=list("xy"))
    case = ((table.x < 0.25) | ((table.y < 0.4) & (rng.random(4000) < 0.1))).to_numpy()
    first, *others = cover(table, case)
    assert others == []
    left = ~first.holds(table)
    poor = peel(table[left], case[left]).box()
    assert poor.limits
    assert poor.density < case.mean()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"peeling": 0.0}, "peeling: given 0.0"),
        ({"peeling": 1.0}, "peeling: given 1.0"),
        ({"peeling": np.nan}, "peeling: given nan"),
        ({"least_mass": 1.0}, "least_mass: given 1.0"),
        ({"least_mass": -0.1}, "least_mass: given -0.1"),
        ({"case": np.ones(4, dtype=bool)}, "given 4 cases in 4 rows"),
        ({"case": np.zeros(4, dtype=bool)}, "given 0 cases in 4 rows"),
        ({"case": np.array([True, False])}, "one value for each of the 4 rows"),
        ({"factors": pd.DataFrame(index=range(4))}, "given 4 rows of 0 factors"),
        ({"factors": pd.DataFrame({"x": [1, 2, np.nan, 3]})}, "x: given 1 missing"),
    ],
)
def test_refused(change, message):
    good = {"factors": pd.DataFrame({"x": range(4)}), "case": np.array([True, False, False, True])}
    with pytest.raises(BlocformError, match=message):
        peel(**good | change)
    with pytest.raises(BlocformError, match=message):
        cover(**good | change)


def test_boxes_that_are_not_there():
    found = peel(pd.DataFrame({"x": range(4)}), np.array([True, False, False, True]))
    for k in (-1, len(found.boxes)):
        with pytest.raises(BlocformError, match=f"box: given {k}, allowed: 0 to {len(found.boxes) - 1}"):
            found.box(k)
    with pytest.raises(BlocformError, match="boxes: given 0"):
        cover(pd.DataFrame({"x": range(4)}), np.array([True, False, False, True]), boxes=0)
