"""Furnas & Axelrod 2016: energy and frustrations of all 1,024 configurations of eleven actors."""

from reproduced import changed, fails, found, put, values

NAME = "furnas_axelrod_2016"


def test_every_configuration():
    findings = found(NAME)
    assert fails(findings) == set()
    assert values(findings, "configurations") == [1024.0]
    assert values(findings, "lowest energy") == [-83_200.0]
    assert values(findings, "smaller_side_of_lowest") == ["ISIS;Nursa;Turkey"]


def test_the_size_in_the_header_is_not_the_one_behind_the_energies():
    """The header gives one actor strength 5; only the configuration with nobody apart has the same energy then."""
    said = next(finding for finding in found(NAME) if finding.quantity == "energies that follow from the header")
    assert (said.published, said.ours, said.verdict) == (1024.0, 1.0, "differs")
    assert said.note == "1024 follow from the sizes of the table of actors"


def test_another_side_or_basin_is_told(tmp_path):
    """Control."""
    folder = changed(NAME, tmp_path, {"expected.csv": put("value", 2, "ISIS;Nursa")})
    assert fails(found(NAME, folder)) == {"smaller_side_of_lowest"}
    folder = changed(NAME, tmp_path, {"expected.csv": put("value", 3, 1023)})
    assert fails(found(NAME, folder)) == {"basin_of_lowest"}


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
