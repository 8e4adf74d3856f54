"""Policies and futures by name: a study that names them is the study that writes them out."""

import pytest
from swept import ONE, content, written

from experiments.sweeps import study as studies
from experiments.sweeps.named import written_out
from experiments.sweeps.plan import Plan, plan
from scenarios import future, policy
from simulation.faults import StudyError

MINE = 'title = "Mine"\npurpose = "Tries."\nsource = "nobody"\n[changes]\n"levers.secondary" = 1.0\n'
CHANCE = 'title = "May come"\n[futures.calm]\ntitle = "Calm"\nsource = "nobody"\n[futures.harsh]\ntitle = "Harsh"\nsource = "nobody"\n'
HARSH = '[futures.harsh.changes]\n"parameters.crisis_rate" = 0.04\n'


def test_names_stand_for_what_their_files_change(tmp_path):
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    (tmp_path / "weather.toml").write_text(CHANCE + HARSH, encoding="utf-8")
    file = written(tmp_path, **ONE)
    text = 'policies = ["status-quo", "mine.toml"]\nfutures = "weather.toml"\n' + file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    study = studies.read(file)
    assert study.policies == {"status-quo": {}, "mine": {"levers.secondary": 1.0}}
    assert study.futures == {"calm": {}, "harsh": {"parameters.crisis_rate": 0.04}}
    made = plan(study)
    assert made.sizes == (1, 2, 2, 1)
    assert Plan.from_plain(made.plain()).study.policies == study.policies, "the manifest holds them, so that files may change"


def test_what_is_written_out_stays_as_it_is():
    given = content(policies={"a": {"levers.secondary": 1.0}}, futures={"b": {}})
    assert written_out(given, "small.toml") == given


def test_those_that_ship_are_known_by_name():
    made = written_out({"policies": list(policy.names()), "futures": "default"}, "x")
    assert tuple(made["policies"]) == policy.names()
    assert tuple(made["futures"]) == tuple(future.load("default").futures)


def test_every_fault_of_the_names_is_told_at_once():
    with pytest.raises(StudyError) as caught:
        written_out({"policies": ["status-quo", "wedge-chm", "status-quo"], "futures": "defalt"}, "x.toml")
    told = [(fault.where, fault.given, fault.nearest) for fault in caught.value.faults]
    assert told == [
        ("x.toml: policies", "wedge-chm", "wedge-chn"),
        ("x.toml", ["status-quo", "wedge-chm", "status-quo"], ""),
        ("x.toml: futures", "defalt", "default"),
    ]
