"""Sensitivity: the Latin hypercube, rank correlations, and what chance alone gives."""

import numpy as np
import pytest
from scipy.stats import norm, spearmanr

from experiments.analysis.correlations import chance_level
from experiments.outcomes import shares
from experiments.sensitivity import hypercube, sensitivities, swept
from simulation.engine import ensemble
from simulation.outcome import FRACTURES, Course, classify, trailing
from simulation.parameters import Parameter
from simulation.variant import Variant

RUNS = 400


@pytest.fixture(scope="module")
def short(ten):
    """The invented world up to the months in which the war has shown its effect."""
    return ten.override({"months": 18})


class TestHypercube:
    """Every parameter once in every stratum."""

    @pytest.mark.parametrize(("runs", "seed"), [(10, 1), (64, 1), (64, 2)])
    def test_each_parameter_once_in_each_stratum(self, ten, runs, seed):
        parameters = swept(ten)
        values = hypercube(parameters, runs, seed)
        assert len(values) == runs
        for parameter in parameters:
            found = np.array([value[parameter.name] for value in values])
            low, high = parameter.low, parameter.high
            unit = np.log(found / low) / np.log(high / low) if parameter.log else (found - low) / (high - low)
            assert sorted(np.floor(unit * runs).astype(int)) == list(range(runs)), parameter.name

    def test_logarithmic_ranges_are_even_on_their_own_scale(self):
        even = Parameter("even", 1.0, 100.0, "1", "", 10.0, "judgement")
        logarithmic = Parameter("logarithmic", 1.0, 100.0, "1", "", 10.0, "judgement", log=True)
        values = hypercube([even, logarithmic], 100, 1)
        assert sum(value["even"] < 10.0 for value in values) in (9, 10)
        assert sum(value["logarithmic"] < 10.0 for value in values) == 50

    def test_parameters_do_not_move_together(self, ten):
        names = [parameter.name for parameter in swept(ten)]
        table = np.array([[value[name] for name in names] for value in hypercube(swept(ten), RUNS, 1)])
        between = np.abs(spearmanr(table).statistic[np.triu_indices(len(names), 1)])
        assert between.max() < bound(RUNS, len(between))

    def test_a_seed_gives_the_same_points_and_another_gives_others(self, ten):
        assert hypercube(swept(ten), 12, 3) == hypercube(swept(ten), 12, 3)
        assert hypercube(swept(ten), 12, 3) != hypercube(swept(ten), 12, 4)

    def test_what_is_swept(self, ten):
        names = [parameter.name for parameter in swept(ten)]
        assert names == sorted(name for name, parameter in ten.declared.items() if not parameter.fixed)
        assert 10 < len(names) < len(ten.declared)
        assert all(parameter.low > 0.0 for parameter in swept(ten) if parameter.log), "a logarithm has no zero"


def bound(runs, tests):
    """What the largest of so many independent rank correlations exceeds in one case of a thousand."""
    return float(norm.ppf(1.0 - 0.0005 / tests) / np.sqrt(runs - 1))


class TestCorrelations:
    """What moves cohesion and fracture."""

    def test_they_are_spearmans(self, short):
        found, counted = sensitivities(short, 40, seed=5)
        values = hypercube(swept(short), 40, 5)
        course = ensemble(short, [(5, k) for k in range(40)], variants=[Variant(v) for v in values])
        outcome = classify(course, short.thresholds)
        cohesion, fractured = trailing(course.series("cohesion"))[:, -1], outcome.code == FRACTURES
        assert counted == shares(outcome)
        assert 0 < fractured.sum() < 40, "the test sees both"
        assert {one.parameter.name for one in found} == set(values[0])
        for one in found:
            column = [value[one.parameter.name] for value in values]
            assert one.cohesion == pytest.approx(spearmanr(column, cohesion).statistic, abs=1e-12)
            assert one.fractures == pytest.approx(spearmanr(column, fractured).statistic, abs=1e-12)

    def test_the_largest_first(self, short):
        found, _ = sensitivities(short, 20)
        sizes = [max(abs(one.cohesion), abs(one.fractures)) for one in found]
        assert sizes == sorted(sizes, reverse=True)
        assert sizes[0] > sizes[-1]

    def test_threads_do_not_matter_and_every_run_is_told(self, short):
        told = []
        assert sensitivities(short, 12, 1, 1, told.append) == sensitivities(short, 12, 1, 2)
        assert told == [1] * 12

    @pytest.fixture
    def planted(self, monkeypatch, ten):
        """Sensitivities where cohesion is what a function of the parameters says, and runs below .4 have lost a member."""

        def find(cohesion, seed=1):
            def fake(scenario, keys, jobs, progress, variants, **_):
                level = np.array([cohesion(variant.parameters) for variant in variants])
                measures = np.zeros((len(keys), 20, 7))
                measures[:, :, 0] = level[:, None]
                names = ("cohesion", "active", "core_trust", "support", "dependence_growth", "asymmetry", "concession_rate")
                membership = np.where(level < 0.4, 0.0, 1.0)[:, None, None] * np.ones((1, 20, 3))
                return Course(names, measures, membership, *np.ones((2, len(keys), 20, 3, 3)))

            monkeypatch.setattr("experiments.sensitivity.ensemble", fake)
            return sensitivities(ten, RUNS, seed)

        return find

    def test_a_strong_parameter_is_found_and_the_others_stay_within_chance(self, planted):
        found, counted = planted(lambda value: 0.3 + 0.5 * value["recovery_max"] ** 3)
        first, *others = found
        assert first.parameter.name == "recovery_max"
        assert first.cohesion == pytest.approx(1.0)
        lost = counted["fractures"].share
        assert 0.0 < lost < 1.0
        assert first.fractures == pytest.approx(-np.sqrt(3.0 * lost * (1.0 - lost)), abs=1e-4), "of a rank with its own lower part"
        assert max(abs(one.cohesion) for one in others) < bound(RUNS, len(others))
        assert max(abs(one.fractures) for one in others) < bound(RUNS, len(others))

    def test_a_weak_parameter_in_noise_is_told_by_sign(self, planted):
        rng = np.random.default_rng(1)
        found, _ = planted(lambda value: 0.6 - 0.1 * value["temptation_base"] + rng.normal(0.0, 0.03))
        assert found[0].parameter.name == "temptation_base"
        assert -0.9 < found[0].cohesion < -bound(RUNS, len(found))

    def test_what_never_changes_correlates_with_nothing(self, planted):
        found, _ = planted(lambda _: 0.6)
        assert {(one.cohesion, one.fractures) for one in found} == {(0.0, 0.0)}


def test_chance_exceeds_its_level_in_one_case_of_twenty():
    """Control: half the level is exceeded far more often."""
    rng = np.random.default_rng(4)
    sizes = np.abs([spearmanr(rng.random(50), rng.random(50)).statistic for _ in range(1500)])
    assert np.mean(sizes > chance_level(50)) == pytest.approx(0.05, abs=0.02)
    assert np.mean(sizes > chance_level(50) / 2) > 0.2
