"""Points of designs with the factors of a study, and tables of the user's."""

import numpy as np
import pytest
from scipy.stats import spearmanr
from swept import faults_of, planned

from simulation.faults import StudyError

THREE = {"balance": {}, "requests": {}, "x": {"choices": {"as it is": {}, "other": {"levers.secondary": 1.0}}}}


@pytest.mark.parametrize(
    ("design", "points"),
    [
        ({"kind": "grid", "levels": 3}, 3 * 3 * 2),
        ({"kind": "one-at-a-time", "levels": 3}, 1 + 3 + 3 + 2),
        ({"kind": "latin-hypercube", "points": 7}, 7),
        ({"kind": "sobol", "points": 5}, 5),
        ({"kind": "saltelli", "points": 4}, 4 * 5),
        ({"kind": "saltelli", "points": 4, "second_order": True}, 4 * 8),
        ({"kind": "morris", "points": 5, "levels": 4}, 5 * 4),
        ({"kind": "latin-hypercube"}, 500),
    ],
)
def test_every_design_has_its_points_within_the_bounds(design, points):
    plan = planned(factors=THREE, design=design)
    assert plan.positions.shape == (points, 3)
    assert len(plan.labels) == points
    sampled = plan.positions[~np.isnan(plan.positions)]
    assert sampled.min() >= 0.0
    assert sampled.max() <= 1.0
    for point, labels in zip(plan.positions, plan.labels, strict=True):
        for factor, position, label in zip(plan.factors, point, labels, strict=True):
            assert (label is None) == bool(np.isnan(position))
            assert label is None or label == factor.label(position)


def test_a_seed_gives_the_same_points_and_another_gives_others():
    one, same, other = (planned(design={"kind": "latin-hypercube", "points": 9, "seed": seed}).labels for seed in (1, 1, 2))
    assert one == same != other


def test_one_at_a_time_starts_from_the_scenario_as_it_is():
    plan = planned(factors=THREE, design={"kind": "one-at-a-time", "levels": 2})
    assert plan.changes(0) == {}
    assert [len([label for label in labels if label is not None]) for labels in plan.labels] == [0] + [1] * 6


def test_a_pair_is_correlated_and_its_factors_keep_their_ranges():
    design = {"kind": "sobol", "points": 512}
    apart, together = (planned(design=design, correlations=c).positions for c in ([], [["balance", "requests", 0.8]]))
    np.testing.assert_array_equal(apart[:, 0], together[:, 0])
    assert spearmanr(together).statistic == pytest.approx(0.8, abs=0.03)
    assert abs(spearmanr(apart).statistic) < 0.05, "the control"
    assert np.histogram(together[:, 1], 8, (0, 1))[0] == pytest.approx(64, abs=16)


MISFITS = {
    "points of a grid": ({"design": {"kind": "grid", "points": 3}}, "design.points"),
    "a table without a file": ({"design": {"kind": "table"}}, "design.file"),
    "a file for a grid": ({"design": {"kind": "grid", "file": "x.csv"}}, "design.file"),
    "odd levels for morris": ({"design": {"kind": "morris", "points": 3, "levels": 5}}, "design.levels"),
    "correlation in a grid": ({"design": {"kind": "grid"}, "correlations": [["balance", "requests", 0.5]]}, "correlations"),
    "correlation of one": ({"correlations": [["balance", "balance", 0.5]]}, "correlations"),
    "correlation of a stranger": ({"correlations": [["balance", "request", 0.5]]}, "correlations"),
    "correlation of 1": ({"correlations": [["balance", "requests", 1.0]]}, "correlations"),
}


@pytest.mark.parametrize(("changes", "key"), MISFITS.values(), ids=MISFITS)
def test_what_does_not_fit_is_told(changes, key):
    [fault] = faults_of(**changes)
    assert fault.key == key


class TestTable:
    """Points that the user brings, a column a factor."""

    @staticmethod
    def of(folder, text, **factors):
        (folder / "mine.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        given = factors or {"balance": {}, "x": {"choices": {"as it is": {}, "other": {"levers.secondary": 1.0}}}}
        return planned(folder, factors=given, design={"kind": "table", "file": "mine.csv"})

    def test_it_is_taken_as_it_is(self, tmp_path):
        plan = self.of(tmp_path, "\ufeffx,balance\r\nother,0.01\r\nas it is, 0.0 \r\n,\r\n")
        assert plan.labels == ((0.01, "other"), (0.0, "as it is"), (None, None))
        assert plan.changes(0) == {"parameters.balance": 0.01, "levers.secondary": 1.0}
        assert plan.changes(2) == {}
        assert np.isnan(plan.positions[2]).all()
        assert plan.positions[0, 0] == pytest.approx(0.01 / plan.factors[0].high)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("balanc,x\n0.01,other\n", "did you mean 'balance'"),
            ("balance\n0.01\n", "a column x"),
            ("balance,x,balance\n0.01,other,0.02\n", "every factor once"),
            ("balance,x\n", "at least one row"),
            ("", "a column balance"),
            ("balance,x\n0.01,other,7\n", "row 2: .* 2 cells"),
            ("balance,x\n0.01\n", "row 2: .* 2 cells"),
            ("balance,x\n0.01,othr\n", "did you mean 'other'"),
            ("balance,x\nmuch,other\n", "row 2: balance: given 'much', allowed: a number from"),
            ("balance,x\n9,other\n", "row 2: balance: given '9'"),
            ("balance,x\nnan,other\n", "given 'nan'"),
            ("balance,x\ninf,other\n", "given 'inf'"),
            ("balance,x\n0_1,other\n", "given '0_1'"),
            ('balance,x\n"0.01,other\n', "a readable CSV file"),
            (b"balance,x\n\xff,other\n", "a readable CSV file"),
        ],
    )
    def test_what_is_wrong_with_it_is_told(self, tmp_path, text, said):
        with pytest.raises(StudyError, match=rf"mine\.csv.*{said}"):
            self.of(tmp_path, text)

    def test_every_cell_is_told_at_once(self, tmp_path):
        with pytest.raises(StudyError, match=r"^3 faults"):
            self.of(tmp_path, "balance,x\nmuch,othr\n0.01,other\n-1,other\n")

    @pytest.mark.parametrize("file", ["none.csv", "."])
    def test_a_file_that_cannot_be_read_is_told(self, tmp_path, file):
        [fault] = faults_of(tmp_path, design={"kind": "table", "file": file})
        assert "a readable CSV file" in fault.allowed
