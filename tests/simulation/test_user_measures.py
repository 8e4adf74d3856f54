"""Measures of the user's: one function in a file of their own, named in scenario.toml."""

import shutil

import numpy as np
import pytest

import scenarios
import simulation
from scenarios.folder import HERE
from simulation import ScenarioError
from simulation.engine import ensemble
from simulation.measures import MEASURES

MEASURE = '''"""A measure of the test's."""


def mean_threat(world):
    """Mean threat felt; 0 to 1."""
    total = 0.0
    for i in range(world.threat.shape[0]):
        total += world.threat[i]
    return total / world.threat.shape[0]
'''
WATCH = "signpost,measure,comparison,threshold,hold,noise,evidence,source\nfear,mean_threat,above,0,1,0,invented,a test\n"


@pytest.fixture
def mine(tmp_path):
    """A copy of ten-states with a measure of the test's; gives a function that loads it with another list of measures."""
    shutil.copytree(HERE / "ten-states", tmp_path / "mine")

    def load(names: str = '["...", "my_measures.py:mean_threat"]', text: str = MEASURE) -> simulation.Scenario:
        head = (HERE / "ten-states" / "scenario.toml").read_text(encoding="utf-8")
        (tmp_path / "mine" / "scenario.toml").write_text(f"measures = {names}\n{head}", encoding="utf-8")
        (tmp_path / "mine" / "my_measures.py").write_text(text, encoding="utf-8")
        return scenarios.load(tmp_path / "mine")

    return load


def test_a_measure_stands_where_the_list_names_it(mine):
    assert tuple(mine().measures) == (*MEASURES, "mean_threat")
    assert tuple(mine('["my_measures.py:mean_threat", "..."]').measures) == ("mean_threat", *MEASURES)


def test_it_is_taken_down_every_month_and_changes_nothing_else(mine, ten):
    trajectory = simulation.run(mine(), months=5, compiled=False)
    np.testing.assert_allclose(trajectory.measures["mean_threat"], trajectory.series("threat").mean(axis=1), rtol=1e-14)
    np.testing.assert_array_equal(trajectory.record[:, :-1], simulation.run(ten, months=5).record)


def test_compiled_gives_the_same_bits_and_an_ensemble_has_it(mine):
    scenario = mine().override({"months": 5})
    plain = simulation.run(scenario, 1, compiled=False).record
    np.testing.assert_array_equal(simulation.run(scenario, 1).record, plain)
    course = ensemble(scenario, [(1, 0)], measures=["mean_threat"])
    np.testing.assert_array_equal(course.series("mean_threat")[0], plain[:, -1])


def test_a_signpost_may_watch_it(mine, tmp_path):
    mine()
    (tmp_path / "mine" / "signposts.csv").write_text(WATCH, encoding="utf-8")
    events = simulation.run(scenarios.load(tmp_path / "mine"), months=3, compiled=False).events
    assert list(events.query("kind == 'trigger'")["name"]) == ["fear"]


def test_a_variant_folder_names_the_file_of_its_base(mine, tmp_path):
    mine()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "scenario.toml").write_text('base = "mine"\nmonths = 7\n', encoding="utf-8")
    assert "mean_threat" in scenarios.load(tmp_path / "other").measures


@pytest.mark.parametrize(
    ("names", "text", "said"),
    [
        ('["...", "cohesin"]', MEASURE, "did you mean 'cohesion'"),
        ('["...", "my_measures.py:mean"]', MEASURE, "has no function 'mean'"),
        ('["...", "none.py:mean_threat"]', MEASURE, "file not found"),
        ('["...", "my_measures.py:mean_threat"]', MEASURE.replace("(world)", "(world, p)"), "a measure asks for world and start alone"),
        ('["...", "my_measures.py:mean_threat"]', MEASURE.replace("total = 0.0", "total = world.threat[0] = 0.0"), "changes neither"),
        ('["...", "my_measures.py:mean_threat"]', MEASURE.replace("world.threat[i]", "world.thread[i]"), "did you mean 'threat'"),
        ('["...", "my_measures.py:cohesion"]', MEASURE.replace("mean_threat", "cohesion"), "is taken by a rule or measure"),
        ('["my_measures.py:mean_threat"]', MEASURE, "what the outcome is judged by: cohesion, active"),
    ],
)
def test_what_is_no_measure_is_told(mine, names, text, said):
    with pytest.raises(ScenarioError, match=said) as caught:
        mine(names, text)
    [fault] = caught.value.faults
    assert (fault.where, fault.key) == ("scenario.toml", "measures")
