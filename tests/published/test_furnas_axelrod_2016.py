"""Furnas & Axelrod 2016: energy and frustrations of all 1,024 configurations of eleven actors."""

from reproduced import changed, fails, found, put, values

NAME = "furnas_axelrod_2016"


def test_every_configuration():
    findings = found(NAME)
    assert fails(findings) == set()
    assert values(findings, "configurations") == [1024.0]
    assert values(findings, "lowest energy") == [-83_200.0]


def test_another_size_or_propensity_is_told(tmp_path):
    """Control: the strength 5 that a header of the source gives an actor, whose table says 10, is not the one behind the energies."""
    for changes in ({"actors.csv": put("size", 9, 5)}, {"propensities.csv": put("propensity", 0, 1)}):
        assert {"energies that differ", "frustrations that differ"} <= fails(found(NAME, changed(NAME, tmp_path, changes)))


def test_one_wrong_energy_or_mark_is_told(tmp_path):
    """Control."""
    folder = changed(NAME, tmp_path, {"landscape.csv": put("energy", 17, -1.0)})
    assert values(found(NAME, folder), "energies that differ") == [1.0]
    folder = changed(NAME, tmp_path, {"landscape.csv": put("local_minimum", 17, True)})
    assert fails(found(NAME, folder)) == {"local minima", "minima at the same configurations"}
