"""Study files: what they may say, and every fault of their shape at once."""

import pytest
from swept import ONE, SMALL, content, study, written

from experiments.sweeps import study as studies
from simulation.faults import StudyError


def refused(folder, text):
    file = folder / "odd.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        studies.read(file)
    return list(caught.value.faults)


def test_a_file_says_what_it_says(tmp_path):
    read = studies.read(written(tmp_path))
    assert (read.name, read.folder) == ("small", str(tmp_path))
    assert read == study(tmp_path)
    assert (read.title, read.months, read.replicates, read.chunk, read.pairing) == ("Small", 14, 3, 4, "replicates")
    assert list(read.factors) == ["balance", "requests"]


def test_replicates_may_be_given_in_place_of_those_of_the_file(tmp_path):
    assert studies.read(written(tmp_path), 7).replicates == 7


def test_a_study_that_ships_is_found_by_name():
    assert {studies.find(name).stem for name in studies.names()} == set(studies.names()) != set()


def test_an_unknown_study_is_told_with_the_nearest(tmp_path):
    with pytest.raises(StudyError, match="did you mean 'what-matters'"):
        studies.read("what-maters")
    with pytest.raises(StudyError, match="or a TOML file"):
        studies.read(tmp_path)


@pytest.mark.parametrize("text", [b"\xff\xfe", b"title = ", b"\x00"])
def test_what_is_no_toml_is_told(tmp_path, text):
    file = tmp_path / "odd.toml"
    file.write_bytes(text)
    with pytest.raises(StudyError, match=r"odd\.toml: file: .* a readable TOML file"):
        studies.read(file)


def test_an_empty_file_lacks_everything_that_it_must_say(tmp_path):
    assert {fault.key for fault in refused(tmp_path, "")} == {"title", "question", "scenarios"}


def test_every_fault_is_told_at_once(tmp_path):
    text = 'titel = "x"\nscenarios = []\nmonths = 0\nreplicates = 2.5\nseed = -1\nchunk = 0\npairing = "non"\n'
    faults = refused(tmp_path, text)
    assert {fault.key for fault in faults} == {
        "titel",
        "title",
        "question",
        "scenarios",
        "months",
        "replicates",
        "seed",
        "chunk",
        "pairing",
    }
    nearest = {fault.key: fault.nearest for fault in faults}
    assert (nearest["titel"], nearest["pairing"]) == ("title", "none")
    assert all(fault.where == "odd.toml" for fault in faults)


@pytest.mark.parametrize("key", ["name", "folder"])
def test_what_the_file_s_place_says_cannot_be_said_in_it(tmp_path, key):
    [fault] = refused(tmp_path, f'{key} = "x"\n' + written(tmp_path).read_text(encoding="utf-8"))
    assert fault.key == key


WRONG = {
    "neither count nor precision": ({"replicates": None}, "study", "either replicates or"),
    "both": ({"precision": {"measure": "cohesion", "half_width": 0.1, "ceiling": 20}}, "study", "either replicates or"),
    "factors without design": ({"design": None}, "study", "go together"),
    "design without factors": ({"factors": {}}, "study", "go together"),
    "correlations of nothing": ({**ONE, "correlations": [["a", "b", 0.5]]}, "study", "correlations are of factors"),
    "a correlation too short": ({"correlations": [["balance", "requests"]]}, "correlations.0.2", "a value"),
    "a correlation of something else": ({"correlations": [["balance", "requests", "much"]]}, "correlations.0.2", "number"),
    "a misspelt design": ({"design": {"kind": "sobl"}}, "design.kind", "input should be"),
    "a design that is a word": ({"design": "grid"}, "design", "input should be"),
    "no points": ({"design": {"kind": "sobol", "points": 0}}, "design.points", "greater than or equal to 1"),
    "a misspelt bound": ({"factors": {"balance": {"lo": 0}}}, "factors.balance.lo", "low"),
    "a factor that is a number": ({"factors": {"balance": 5}}, "factors.balance", "input should be"),
    "values and choices": ({"factors": {"x": {"values": [1], "choices": {"a": {}}}}}, "factors.x", "either values or choices"),
    "values and bounds": ({"factors": {"x": {"values": [1], "low": 0, "log": True}}}, "factors.x", "have no low, log"),
    "choices with a key": ({"factors": {"x": {"choices": {"a": {}}, "set": "a"}}}, "factors.x", "the keys that they set themselves"),
    "no values": ({"factors": {"x": {"values": []}}}, "factors.x.values", "at least 1"),
    "no choices": ({"factors": {"x": {"choices": {}}}}, "factors.x.choices", "at least 1"),
    "a policy that is a number": ({"policies": {"a": 5}}, "policies.a", "dictionary"),
}


@pytest.mark.parametrize(("changes", "key", "allowed"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_key(changes, key, allowed):
    with pytest.raises(StudyError) as caught:
        study(**changes)
    [fault] = caught.value.faults
    assert fault.key == key
    assert allowed in fault.allowed


PRECISION = {"measure": "cohesion", "half_width": 0.1, "ceiling": 20}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"half_width": 0.0}, "precision.half_width"),
        ({"half_width": float("inf")}, "precision.half_width"),
        ({"half_width": float("nan")}, "precision.half_width"),
        ({"floor": 9}, "precision.floor"),
        ({"floor": 30}, "precision"),
        ({"step": 0}, "precision.step"),
        ({"policies": ["a"]}, "precision.policies.1"),
        ({"measure": 3}, "precision.measure"),
        ({"width": 3}, "precision.width"),
    ],
)
def test_precision_knows_its_keys_and_ranges(changes, key):
    assert study(replicates=None, precision=PRECISION).precision.floor == 10
    with pytest.raises(StudyError) as caught:
        study(replicates=None, precision=PRECISION | changes)
    assert [fault.key for fault in caught.value.faults] == [key]


def test_data_that_a_study_is_made_of_are_left_alone():
    given = content()
    study()
    assert given == SMALL
