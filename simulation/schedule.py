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
    concessions,
    cooperation,
    crises,
    deals,
    diversion,
    evasion,
    exercises,
    exports,
    grievance,
    hold_up,
    leaders,
    leverage,
    loss,
    membership,
    needs,
    recognitions,
    roles,
    sanctions,
    shares,
    signposts,
    threat,
    ties,
    treaties,
    trust,
    votes,
)

Rule = Callable[..., None]

START: tuple[Rule, ...] = (
    roles.find_hub,
    calendar.follow_calendar,
    calendar.follow_markets,
    calendar.count_war_months,
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
    needs.fill_stocks,
    needs.feel_needs,
    deals.expect_deals,
    deals.settle_deals,
    deals.count_supplies,
    deals.expect_memory,
    cooperation.begin_cooperation,
    exercises.expect_exercises,
    trust.weigh_evidence,
    votes.agree_before_votes,
    membership.value_axis,
)
"""Rules of month 0: they complete the tables of the scenario to a world."""

MONTH: tuple[Rule, ...] = (
    # 1 shocks of the calendar
    calendar.open_month,
    calendar.follow_calendar,
    calendar.follow_markets,
    calendar.count_war_months,
    # 2 coalition policy
    calendar.pull_levers,
    calendar.pull_joint_levers,
    signposts.watch_signposts,
    signposts.respond,
    sanctions.carry_out,
    sanctions.impose_sanctions,
    sanctions.feel_pressure,
    # 3 grievance and threat
    grievance.update_grievance,
    threat.update_threat,
    threat.compare_grievances,
    # 4 ties
    ties.close_triads,
    ties.disturb_ties,
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
    # 8 concession demands
    concessions.answer_demands,
    concessions.resent_resistance,
    # 9 deals
    needs.refill_stocks,
    needs.consume_in_war,
    needs.feel_needs,
    deals.make_deals,
    deals.settle_deals,
    deals.remember_deals,
    deals.count_supplies,
    deals.draw_down_stocks,
    needs.learn_to_produce,
    # 10 crises
    crises.face_crisis,
    # 11 diplomacy
    votes.cast_votes,
    votes.count_votes,
    exercises.exercise_together,
    recognitions.recognise,
    treaties.consider_treaties,
    treaties.settle_treaties,
    exercises.pledge,
    # 12 leader exits
    leaders.change_leaders,
    leaders.forget_leaders,
    # 13 trust and ceilings
    trust.limit_trust,
    trust.update_trust,
    # 14 membership
    cooperation.cooperate,
    membership.value_axis,
    membership.choose_camp,
    membership.settle_camps,
)
"""Rules of every month, in order. Numbers are the steps of the model's schedule."""

RULES: dict[str, Rule] = {rule.__name__: rule for rule in (*START, *MONTH)}
"""Every rule of the package by name."""


def declared(rules: Iterable[Rule]) -> dict[str, Parameter]:
    """The parameters that ``rules`` read, by name: declared in a module of the package's rules, or in that of one of ``rules``."""
    rules = list(rules)
    ours = sorted(name for name in sys.modules if name.startswith("simulation.rules."))
    modules = dict.fromkeys(sys.modules[name] for name in (*ours, *(rule.__module__ for rule in rules)))
    known = {value.name: value for module in modules for value in vars(module).values() if isinstance(value, Parameter)}
    read = {name for rule in rules for name in footprint(rule).parameters}
    return {name: parameter for name, parameter in known.items() if name in read}


PARAMETERS: dict[str, Parameter] = declared((*START, *MONTH))
"""Every parameter of the package's rules by name."""
