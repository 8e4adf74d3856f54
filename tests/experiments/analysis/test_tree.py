"""Classification tree: an example by hand, planted trees, ties, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.analysis.limit import Among, Range
from experiments.analysis.tree import grow
from simulation.faults import BlocformError

TRUST = pd.DataFrame({"trust": range(1, 9)})
CLASSES = np.array(["stays", "stays", "stays", "falls", "stays", "falls", "falls", "falls"])


class TestByHand:
    """Eight runs, half of them fall: impurity 1/2.

    Dividing after the third leaves 5 (1 - 1/25 - 16/25)/8 = .2, after the fifth as much, so that the lower one counts. Of runs 4 to 8
    (1.6 of 8 left) the division after the fifth run of all leaves 2/2 of 8, a fall of .6/8 = .075; any other leaves more.
    """

    def test_two_divisions(self):
        tree = grow(TRUST, CLASSES, depth=2)
        assert tree.rule == Range("trust", high=3.5)
        assert tree.yes.rule is None
        assert tree.yes.counts == {"falls": 0, "stays": 3}
        assert tree.no.rule == Range("trust", high=5.5)
        assert tree.no.yes.counts == {"falls": 1, "stays": 1}
        assert (tree.no.yes.label, tree.no.yes.share) == ("falls", 0.5), "of equals the first by spelling"
        assert tree.lines() == [
            "all: falls 50% of 8 (falls 4, stays 4)",
            "  trust <= 3.5: stays 100% of 3 (stays 3)",
            "  trust > 3.5: falls 80% of 5 (falls 4, stays 1)",
            "    trust <= 5.5: falls 50% of 2 (falls 1, stays 1)",
            "    trust > 5.5: falls 100% of 3 (falls 3)",
        ]

    @pytest.mark.parametrize(("least", "divided"), [(0.07499, True), (0.07501, False)])
    def test_the_least_fall(self, least, divided):
        assert (grow(TRUST, CLASSES, 2, least).no.rule is not None) == divided

    def test_the_first_fall_is_three_tenths(self):
        assert grow(TRUST, CLASSES, 1, 0.29999).rule
        assert not grow(TRUST, CLASSES, 1, 0.30001).rule

    def test_depth_and_leaves(self):
        assert grow(TRUST, CLASSES, depth=0).lines() == ["all: falls 50% of 8 (falls 4, stays 4)"]
        assert grow(TRUST, CLASSES, depth=1).no.rule is None
        assert grow(TRUST, CLASSES, depth=1, leaf=4).rule == Range("trust", high=4.5)
        assert grow(TRUST, CLASSES, leaf=5).rule is None

    def test_prediction(self):
        tree = grow(TRUST, CLASSES, depth=2)
        found = tree.predict(pd.DataFrame({"other": "x", "trust": [-9.0, 3.5, 3.6, 99.0]}))
        assert found.tolist() == ["stays", "stays", "falls", "falls"]


def test_a_category_against_the_rest():
    table = pd.DataFrame({"policy": list("aabbcc"), "x": [1, 2, 1, 2, 1, 2]})
    tree = grow(table, np.array([0, 0, 1, 1, 0, 0]))
    assert tree.rule == Among("policy", ("b",), ("a", "c"))
    assert [line.split(":")[0].strip() for line in tree.lines()] == ["all", "policy is b", "policy is not b"]
    assert tree.predict(pd.DataFrame({"policy": ["a", "b", "new"]})).tolist() == [0, 1, 0]


def test_of_equal_falls_the_first_column_and_the_first_category():
    x = np.array([0, 0, 1, 1])
    table = pd.DataFrame({"b": x, "a": x})
    assert grow(table, x).rule.factor == "b"
    assert grow(table[["a", "b"]], x).rule.factor == "a"
    assert grow(pd.DataFrame({"policy": list("bbaa")}), x).rule == Among("policy", ("a",), ("b",))


@pytest.mark.parametrize("low", [1.0, np.nextafter(1.0, 2.0)])
def test_neighbouring_numbers_have_no_middle(low):
    high = np.nextafter(low, 2.0)
    tree = grow(pd.DataFrame({"x": [low, high]}), np.array(["a", "b"]))
    assert tree.predict(pd.DataFrame({"x": [low, high]})).tolist() == ["a", "b"]


@pytest.mark.parametrize("table", [pd.DataFrame({"x": [1, 1, 1]}), pd.DataFrame({"x": ["a"] * 3})])
def test_nothing_to_divide(table):
    tree = grow(table, np.array(["a", "b", "a"]))
    assert tree.lines() == ["all: a 67% of 3 (a 2, b 1)"]
    assert tree.predict(table).tolist() == ["a"] * 3


def test_one_class_and_one_row():
    assert grow(TRUST, np.array(["same"] * 8)).lines() == ["all: same 100% of 8 (same 8)"]
    assert grow(TRUST[:1], np.array(["one"])).label == "one"


def planted(rng, rows=3000):
    """Three classes by a threshold, a category and a threshold below it; a tenth of the labels by chance."""
    table = pd.DataFrame(
        {"x": rng.random(rows), "noise": rng.random(rows), "policy": rng.choice(list("abcd"), rows), "y": rng.random(rows)}
    )
    true = np.where(table.x > 0.7, "absorbed", np.where(table.policy == "c", "coheres", np.where(table.y > 0.5, "fractures", "coheres")))
    return table, np.where(rng.random(rows) < 0.1, rng.permutation(true), true), true


def test_a_planted_tree_is_found():
    table, classes, true = planted(np.random.default_rng(1))
    tree = grow(table, classes, depth=3)
    assert tree.rule.factor == "x"
    assert tree.rule.high == pytest.approx(0.7, abs=0.01)
    assert np.mean(tree.predict(table) == true) > 0.98
    fresh, _, truth = planted(np.random.default_rng(2))
    assert np.mean(tree.predict(fresh) == truth) > 0.98
    shuffled = grow(table, np.random.default_rng(3).permutation(classes), depth=3)
    assert shuffled.rule is None, "chance alone brings no fall of half a percent here"


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.integers(-2, 2), st.sampled_from("abc"), st.sampled_from(["p", "q", "r"])), min_size=1, max_size=25))
def test_every_tree(rows):
    table, classes = pd.DataFrame({"n": [r[0] for r in rows], "policy": [r[1] for r in rows]}), np.array([r[2] for r in rows])
    before = table.copy()
    tree = grow(table, classes, depth=4, least=0.0)
    assert table.equals(before)
    found = tree.predict(table)
    stack = [(tree, np.ones(len(rows), dtype=bool))]
    while stack:
        node, here = stack.pop()
        assert node.counts == {name: int(np.sum(classes[here] == name)) for name in sorted(set(classes))}
        if node.rule is None:
            assert set(found[here]) == {node.label}
        else:
            holds = node.rule.holds(table)
            assert (here & holds).any()
            assert (here & ~holds).any()
            stack += [(node.yes, here & holds), (node.no, here & ~holds)]


def impurity(classes):
    """Gini impurity times the number of rows."""
    _, counts = np.unique(classes, return_counts=True)
    return len(classes) * (1 - np.sum((counts / len(classes)) ** 2)) if len(classes) else 0.0


@pytest.mark.parametrize("seed", range(20))
def test_no_other_division_falls_more(seed):
    """Of every threshold and category, tried one by one; and a division found where it is worth it, none where it is not."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({"n": rng.integers(0, 5, 40), "x": rng.random(40), "policy": rng.choice(list("abc"), 40)})
    classes = np.where(rng.random(40) < 0.5 * (table.policy == "b") + 0.4 * (table.n > 2), "p", rng.choice(["q", "r"], 40))
    halves = [table.n <= n for n in range(5)] + [table.x <= x for x in table.x] + [table.policy == name for name in "abc"]
    falls = [impurity(classes) - impurity(classes[half]) - impurity(classes[~half]) for half in halves]
    tree = grow(table, classes, depth=1, least=0.0)
    holds = tree.rule.holds(table)
    assert impurity(classes) - impurity(classes[holds]) - impurity(classes[~holds]) == pytest.approx(max(falls))
    assert grow(table, classes, 1, 1.0001 * max(falls) / 40).rule is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"depth": -1}, "given depth -1"),
        ({"leaf": 0}, "leaf 0"),
        ({"least": 1.1}, "least 1.1"),
        ({"least": np.nan}, "least nan"),
        ({"classes": np.array(["a"])}, "classes: given shape"),
        ({"classes": np.array(["a", None] * 4, dtype=object)}, "classes: given 4 missing"),
        ({"factors": pd.DataFrame({"trust": [np.inf] * 8})}, "trust: given 8 infinite"),
        ({"factors": pd.DataFrame()}, "given 0 rows"),
    ],
)
def test_refused(change, message):
    with pytest.raises(BlocformError, match=message):
        grow(**{"factors": TRUST, "classes": CLASSES} | change)


def test_predictions_refused():
    tree = grow(TRUST, CLASSES)
    with pytest.raises(BlocformError, match="given none named trust"):
        tree.predict(pd.DataFrame({"x": [1]}))
    with pytest.raises(BlocformError, match="trust: given 1 missing"):
        tree.predict(pd.DataFrame({"trust": [np.nan]}))
