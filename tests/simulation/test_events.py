"""The event log: rows of numbers that agree with the counters of the world."""

import numpy as np
import pytest

import scenarios
import simulation
from simulation import events
from simulation.engine import ensemble
from simulation.events import COLUMNS, KINDS, MONEY, NONE, new_log, no_log, note

NAMES = [
    "request", "acceptance", "refusal", "delivery", "breach", "payment", "default", "concession", "resistance", "crisis",
    "support", "abandonment",
    "vote", "exercise", "recognition", "treaty", "pledge", "leader_exit", "membership", "fall", "trigger",
]  # fmt: skip
ROW = (3, events.DELIVERY, 1, 2, 0, MONEY, 5, 0.25, 0.5, 0.125)


def test_a_log_holds_what_was_noted_in_order():
    log = new_log(2)
    note(log, *ROW)
    note(log, *ROW[::-1])
    assert log[0, 0] == 2
    assert log[1].tolist() == list(ROW)
    assert log[2].tolist() == list(ROW[::-1])


def test_what_goes_beyond_the_end_is_counted_and_not_kept():
    log = new_log(1)
    for _ in range(3):
        note(log, *ROW)
    assert log.shape == (2, len(COLUMNS))
    assert log[0, 0] == 3


def test_a_log_without_rows_takes_nothing():
    log = no_log()
    note(log, *ROW)
    assert log.shape == (0, len(COLUMNS))


def test_kinds_keep_their_numbers_and_codes_of_goods_are_no_positions():
    assert list(KINDS) == list(range(1, 22))
    assert list(KINDS.values()) == NAMES
    assert NONE < 0 > MONEY != NONE


EVENTFUL = {"parameters": {"crisis_rate": 0.04, "exit_hazard": 0.01, "leader_exit_rate": 0.012, "requests": 15, "demand_rate": 0.5}}
RUNS = {
    "ten-states": ("ten-states", {}),
    "eventful": ("ten-states", EVENTFUL),
    "adaptive": ("adaptive", {"parameters": {"treaty_trust": 0.1, "recognition_rate": 1.0, "recognition_cover": 0.0}}),
}


@pytest.fixture(scope="module", params=RUNS)
def trajectory(request):
    name, changes = RUNS[request.param]
    scenario = scenarios.load(name)
    if request.param == "eventful":
        config = scenario.config()
        blank = {"channel": "", "ramp": 0, "evidence": "invented", "source": "a test"}
        config["tables"]["calendar"] += [
            {"event": "fall", "variable": "fall", "state": "DUR", "month": "1902-01", "value": 1} | blank,
            {"event": "heir", "variable": "departure", "state": "BOR", "month": "1901-01", "value": 1} | blank,
        ]
        scenario = type(scenario).from_config(config)
    return simulation.run(scenario, seed=2, **changes)


def counted(trajectory, kind, of="actor", by="partner", weight=None, keep=None):
    """Events of a kind by month and pair of states (or by month and state where ``by`` is empty), each with its weight."""
    log = trajectory.log
    log = log[log[:, COLUMNS.index("kind")] == kind]
    column = {name: log[:, k].astype(int) for k, name in enumerate(COLUMNS[:7])}
    count = np.zeros((trajectory.months + 1, *(len(trajectory.scenario.states),) * (2 if by else 1)))
    where = (column["month"], column[of], column[by]) if by else (column["month"], column[of])
    np.add.at(count, where, 1.0 if weight is None else log[:, COLUMNS.index(weight)])
    return count


def test_a_month_s_deliveries_breaches_and_quantities_are_in_the_log(trajectory):
    worlds = trajectory.worlds
    received = [counted(trajectory, kind, "partner", "actor") for kind in (events.DELIVERY, events.PAYMENT)]
    np.testing.assert_array_equal(worlds.deliveries[1:], sum(received)[1:])
    np.testing.assert_array_equal(worlds.failed[1:], counted(trajectory, events.BREACH, "partner", "actor")[1:])
    np.testing.assert_array_equal(worlds.defaulted[1:], counted(trajectory, events.DEFAULT)[1:])
    suffered = [counted(trajectory, kind, "partner", "actor") for kind in (events.BREACH, events.DEFAULT)]
    np.testing.assert_array_equal(worlds.breaches[1:], sum(suffered)[1:])
    quantity = [counted(trajectory, kind, "partner", "actor", "quantity") for kind in (events.DELIVERY, events.PAYMENT)]
    np.testing.assert_allclose(worlds.received[1:], sum(quantity)[1:], rtol=0, atol=1e-12)
    assert sum(received).sum() > 20
    assert sum(suffered).sum() > 1


def test_counts_of_requests_and_deals_are_those_of_the_log(trajectory):
    worlds, log = trajectory.worlds, trajectory.log
    sent = counted(trajectory, events.REQUEST, by="")
    made = counted(trajectory, events.ACCEPTANCE, of="partner", by="")
    refused = counted(trajectory, events.REFUSAL, of="partner", by="")
    np.testing.assert_array_equal(worlds.requests_sent, np.cumsum(sent, axis=0))
    np.testing.assert_array_equal(worlds.deals_made, np.cumsum(made, axis=0))
    np.testing.assert_array_equal(sent, made + refused)
    broken = {(row[0], row[3] if row[1] == events.BREACH else row[2], row[6]) for row in log if row[1] in (events.BREACH, events.DEFAULT)}
    by_state = [sum(asking == i for _, asking, _ in broken) for i in range(len(trajectory.scenario.states))]
    assert worlds.deals_broken[-1].tolist() == by_state
    kept_or_not = counted(trajectory, events.DELIVERY, of="partner", by="") + counted(trajectory, events.BREACH, of="partner", by="")
    np.testing.assert_array_equal(kept_or_not, made)


