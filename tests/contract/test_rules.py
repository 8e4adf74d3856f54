"""What every rule of the schedule must hold, whichever it is."""

import pytest
from hypothesis import given
from worlds import apply, examples, ugly_moments

from experiments.contract.moments import moments
from experiments.contract.rules import CHECKS, told
from experiments.contract.worlds import program
from simulation.events import KINDS
from simulation.schedule import RULES
from simulation.world import VARIABLES


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_holds_the_contract(rule, check):
    assert check(rule, program()) == ""


def test_the_moments_of_the_contract_bring_every_kind_of_event():
    seen = {KINDS[kind] for rule in RULES.values() for moment in moments(program()) for kind in told(rule, moment)[1][:, 1]}
    assert seen == set(KINDS.values())


@examples
@given(moment=ugly_moments)
def test_no_rule_leaves_the_declared_ranges_in_any_world(moment):
    for rule in RULES.values():
        made = moment.copy()
        before = {name: getattr(made.world, name).copy() for name in VARIABLES}
        now = apply(rule, *made)
        for name, variable in VARIABLES.items():
            array = getattr(now, name)
            if array.tobytes() != before[name].tobytes():
                assert ((array >= variable.low) & (array <= variable.high + 1e-9)).all(), (rule, name)
