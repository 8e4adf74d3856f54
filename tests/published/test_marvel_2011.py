"""Marvel, Kleinberg, Kleinberg & Strogatz 2011: when opinions blow up, and into which factions."""

from reproduced import changed, fails, found, put

NAME = "marvel_2011"


def test_both_matrices():
    findings = found(NAME)
    assert len(findings) == 18
    assert fails(findings) == set()


def test_another_entry_moves_the_end(tmp_path):
    """Control: a hundredth in one entry of 55 is more than the tolerance."""
    wrong = fails(found(NAME, changed(NAME, tmp_path, {"initial_matrices.csv": put("value", 0, 0.355584)})))
    assert {"largest eigenvalue", "blow-up time, formula", "blow-up time, integrated"} <= wrong


def test_another_faction_is_told(tmp_path):
    """Control."""
    assert fails(found(NAME, changed(NAME, tmp_path, {"factions.csv": put("faction", 1, 2)}))) == {"members on another side"}


def test_another_component_is_told(tmp_path):
    """Control: the smallest component of the leading eigenvector, by which sides are how far from undecided."""
    folder = changed(NAME, tmp_path, {"expected.csv": put("smallest_leading_component", 0, 0.0391)})
    assert fails(found(NAME, folder)) == {"smallest leading component"}
    folder = changed(NAME, tmp_path, {"expected.csv": lambda table: table.drop(columns="smallest_leading_component")})
    assert len(found(NAME, folder)) == 16