def test_money_is_always_delivered_and_a_good_paid_with_may_not_be(trajectory):
    """A deal paid in money has one leg in the log, one paid in kind has two."""
    log = trajectory.log
    deals = {tuple(row[[0, 3, 6]]): row[5] for row in log if row[1] == events.ACCEPTANCE}
    legs = {tuple(row[[0, 2, 6]]) for row in log if row[1] in (events.PAYMENT, events.DEFAULT)}
    assert legs == {deal for deal, form in deals.items() if form != MONEY}
    assert 0 < len(legs) < len(deals)


def test_changes_of_commitment_and_membership_are_in_the_log(trajectory):
    worlds, log = trajectory.worlds, trajectory.log
    steps = {tuple(row[:1].astype(int)) + tuple(sorted(row[2:4].astype(int))): row[7] for row in log if row[1] == events.TREATY}
    assert len(steps) == (log[:, 1] == events.TREATY).sum()
    falls = {(row[0], row[2]) for row in log if row[1] == events.FALL}
    for t in range(1, trajectory.months + 1):
        for i, j in np.argwhere(np.triu(worlds.commitment[t] != worlds.commitment[t - 1])):
            if (t, i) not in falls and (t, j) not in falls:
                assert steps.pop((t, i, j)) == worlds.commitment[t, i, j]
    assert not steps
    moves = {(row[0], row[2]): row[7] for row in log if row[1] in (events.MEMBERSHIP, events.FALL)}
    changes = {
        (t + 1, i): worlds.membership[t + 1, i] for t, i in np.argwhere(np.diff(worlds.membership, axis=0)) for t, i in ((int(t), int(i)),)
    }
    assert changes.items() <= moves.items()
    assert {key for key in moves if key not in changes} <= falls


@pytest.mark.parametrize(
    ("kind", "field", "of", "by"),
    [
        (events.CRISIS, "in_crisis", "actor", ""), (events.LEADER_EXIT, "new_leader", "actor", ""),
        (events.SUPPORT, "supported", "partner", "actor"), (events.ABANDONMENT, "abandoned", "partner", "actor"),
        (events.RESISTANCE, "resisted", "actor", "partner"),
    ],
    ids=lambda value: value if isinstance(value, str) else KINDS[value],
)  # fmt: skip
def test_what_the_world_says_of_the_month_is_in_the_log(trajectory, kind, field, of, by):
    np.testing.assert_array_equal(getattr(trajectory.worlds, field)[1:], counted(trajectory, kind, of, by)[1:])


def test_exercises_votes_and_recognitions_of_the_world_are_in_the_log(trajectory):
    worlds = trajectory.worlds
    exercises = counted(trajectory, events.EXERCISE, weight="quantity")
    np.testing.assert_array_equal(worlds.exercises[1:], (exercises + exercises.transpose(0, 2, 1))[1:])
    recognised = counted(trajectory, events.RECOGNITION)
    np.testing.assert_array_equal(worlds.recognised, np.cumsum(recognised, axis=0))
    cast = counted(trajectory, events.VOTE)
    assert cast.max() <= 1.0
    votes = counted(trajectory, events.VOTE, weight="quantity")
    np.testing.assert_array_equal(np.where(cast > 0, worlds.vote, 0.0), votes)


def test_demands_of_the_hub_are_in_the_log(trajectory):
    hub = trajectory.world().hub[0]
    demanded = sum(counted(trajectory, kind)[:, :, hub] for kind in (events.CONCESSION, events.RESISTANCE))
    np.testing.assert_array_equal(trajectory.worlds.demands, np.cumsum(demanded, axis=0))


def test_draws_decide_as_their_probabilities_say(trajectory):
    log = trajectory.log
    below = [events.ACCEPTANCE, events.DELIVERY, events.PAYMENT, events.CONCESSION, events.SUPPORT, events.RECOGNITION]
    above = [events.REFUSAL, events.BREACH, events.DEFAULT, events.RESISTANCE, events.ABANDONMENT]
    yes, no = (log[np.isin(log[:, 1], kinds)] for kinds in (below, above))
    assert (yes[:, 9] < yes[:, 8]).all()
    assert (no[:, 9] >= no[:, 8]).all()


def test_the_runs_of_this_file_bring_every_kind_of_event(ten):
    seen = set()
    for name, changes in RUNS.values():
        seen |= {KINDS[kind] for kind in simulation.run(scenarios.load(name), seed=2, **changes).log[:, 1]}
    assert seen >= set(KINDS.values()) - {"fall"}


@pytest.mark.parametrize("name", ["ten-states", "adaptive"])
def test_a_run_with_and_without_a_log_gives_the_same_bits(name):
    scenario = scenarios.load(name)
    course = ensemble(scenario, [(2, 0)])
    trajectory = simulation.run(scenario, seed=2)
    assert len(trajectory.log) > 100
    for without, noted in zip(course[1:], trajectory.course[1:], strict=True):
        np.testing.assert_array_equal(without, noted)
