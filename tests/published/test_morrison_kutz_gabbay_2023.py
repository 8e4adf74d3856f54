"""Morrison, Kutz & Gabbay 2023: thresholds between peace and systemic war."""

import pytest
from reproduced import changed, fails, found, values

NAME = "morrison_kutz_gabbay_2023"


def only(case):
    """The rows of one matrix."""
    return {"expected.csv": lambda table: table[table["case"] == case]}


@pytest.mark.slow
def test_every_matrix():
    findings = found(NAME)
    assert len(findings) == 6 * 12 + 4 * 7
    assert fails(findings) == set()


@pytest.mark.parametrize("case", ["matrix_1", "matrix_6"])
def test_one_matrix_and_the_uniform_case(case, tmp_path):
    findings = found(NAME, changed(NAME, tmp_path, only(case)))
    assert fails(findings) == set()
    assert len(values(findings, "peace level, exact")) == 4


def test_the_threshold_of_another_matrix_is_told(tmp_path):
    """Control: what is expected of the second matrix does not come out of the first."""
    second = {"expected.csv": lambda table: table[table["case"] == "matrix_2"].assign(case="matrix_1")}
    wrong = fails(found(NAME, changed(NAME, tmp_path, second)))
    assert {"largest eigenvalue", "threshold up, formula", "threshold up against the formula", "threshold up, as measured"} <= wrong


def test_another_level_is_told(tmp_path):
    """Control: levels of another alpha."""
    changes = only("matrix_1") | {"uniform_case.csv": lambda table: table.assign(alpha=table["alpha"] * 1.01)}
    assert fails(found(NAME, changed(NAME, tmp_path, changes))) >= {"peace level, formula", "peace level, exact", "war level, exact"}
