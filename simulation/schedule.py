"""The schedule: which rules run at the start and in which order they run every month.

This is the one place where the order can be read. A scenario may name a list of its own
(``rules`` in scenario.toml), in which ``"file.py:function"`` is a rule of the user's.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from simulation.footprint import footprint
from simulation.parameters import Parameter
from simulation.rules import (
    access,
    calendar,
    compliance,
    diversion,
    evasion,
    exports,
    grievance,
    hold_up,
    leverage,
    loss,
    roles,
    sanctions,
    shares,
    threat,
    ties,
    trust,
)

Rule = Callable[..., None]

START: tuple[Rule, ...] = (
    roles.find_hub,
    calendar.follow_calendar,
    calendar.follow_markets,
    calendar.pull_levers,
    calendar.pull_joint_levers,
    sanctions.carry_out,
    sanctions.impose_sanctions,
    threat.compare_grievances,
    ties.count_third_states,
    ties.close_triads,
    compliance.weigh_payments,
    compliance.comply,
    evasion.find_teacher,
    access.open_access,
    loss.cap_revenue,
    loss.bear_loss,
    leverage.measure_leverage,
    hold_up.form_habit,
    trust.limit_trust,
    trust.form_trust,
)
"""Rules of month 0: they complete the tables of the scenario to a world."""

MONTH: tuple[Rule, ...] = (
    # 1 shocks of the calendar
    calendar.open_month,
    calendar.follow_calendar,
    calendar.follow_markets,
    # 2 coalition policy
    calendar.pull_levers,
    calendar.pull_joint_levers,
    sanctions.carry_out,
    sanctions.impose_sanctions,
    sanctions.feel_pressure,
    # 3 grievance and threat
    grievance.update_grievance,
    threat.update_threat,
    threat.compare_grievances,
    # 4 ties
    ties.close_triads,
    ties.consider_ties,
    ties.settle_ties,
    # 5 compliance and evasion
    compliance.weigh_payments,
    compliance.comply,
    evasion.find_teacher,
    evasion.learn_evasion,
    # 6 channel shares, unserved needs, loss
    access.open_access,
    diversion.weigh_partners,
    diversion.seek_partners,
    exports.offer_exports,
    shares.aim_shares,
    exports.take_up_exports,
    shares.shift_shares,
    loss.cap_revenue,
    loss.bear_loss,
    # 7 leverage, hold-up, resentment
    leverage.measure_leverage,
    hold_up.hold_up,
    # 13 trust and ceilings
    trust.limit_trust,
    trust.update_trust,
)
"""Rules of every month, in order. Numbers are the steps of the model's schedule."""

RULES: dict[str, Rule] = {rule.__name__: rule for rule in (*START, *MONTH)}
"""Every rule of the package by name."""


def declared(rules: Iterable[Rule]) -> dict[str, Parameter]:
    """The parameters that ``rules`` read, by name: declared in a module of the package's rules, or in that of one of ``rules``."""
    rules = list(rules)
    modules = dict.fromkeys(sys.modules[rule.__module__] for rule in (*RULES.values(), *rules))
    known = {value.name: value for module in modules for value in vars(module).values() if isinstance(value, Parameter)}
    read = {name for rule in rules for name in footprint(rule).parameters}
    return {name: parameter for name, parameter in known.items() if name in read}


PARAMETERS: dict[str, Parameter] = declared((*START, *MONTH))
"""Every parameter of the package's rules by name."""
