"""Declared numbers."""

import math

import pytest

from simulation.parameters import Parameter, Quantity, coefficient
from simulation.schedule import PARAMETERS


def test_a_quantity_admits_finite_numbers_within_its_closed_bounds():
    quantity = Quantity("q", 0, 1, "1", "a test")
    assert [quantity.admits(x) for x in (0, 0.5, 1)] == [True] * 3
    assert [quantity.admits(x) for x in (-1e-9, 1.1, math.nan, math.inf)] == [False] * 4
    assert not Quantity("q", 0, math.inf, "1", "a test").admits(math.inf)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0, 1, "a number from 0 to 1"), (0.1, math.inf, "a number of at least 0.1"), (-math.inf, math.inf, "a finite number")],
)
def test_bounds_in_words(low, high, words):
    assert Quantity("q", low, high, "1", "a test").allowed == words


@pytest.mark.parametrize("bounds", [(1, 0), (math.nan, 1)])
def test_empty_bounds_are_refused(bounds):
    with pytest.raises(ValueError, match=r"q: bounds .* are empty"):
        Quantity("q", *bounds, "1", "a test")


@pytest.mark.parametrize("base", [0.0, 1.0])
def test_a_base_may_lie_on_a_bound_and_a_range_may_be_one_value(base):
    assert Parameter("x", 0, 1, "1", "a test", base, "judgement").domain == (0.0, math.inf)
    assert Quantity("q", base, base, "1", "a test").admits(base)


@pytest.mark.parametrize("base", [-0.1, 1.1, math.nan])
def test_a_base_outside_the_range_is_refused(base):
    with pytest.raises(ValueError, match=r"x: base .* lies outside 0\.\.1"):
        Parameter("x", 0, 1, "1", "a test", base, "judgement")


def test_what_a_scenario_may_set_is_the_domain_not_the_range_of_sweeps():
    possible = Parameter("x", 0.2, 0.4, "months", "a test", 0.3, "judgement", domain=(0.0, 1.0)).possible
    assert possible == Quantity("x", 0.0, 1.0, "months", "a test")


def test_a_coefficient_is_fixed_and_may_go_to_twice_its_base():
    found = coefficient("x", 0.3, "a test")
    assert found.fixed
    assert (found.low, found.high, found.base, found.domain) == (0.0, 0.6, 0.3, (0.0, 0.6))
    assert coefficient("x", 0.3, "a test", high=1.0).domain == (0.0, 1.0)


BASES = {
    "trust_ceiling_max": (0.95, 0.75, 1.0), "trust_ceiling_slope": (0.65, 0.1, 0.8), "trust_half_life": (36, 12, 72),
    "trust_gain": (0.25, 0.1, 0.5), "trust_evidence": (6, 2, 12), "compliance_slope": (9, 4, 14), "compliance_threshold": (0.55, 0.4, 0.7),
    "negativity": (2.5, 1.2, 5), "grievance_half_life": (36, 12, 120), "grievance_gain": (0.03, 0, 0.08), "balance": (0.02, 0, 0.08),
    "recovery_max": (0.85, 0.55, 0.97), "hub_diversion_scale": (1, 0.56, 1.45), "extraction": (0.6, 0.2, 2.5),
    "autonomy_scale": (1, 0.3, 2.2), "evasion_learning": (0.025, 0, 0.06), "choice_precision": (2.5, 1, 5), "requests": (8, 3, 15),
    "grievance_weight": (1.5, 0.5, 3), "exposure_aversion": (24, 8, 40), "temptation_base": (0.2, 0, 0.8), "crisis_rate": (0.012, 0, 0.04),
    "leader_exit_rate": (0.004, 0.001, 0.012), "exit_hazard": (0.0007, 0.0003, 0.0014),
}  # fmt: skip


FIXED = {
    "acceptance_base": -1.5, "payment_weight": 1.4, "trust_weight": 1.2, "norm_weight": 1.2, "support_base": -2.4,
    "ceiling_from_commitment": 0.04,
    "stock_per_deal": 0.05, "stock_recovery": 0.012, "production_floor": 0.4, "production_speed": 0.05, "vote_from_tie": 2.2,
    "abstain_above": -0.45,
    "refuse_above": 1.115, "exercise_rate": 1.5, "treaty_rate": 0.4, "treaty_deliveries": 1.5, "treaty_trust": 0.36, "pledge_tie": 0.01,
    "exit_from_value": 1.2, "exit_from_wedge": 4.0, "cost_of_autonomy": 20.0, "cost_of_resentment": 7.5, "demand_rate": 0.10,
}  # fmt: skip


@pytest.mark.parametrize("name", FIXED)
def test_sections_5_and_6_fix_these(name):
    assert PARAMETERS[name].base == FIXED[name]
    assert PARAMETERS[name].fixed


@pytest.mark.parametrize("name", BASES)
def test_section_6_gives_base_and_range(name):
    parameter = PARAMETERS[name]
    assert (parameter.base, parameter.low, parameter.high) == BASES[name]
    assert not parameter.fixed


def test_section_6_sweeps_these_on_a_logarithmic_scale():
    logarithmic = {name for name, parameter in PARAMETERS.items() if parameter.log}
    assert logarithmic == {
        "trust_half_life", "trust_evidence", "negativity", "grievance_half_life", "extraction", "choice_precision", "leader_exit_rate",
        "exit_hazard",
    }  # fmt: skip
    assert all(PARAMETERS[name].low > 0 for name in logarithmic)


def test_nothing_else_is_swept():
    assert {name for name, parameter in PARAMETERS.items() if not parameter.fixed} == set(BASES)
