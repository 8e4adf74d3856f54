"""Equation 10: compliance of third parties with secondary sanctions."""

from math import exp

import numpy as np
import pytest
from hypothesis import given
from worlds import apply, close, examples, ugly_moments, world

from simulation.rules.compliance import comply, own_currency, weigh_payments

CALM = {"states": 2, "month": 1, "coalition_payment": [0.9, 0.2], "secondary": [0, 0.6]}


def compliance(**fields):
    """Compliance of state 0 with secondary sanctions on state 1."""
    return apply(comply, world(**(CALM | fields)), states=[0]).compliance[0, 1]


def test_coalition_share_of_payments_is_weighted_over_channels_and_held_at_1():
    share = [[[0, 0.2, 0.3, 0.1]] * 4, [[0, 0.4, 0.1, 0.5]] * 4]
    fields = {"states": 4, "membership": [0, -1, -1, 0], "share": share}
    assert apply(weigh_payments, world(**fields, payment=[0.7, 0.3])).coalition_payment[0] == close(0.7 * 0.5 + 0.3 * 0.5)
    assert apply(weigh_payments, world(**fields, payment=[0, 1])).coalition_payment[0] == close(0.5)
    assert apply(weigh_payments, world(**fields, payment=[1, 0.9])).coalition_payment[0] == close(0.95)
    assert apply(weigh_payments, world(2, membership=-1, share=0.9, payment=1.0)).coalition_payment[0] == 1.0


def test_own_currency_of_a_pair():
    assert own_currency(0.0, 0.0) == 1.0
    assert own_currency(1.0, 1.0) == 0.0
    assert own_currency(0.5, 0.2) == close(1 - (0.5 + 0.2) / 2)


def test_equation_10_by_hand():
    pressure = 1.9 * 0.6 * 0.5 * (1 - 0.5 * 0.4) * (1 - 0.3 * (1 - (0.5 + 0.2) / 2))
    decided = 1 / (1 + exp(-9 * (pressure - 0.55 - 0.15 * 0.2)))
    fields = {"coalition_payment": [0.5, 0.2], "evasion": [0.9, 0.4], "tie": [[0, 0.2], [0.2, 0]]}
    assert compliance(**fields, compliance=0.1) == close(0.1 + 0.35 * (decided - 0.1))
    assert compliance(**fields, compliance=0.1, month=0) == close(decided)


def test_equation_10_a_bad_tie_lowers_no_threshold():
    assert compliance(tie=-0.9) == compliance(tie=0.0) > compliance(tie=0.5)


@pytest.mark.parametrize("fields", [{"secondary": 0}, {"coalition_payment": [0.099, 0.2]}, {"tied": 0}], ids=str)
def test_equation_10_nobody_complies(fields):
    assert compliance(**fields) == 0.0
    assert compliance(**fields, compliance=0.4) == close(0.4 * 0.65)


def test_equation_10_immunity_ends_at_its_bound():
    assert compliance(coalition_payment=[0.1, 0.2]) > 0.0


def test_equation_10_no_state_complies_against_itself():
    assert apply(comply, world(states=2, coalition_payment=1.0, secondary=1.0, month=1)).compliance.diagonal().tolist() == [0, 0]


def test_equation_10_full_pressure_is_answered_by_almost_full_compliance():
    now = world(states=2, month=1, coalition_payment=1.0, secondary=[0, 1])
    for _ in range(60):
        apply(comply, now)
    assert 0.99 < now.compliance[0, 1] < 1.0


@pytest.mark.parametrize("month", [0, 1, 7])
def test_equation_10_the_coalition_complies_by_definition(month):
    assert compliance(membership=[-1, 0], coalition_payment=0.0, month=month) == 1.0


@pytest.mark.parametrize(("field", "rising"), [("secondary", True), ("evasion", False), ("coalition_payment", True)])
def test_equation_10_compliance_is_monotone_in(field, rising):
    values = [compliance(**{field: x}) for x in np.linspace(0.0, 1.0, 21)]
    assert all(np.diff(values) >= 0) if rising else all(np.diff(values) < 0)
    assert values[0] != values[-1]


@examples
@given(moment=ugly_moments)
def test_secondary_0_leaves_compliance_0(moment):
    moment.world.secondary[:] = 0.0
    moment.world.compliance[:] = 0.0
    assert not apply(comply, *moment).compliance.any()
