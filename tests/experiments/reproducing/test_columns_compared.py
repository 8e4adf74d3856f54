"""Every column that a table of a target gives is read: another number in it is told."""

import pytest
from reproduced import changed, fails, found, put

from experiments.reproducing.folder import DataError

STOPPING = ("replication", "sequential_stopping.csv")
CONTROLS = {
    "mean of the reference runs": (*STOPPING, "mean_runs_reference", 0, 145.0, "mean number of runs, reference runs"),
    "coverage of the reference runs": (*STOPPING, "coverage_reference", 0, 0.99, "coverage, reference runs"),
    "runs for a share": ("replication", "worst_case_sample_size.csv", "runs", 0, 384, "runs that hold it"),
    "variance of pairs": ("replication", "paired_difference.csv", "variance_of_difference", 1, 1.01, "variance of the difference"),
    "mean": ("sensitivity", "ishigami.csv", "value", 0, 3.6, "mean"),
    "variance": ("sensitivity", "ishigami.csv", "value", 1, 13.5, "variance"),
}


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch):
    """Intervals of the indices are not what is compared."""
    monkeypatch.setattr("experiments.analysis.sobol.RESAMPLES", 2)


@pytest.mark.parametrize(("name", "file", "column", "row", "value", "told"), CONTROLS.values(), ids=CONTROLS)
def test_another_number_is_told(tmp_path, name, file, column, row, value, told):
    assert fails(found(name, changed(name, tmp_path, {file: put(column, row, value)}))) == {told}


@pytest.mark.parametrize("name", ["replication", "sensitivity"])
def test_nothing_else_is(name):
    assert fails(found(name)) == set()


@pytest.mark.parametrize("file", ["sequential_stopping.csv", "worst_case_sample_size.csv"])
def test_another_confidence_is_refused(tmp_path, file):
    with pytest.raises(DataError, match=r"row 2: confidence: given 0.9, allowed: 0.95"):
        found("replication", changed("replication", tmp_path, {file: put("confidence", 0, 0.9)}))


def test_beta_and_l_of_a_matrix(tmp_path):
    """Twice beta and L run the same course twice as fast at twice alpha; control: with the L left out another war comes out."""
    name = "morrison_kutz_gabbay_2023"
    alphas = ["alpha_star_formula", "alpha_up_measured", "alpha_down_measured", "alpha_up_reduced_equation", "alpha_down_reduced_equation"]

    def doubled(table):
        return table.head(1).assign(beta=2.0, L=16.0, **{column: 2.0 * table[column] for column in alphas})

    assert fails(found(name, changed(name, tmp_path, {"expected.csv": doubled}))) == set()
    other = fails(found(name, changed(name, tmp_path, {"expected.csv": lambda table: doubled(table).drop(columns="L")})))
    assert "fold down of the reduced equation" in other


def test_whether_war_follows_the_leading_eigenvector(tmp_path):
    name = "morrison_kutz_gabbay_2023"
    only = {"expected.csv": lambda table: table.head(1).assign(war_signs_follow_leading_eigenvector="false")}
    assert fails(found(name, changed(name, tmp_path, only))) == {"signs of war follow the leading eigenvector"}
