"""Equations 13 and 14: hold-up."""

import numpy as np
import pytest
from worlds import apply, close, parameters, world

from simulation.rules.hold_up import form_habit, hold_up


def dependent(a=0.5, b=0.1, **fields):
    """State 0 depends on 1 by ``a``, and 1 on 0 by ``b``."""
    return world(**({"states": 2, "leverage": [[0, a], [b, 0]]} | fields))


def test_at_month_0_a_state_is_used_to_the_asymmetry_that_it_lives_with():
    assert apply(form_habit, dependent()).reference == close(np.array([[0, 0.4], [0, 0]]))


def test_equations_13_and_14_by_hand():
    now = dependent(reference=[[0, 0.1], [0.06, 0]], trust=[[0, 0.3], [0.9, 0]], resentment=0.2, autonomy=[1.5, 1])
    apply(hold_up, now, p=parameters(autonomy_scale=2))
    assert now.extraction == close(np.array([[0, 0.6 * (0.4 - 0.1) * 0.7], [0, 0]]))
    assert now.resentment[0, 1] == close(0.98 * 0.2 + 0.12 * 0.6 * 0.3 * 0.7)
    assert now.resentment[1, 0] == close(0.98 * 0.2)
    assert now.autonomy_cost == close(np.array([1.5 * 2 * 0.3, 0]))
    assert now.reference == close(np.array([[0, 0.1 + np.log(2) / 60 * 0.3], [0.06 - np.log(2) / 60 * 0.06, 0]]))


def test_equation_13_the_reference_goes_half_the_way_in_its_half_life():
    now = dependent()
    for _ in range(60):
        apply(hold_up, now)
    assert now.reference[0, 1] == pytest.approx(0.2, rel=0.01)


def test_equation_13_the_same_asymmetry_forever_is_extracted_from_less_and_less():
    now = dependent()
    taken = [apply(hold_up, now).extraction[0, 1] for _ in range(600)]
    assert (np.diff(taken) < 0).all()
    assert taken[-1] < 0.01 * taken[0]


@pytest.mark.parametrize(
    "fields", [{"reference": 0.4}, {"trust": 1.0}, {"a": 0.1}, {"a": 0.0, "b": 0.5}], ids=["used to it", "trust", "balance", "upper hand"]
)
def test_equation_14_nothing_is_extracted(fields):
    now = apply(hold_up, dependent(**fields))
    assert now.extraction[0, 1] == now.resentment[0, 1] == 0.0


def test_the_level_of_dependence_alone_is_not_resented():
    now = dependent(a=3.0, b=0.0)
    apply(form_habit, now)
    for _ in range(120):
        apply(hold_up, now)
    assert not now.resentment.any()
    assert not now.autonomy_cost.any()


def test_equation_14_the_cost_to_autonomy_counts_the_worst_partner_alone():
    now = apply(hold_up, world(leverage=[[0, 0.3, 0.5], [0, 0, 0], [0, 0, 0]], autonomy=2.0))
    assert now.autonomy_cost == close(np.array([1.0, 0, 0]))
