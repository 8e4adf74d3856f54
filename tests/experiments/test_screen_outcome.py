"""What is printed of outcomes, where it is more than the numbers of a report."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from experiments.outcomes import Share
from experiments.screen_outcome import MEANINGS, why_empty
from simulation.outcome import CLASSES, Course, classify

NAMES = ("cohesion", "active", "core_trust", "support", "dependence_growth", "asymmetry", "concession_rate")


@pytest.fixture
def reported(ten):
    """A report on calm runs with the series given, numbers or arrays (runs, 25)."""

    def make(**paths):
        measures = np.zeros((4, 25, len(NAMES)))
        for name, path in ({"cohesion": 0.6} | paths).items():
            measures[:, :, NAMES.index(name)] = path
        course = Course(NAMES, measures, np.ones((4, 25, 3)), *np.full((2, 4, 25, 3, 3), 0.5))
        return SimpleNamespace(course=course, scenario=ten, moved={("all", "absorbed"): {"absorbed": Share(1, 4)}})

    return make


def said(text):
    """Share that meets each condition, by its words."""
    return {words: float(share) for words, share in re.findall(r"([a-z][a-z ]*) (\d\.\d\d) \(median", text)}


def test_every_class_has_its_meaning():
    assert tuple(MEANINGS) == CLASSES


def test_the_conditions_of_absorption(reported):
    growth = np.array([[1.0], [2.0], [3.0], [2.5]])
    text = why_empty(reported(dependence_growth=growth, asymmetry=0.9, concession_rate=0.1), "absorbed")
    assert said(text) == {"leverage growth": 0.75, "asymmetry": 1.0, "concessions": 0.0}
    assert "leverage growth 0.75 (median 2.25, needed 2)" in text
    assert text.endswith("with its thresholds moved by a fifth 0.250 are")


def test_the_conditions_of_coherence_are_those_that_runs_are_judged_by(reported):
    """Means over the last twelve months: a run whose pairs pause in the last month alone is still active enough."""
    pause = np.ones((4, 25))
    pause[:, -1] = 0.0
    report = reported(active=pause, support=pause, core_trust=np.where(np.arange(25) > 0, 0.9, 0.5))
    assert (classify(report.course, report.scenario.thresholds).code == CLASSES.index("coheres")).all()
    found = said(why_empty(report, "coheres"))
    assert set(found.values()) == {1.0}
    assert len(found) == 3, "active, support and trust"
