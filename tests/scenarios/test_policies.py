"""Files of policies and futures: what they say, where they are found, and every fault of them at once."""

import pytest

from scenarios import future, policy
from scenarios.policy import PolicyError

MINE = 'title = "Mine"\npurpose = "Tries."\nsource = "nobody"\nbudget = 0.01\n[changes]\n"levers.secondary" = 1.0\n'
SET = 'title = "May come"\n[futures.calm]\ntitle = "Calm"\nsource = "nobody"\n[draws]\npoints = 4\n'


def written(folder, text, name="mine.toml"):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_says_what_it_says(tmp_path):
    found = policy.load(written(tmp_path, MINE))
    assert (found.name, found.title, found.purpose, found.source, found.budget) == ("mine", "Mine", "Tries.", "nobody", 0.01)
    assert found.changes == {"levers.secondary": 1.0}
    sets = future.load(written(tmp_path, SET))
    assert list(sets.futures) == ["calm"]
    assert (sets.draws.points, sets.draws.seed) == (4, 1)


def test_a_file_is_looked_for_beside_another_first(tmp_path):
    written(tmp_path, MINE, "status-quo.toml")
    assert policy.load("status-quo.toml", tmp_path).title == "Mine"
    assert policy.load("status-quo", tmp_path).title == policy.load("status-quo").title != "Mine"


@pytest.mark.parametrize(("load", "name", "nearest"), [(policy.load, "wedge-chm", "wedge-chn"), (future.load, "defalt", "default")])
def test_an_unknown_name_is_told_with_the_nearest(load, name, nearest):
    with pytest.raises(PolicyError) as caught:
        load(name)
    [fault] = caught.value.faults
    assert (fault.given, fault.nearest) == (name, nearest)


@pytest.mark.parametrize("text", [b"\xff\xfe", b"title = ", b"\x00"])
@pytest.mark.parametrize("load", [policy.load, future.load])
def test_what_is_no_toml_is_told(tmp_path, load, text):
    (tmp_path / "odd.toml").write_bytes(text)
    with pytest.raises(PolicyError, match=r"odd\.toml: file: .* a readable TOML file"):
        load(tmp_path / "odd.toml")


@pytest.mark.parametrize(
    ("load", "text", "keys"),
    [
        (policy.load, "", {"title", "purpose", "source"}),
        (policy.load, MINE.replace("budget", "bugdet"), {"bugdet"}),
        (policy.load, MINE.replace("0.01", "0") + "x = 1\n[y]\n", {"budget", "y"}),
        (policy.load, MINE.replace('"Tries."', '""'), {"purpose"}),
        (future.load, "", {"title", "futures"}),
        (future.load, SET.replace("points = 4", "points = 0\nseed = -1"), {"draws.points", "draws.seed"}),
        (future.load, SET.replace('source = "nobody"', "sauce = 1"), {"futures.calm.source", "futures.calm.sauce"}),
        (future.load, SET.replace("[futures.calm]", "[futurs.calm]"), {"futures", "futurs"}),
    ],
)
def test_every_fault_is_told_at_once(tmp_path, load, text, keys):
    with pytest.raises(PolicyError) as caught:
        load(written(tmp_path, text))
    assert {fault.key for fault in caught.value.faults} == keys
