"""Read 1954: sixteen tribes of the highlands, as in the documentation of signnet (Schoch 2023)."""

import pytest
from reproduced import changed, fails, found, put

NAME = "read_1954_tribes"


def test_every_number():
    findings = found(NAME)
    assert len(findings) == 12 + 2
    assert fails(findings) == set()


def test_a_friendship_that_is_an_enmity_is_told(tmp_path):
    """Control."""
    wrong = fails(found(NAME, changed(NAME, tmp_path, {"edges.csv": put("sign", 0, -1)})))
    assert {"negative_edges", "walk_balance", "share_of_balanced_triads"} <= wrong


@pytest.mark.parametrize("row", range(12))
def test_every_expected_number_is_held(tmp_path, row):
    """Control: whichever of them is another, by one or in the sixth digit, it fails."""

    def move(table):
        return put("value", row, table["value"][row] + (1e-6 if table["tolerance"][row] else 1))(table)

    assert len(fails(found(NAME, changed(NAME, tmp_path, {"expected.csv": move})))) == 1


def test_another_division_is_told(tmp_path):
    """Control."""
    assert fails(found(NAME, changed(NAME, tmp_path, {"partition_two_groups.csv": put("group", 0, 1)}))) == {"best two groups"}
