"""Phases: shares over factors, the line where a share crosses a level, and the class that prevails."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.analysis.intervals import wilson
from experiments.analysis.phase import COLUMNS, GRID, UNDECIDED, boundary, dominant, factors_of, shares_over
from simulation.faults import BlocformError
from simulation.outcome import CLASSES


def runs(counts):
    """A table of runs from counts of the classes by the values of ``dose`` and ``policy``."""
    rows = [
        (*cell, name) for cell, of_class in counts.items() for name, count in zip(CLASSES, of_class, strict=True) for _ in range(count)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["dose", "policy", "outcome"])


def line(shares, of=100, x=None):
    """Cells over one factor in which so many of ``of`` runs cohere and the others fracture."""
    x = range(len(shares)) if x is None else x
    table = [(at, name) for at, n in zip(x, shares, strict=True) for name, k in (("coheres", n), ("fractures", of - n)) for _ in range(k)]
    return shares_over(pd.DataFrame(table, columns=["x", "outcome"]), "x")


class TestSharesOver:
    """Cells of one or two factors."""

    def test_counts_and_intervals_by_hand(self):
        cells = shares_over(runs({(1, "b"): (3, 1, 0, 0), (0, "b"): (0, 0, 2, 0), (0, "a"): (1, 0, 0, 4)}), "dose", "policy")
        assert list(cells.columns) == ["dose", "policy", *COLUMNS]
        assert list(cells["class"]) == list(CLASSES) * 3
        assert list(cells[["dose", "policy"]][::4].itertuples(index=False, name=None)) == [(0, "a"), (0, "b"), (1, "b")]
        assert cells["count"].tolist() == [1, 0, 0, 4, 0, 0, 2, 0, 3, 1, 0, 0]
        assert cells["runs"].tolist() == [5] * 4 + [2] * 4 + [4] * 4
        assert cells["share"].tolist() == (cells["count"] / cells["runs"]).tolist()
        assert (cells["low"].tolist(), cells["high"].tolist()) == tuple(ends.tolist() for ends in wilson(cells["count"], cells["runs"]))

    @settings(max_examples=40)
    @given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ab"), st.sampled_from(CLASSES)), min_size=1, max_size=40))
    def test_no_run_is_lost(self, rows):
        table = pd.DataFrame(rows, columns=["dose", "policy", "outcome"])
        before = table.copy()
        cells = shares_over(table, "dose", "policy")
        assert cells["count"].sum() == len(rows) == cells["runs"].sum() / len(CLASSES)
        assert cells.groupby(["dose", "policy"])["share"].sum().to_numpy() == pytest.approx(1.0)
        pd.testing.assert_frame_equal(table, before)
        one = shares_over(table, "policy")
        assert one.set_index(["policy", "class"])["count"].to_dict() == cells.groupby(["policy", "class"])["count"].sum().to_dict()

    def test_bins_of_a_logarithm(self):
        table = pd.DataFrame({"x": 10 ** np.linspace(-3, -1, 81)[:-1] * 1.0001, "outcome": "coheres"})
        cells = shares_over(table, "x", bins=4, log=["x"])
        assert cells["x"].unique() == pytest.approx(10 ** np.array([-2.75, -2.25, -1.75, -1.25]), rel=0.05)
        assert cells["runs"][::4].tolist() == [20, 20, 20, 20]
        with pytest.raises(BlocformError, match="no logarithm"):
            shares_over(table.assign(x=table["x"] - 0.01), "x", bins=4, log=["x"])

    def test_samples_fall_into_bins_of_equal_width(self):
        table = pd.DataFrame({"x": np.linspace(2.0, 6.0, 81), "outcome": "coheres"})
        cells = shares_over(table, "x", bins=4)
        assert cells["x"].unique() == pytest.approx([2.5, 3.5, 4.5, 5.5])
        assert cells["runs"][::4].tolist() == [20, 20, 20, 21], "the largest value falls into the last bin"

    def test_a_bin_without_runs_has_no_cell(self):
        table = pd.DataFrame({"x": [*np.linspace(0, 1, 40), 10.0], "outcome": "absorbed"})
        assert shares_over(table, "x", bins=100)["x"].max() == pytest.approx(9.95)
        assert shares_over(table, "x", bins=5)["x"].unique().tolist() == pytest.approx([1.0, 9.0])

    @pytest.mark.parametrize("distinct", [1, GRID, GRID + 1])
    def test_a_grid_is_used_as_it_is(self, distinct):
        values = np.geomspace(0.1, 3.0, distinct)
        table = pd.DataFrame({"x": np.tile(values, 2), "outcome": "coheres"})
        found = shares_over(table, "x", bins=3)["x"].unique()
        assert found.tolist() == values.tolist() if distinct <= GRID else len(found) == 3

    def test_categories_keep_their_order_and_truth_values_are_categories(self):
        policy = pd.Categorical(["none", "full", "none"], ["none", "half", "full"], ordered=True)
        table = pd.DataFrame({"policy": policy, "war": [True, False, True], "outcome": CLASSES[:3]}, index=[7, 7, 7])
        cells = shares_over(table, "policy", "war")
        assert list(cells["policy"][::4]) == ["none", "full"]
        assert cells["war"][::4].tolist() == [True, False]

    @pytest.mark.parametrize(
        ("change", "arguments", "message"),
        [
            ({}, ("doze",), "did you mean 'dose'"),
            ({}, ("dose", "dose"), "two different factors"),
            ({}, ("outcome",), "two different factors"),
            ({}, ("dose", None, 0), "bins is given 0"),
            ({}, ("dose", None, 2.5), "bins is given 2.5"),
            ({"outcome": "cohere"}, ("dose",), "did you mean 'coheres'"),
            ({"outcome": None}, ("dose",), "outcome"),
            ({"dose": np.nan}, ("dose",), "not finite"),
            ({"dose": np.inf}, ("dose",), "not finite"),
            ({"policy": None}, ("policy",), "missing"),
        ],
    )
    def test_what_is_refused(self, change, arguments, message):
        table = runs({(0.0, "a"): (1, 1, 1, 1), (1.0, "a"): (2, 1, 1, 1)}).assign(**change)
        with pytest.raises(BlocformError, match=message):
            shares_over(table, *arguments)

    def test_no_row_and_no_column_of_outcomes(self):
        with pytest.raises(BlocformError, match="without rows"):
            shares_over(runs({}), "dose")
        with pytest.raises(BlocformError, match="outcome"):
            shares_over(pd.DataFrame({"dose": [1]}), "dose")

    def test_what_are_no_cells(self):
        with pytest.raises(BlocformError, match="shares_over returns"):
            factors_of(pd.DataFrame({"x": [1.0]}))


class TestBoundary:
    """Where a share crosses a level."""

    def test_a_crossing_by_hand(self):
        """Between .4 and .8 at a quarter of the way; the ends of the interval where those of Wilson cross."""
        cells = line([10, 40, 80, 100], x=[0.0, 1.0, 2.0, 3.0])
        found = boundary(cells, "coheres")
        low, high = wilson(np.array([10, 40, 80, 100]), 100)
        assert found["x"].tolist() == pytest.approx([1.25])
        assert found["low"][0] == pytest.approx(
            1 - (high[1] - 0.5) / (high[1] - high[0]) if high[1] > 0.5 else 1 + (0.5 - high[1]) / (high[2] - high[1])
        )
        assert found["high"][0] == pytest.approx(1 + (0.5 - low[1]) / (low[2] - low[1]))
        assert boundary(cells, "fractures").iloc[0].tolist() == pytest.approx(found.iloc[0].tolist()), "falling where the other rises"

    def test_the_interval_is_open_where_its_ends_do_not_cross(self):
        found = boundary(line([40, 60], of=100), "coheres").iloc[0]
        assert found["x"] == pytest.approx(0.5)
        assert 0.0 < found["low"] < 0.5 < found["high"] < 1.0
        few = boundary(line([4, 6], of=10), "coheres").iloc[0]
        assert few["x"] == pytest.approx(0.5)
        assert np.isnan(few[["low", "high"]].astype(float)).all()

    def test_no_crossing_and_several(self):
        assert boundary(line([10, 20]), "coheres").isna().all().all()
        assert boundary(line([0]), "coheres", 0.9).isna().all().all()
        assert boundary(line([0, 100, 0]), "coheres")["x"].tolist() == pytest.approx([0.5, 1.5])
        assert boundary(line([0, 50, 50, 100]), "coheres")["x"].tolist() == [1.0], "the level counts as above"

    def test_each_value_of_the_second_factor_has_its_own(self):
        counts = {(dose, policy): ((k := dose * 3 + 3 * (policy == "b")), 0, 9 - k, 0) for dose in range(3) for policy in "ab"}
        found = boundary(shares_over(runs(counts), "dose", "policy"), "coheres", 1 / 6)
        assert list(found.columns) == ["policy", "dose", "low", "high"]
        assert found["policy"].tolist() == ["a", "b"]
        assert found["dose"][0] == pytest.approx(0.5)
        assert np.isnan(found["dose"][1])

    @settings(max_examples=60)
    @given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.floats(0.05, 0.95))
    def test_a_crossing_lies_in_its_interval_and_within_the_range(self, shares, level):
        found = boundary(line(shares, of=30), "coheres", level)
        crossed = found.dropna(subset=["x"])
        above = np.array(shares) / 30 >= level
        assert len(crossed) == np.sum(above[1:] != above[:-1])
        assert crossed["x"].between(0, len(shares) - 1).all()
        assert not (crossed["low"] > crossed["x"] + 1e-12).any()
        assert not (crossed["high"] < crossed["x"] - 1e-12).any()

    def test_the_interval_covers_the_crossing(self):
        """True crossing at .5 of a logistic share; control: the middle half of the interval covers far less."""
        rng, x = np.random.default_rng(1), np.linspace(0, 1, 6)
        inside = []
        for _ in range(120):
            count = rng.binomial(60, 1 / (1 + np.exp(-6 * (x - 0.5))))
            found = boundary(line(count, of=60, x=x), "coheres").dropna(subset=["x"])
            inside += [(one.low <= 0.5 <= one.high, abs(one.x - 0.5) < (one.high - one.low) / 8) for one in found.dropna().itertuples()]
        assert np.mean([wide for wide, _ in inside]) > 0.93
        assert np.mean([narrow for _, narrow in inside]) < 0.8

    def test_what_is_refused(self):
        with pytest.raises(BlocformError, match="did you mean 'coheres'"):
            boundary(line([1]), "cohere")
        with pytest.raises(BlocformError, match="above 0 and below 1"):
            boundary(line([1]), "coheres", 1.0)
        with pytest.raises(BlocformError, match="is a category"):
            boundary(shares_over(runs({(0, "a"): (1, 0, 0, 0)}), "policy"), "coheres")


class TestDominant:
    """The class that prevails, where the runs tell it from the second."""

    def test_verdicts(self):
        counts = {(0, "a"): (0, 90, 10, 0), (0, "b"): (0, 5, 6, 0), (1, "a"): (3, 0, 0, 3), (1, "b"): (0, 0, 0, 9)}
        found = dominant(shares_over(runs(counts), "dose", "policy"))
        assert found["class"].tolist() == ["stagnates", "fractures", "coheres", "absorbed"]
        assert found["second"].tolist() == ["fractures", "stagnates", "absorbed", "coheres"]
        assert found["verdict"].tolist() == ["stagnates", UNDECIDED, UNDECIDED, "absorbed"]
        assert found["share"].tolist() == pytest.approx([0.9, 6 / 11, 0.5, 1.0])

    def test_two_equal_classes_are_told_apart_in_one_cell_of_twenty(self):
        """More than 59 of 100 or fewer than 41 have a chance of .057; control: a class twice as frequent is told in most cells."""
        rng = np.random.default_rng(2)

        def told(chance):
            count = rng.binomial(100, chance, 400)
            return np.mean(dominant(line(count, x=[f"cell {k}" for k in range(400)]))["verdict"] != UNDECIDED)

        assert told(0.5) == pytest.approx(0.057, abs=0.035)
        assert told(2 / 3) > 0.8
