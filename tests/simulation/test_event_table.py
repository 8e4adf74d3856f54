"""The log of a run as a table: names in the place of numbers, and what the calendar and the levers impose among the rest."""

import numpy as np
import pytest

import simulation
from simulation.event_table import POLICY, SHOCK
from simulation.events import COLUMNS, KINDS, MONEY, NONE
from simulation.months import month_after

IMPOSED = (SHOCK, POLICY)
NAMES = ["id", "month", "date", "kind", "actor", "partner", "good", "paid_in", "name", "quantity", "probability", "draw"]


@pytest.fixture(scope="module")
def trajectories(ten):
    return [simulation.run(ten, seed) for seed in (1, 2, 3)]


@pytest.fixture(scope="module")
def watched(axis):
    """A run of the base case, with its signposts and all its goods."""
    return simulation.run(axis, months=30)


def plain(trajectory):
    """The events of the log without those imposed."""
    return trajectory.events[~trajectory.events.kind.isin(IMPOSED)].reset_index(drop=True)


def with_calendar(scenario, *rows):
    """The scenario with further rows of the calendar: event, variable, state, channel, month, value."""
    config = scenario.config()
    keys = ("event", "variable", "state", "channel", "month", "value")
    config["tables"]["calendar"] += [dict(zip(keys, row, strict=True), ramp=0, evidence="invented", source="a test") for row in rows]
    return type(scenario).from_config(config)


class TestLog:
    """What the table says of the log."""

    def test_columns(self, trajectories):
        assert list(trajectories[0].events) == NAMES

    def test_an_event_a_row_with_its_numbers(self, trajectories, watched):
        for trajectory in (*trajectories, watched):
            table, log = plain(trajectory), dict(zip(COLUMNS, trajectory.log.T, strict=True))
            assert len(table) == len(trajectory.log) > 100
            for name in ("month", "quantity", "probability", "draw"):
                assert table[name].tolist() == log[name].tolist(), name
            assert table.kind.tolist() == [KINDS[int(k)] for k in log["kind"]]

    def test_counts_agree_with_the_log(self, trajectories):
        for trajectory in trajectories:
            found = trajectory.events.kind.value_counts().to_dict()
            numbers, counts = np.unique(trajectory.log[:, 1], return_counts=True)
            assert {kind: n for kind, n in found.items() if kind not in IMPOSED} == {
                KINDS[int(k)]: n for k, n in zip(numbers, counts, strict=True)
            }

    def test_goods_money_and_nothing_are_named(self, trajectories, watched):
        for trajectory in (*trajectories, watched):
            table, goods = plain(trajectory), trajectory.scenario.head.goods
            for column in ("good", "paid_in"):
                codes = trajectory.log[:, COLUMNS.index(column)].astype(int)
                assert {NONE, *range(len(goods))} <= set(codes)
                for code, name in ((NONE, ""), (MONEY, "money"), *enumerate(goods)):
                    assert set(table[column][codes == code]) <= {name}
            assert "money" in set(table.paid_in)
            assert "money" not in set(table.good), "nobody asks for money, and payments in kind alone are noted"
            deal = table.kind.isin(["request", "acceptance", "refusal", "delivery", "breach", "payment", "default"])
            assert (table.good[deal] != "").all()
            assert (table.paid_in[deal] != "").all()
            assert (table.good[~deal] == "").all()
            assert (table.good[deal] != table.paid_in[deal]).all(), "nobody pays for a good with the same good"

    def test_states_and_nobody_are_named(self, trajectories, watched):
        for trajectory in (*trajectories, watched):
            table, ids = plain(trajectory), [state.id for state in trajectory.scenario.states]
            for column in ("actor", "partner"):
                codes = trajectory.log[:, COLUMNS.index(column)].astype(int)
                assert table[column].tolist() == [ids[code] if code >= 0 else "" for code in codes]
            assert (table.actor[table.kind != "trigger"] != "").all()
            assert (table.partner[table.kind.isin(["crisis", "leader_exit", "membership", "fall", "trigger"])] == "").all()

    def test_a_trigger_bears_the_name_of_its_signpost(self, watched):
        signposts = {key[0] for key in watched.scenario.tables["signposts"]}
        table = plain(watched)
        triggers = table[table.kind == "trigger"]
        assert len(triggers) > 0
        assert set(triggers.name) <= signposts
        assert set(table.name[table.kind != "trigger"]) == {""}
        codes = watched.log[watched.log[:, 1] == simulation.events.TRIGGER][:, COLUMNS.index("item")].astype(int)
        assert triggers.name.tolist() == [[key[0] for key in watched.scenario.tables["signposts"]][code] for code in codes]

    def test_dates_follow_months_and_time_runs_forward(self, trajectories, ten):
        table = trajectories[0].events
        assert table.month.is_monotonic_increasing
        assert table.date.tolist() == [month_after(ten.head.start, month) for month in table.month]


class TestIds:
    """What an event is, equal in every run that has it."""

    def test_no_two_events_share_one(self, trajectories, watched):
        for trajectory in (*trajectories, watched):
            assert trajectory.events.id.is_unique

    def test_an_id_means_the_same_in_every_run(self, trajectories):
        """Of what an event is; quantities, answers and goods are what luck decides."""
        seen = {}
        for trajectory in trajectories:
            for row in trajectory.events.to_dict("records"):
                what = tuple(row[name] for name in ("month", "date", "kind", "actor", "partner", "name"))
                assert seen.setdefault(row["id"], what) == what
        assert len(seen) < sum(len(trajectory.events) for trajectory in trajectories), "runs share events"

    def test_equal_runs_have_equal_tables(self, trajectories, ten):
        assert simulation.run(ten, 2).events.equals(trajectories[1].events)
        assert not trajectories[0].events.id.equals(trajectories[1].events.id)

    def test_what_is_imposed_is_the_same_under_every_seed(self, trajectories):
        first, *others = (trajectory.events[trajectory.events.kind.isin(IMPOSED)].reset_index(drop=True) for trajectory in trajectories)
        assert all(first.equals(other) for other in others)

    def test_what_one_event_imposes_on_two_channels_has_two_ids(self, ten):
        """A calendar may use the name of an event for several variables, states and channels of a month."""
        twice = with_calendar(
            ten, ("blockade", "cutoff", "CEV", "grain", "1900-03", 1), ("blockade", "cutoff", "CEV", "credit", "1900-03", 1)
        )
        table = simulation.run(twice, months=3).events
        assert (table.name == "blockade").sum() == 2
        assert table.id.is_unique


class TestImposed:
    """What nobody decides: events of the calendar, and changes of levers."""

    def test_every_row_of_the_calendar_and_every_change_of_a_lever(self, trajectories, ten):
        table = trajectories[0].events
        shocks = table[table.kind == SHOCK]
        expected = {(event, state, date, entry.value) for (event, _, state, _, date), entry in ten.tables["calendar"].items()}
        assert set(zip(shocks.name, shocks.actor, shocks.date, shocks.quantity, strict=True)) == expected
        levers = table[table.kind == POLICY]
        assert list(zip(levers.name, levers.actor, levers.date, levers.quantity, strict=True)) == [
            ("price_cap", "ARD", "1901-01", 0.2), ("secondary", "ARD", "1902-01", 0.5),
        ]  # fmt: skip
        assert set(table.probability[table.kind.isin(IMPOSED)]) == {1.0}

    @pytest.mark.parametrize(("months", "names"), [(5, set()), (6, {"war"}), (7, {"war", "credit-ban", "machine-controls", "congress"})])
    def test_up_to_the_last_month(self, ten, months, names):
        table = simulation.run(ten, months=months).events
        assert set(table.name[table.kind == SHOCK]) == names
        assert table.month.max() <= months

    def test_a_lever_is_told_when_it_bears_and_not_when_it_was_ordered(self, ten):
        table = simulation.run(ten.override({"recognition_lag": 4, "months": 20})).events
        levers = table[table.kind == POLICY]
        assert list(zip(levers.name, levers.month, levers.date, strict=True)) == [("price_cap", 16, "1901-05")]

    def test_one_of_the_whole_coalition_has_no_actor(self, ten):
        table = simulation.run(ten.override({"levers.coordination": 1.0, "months": 3})).events
        [row] = table[table.kind == POLICY].to_dict("records")
        assert (row["actor"], row["name"], row["month"], row["quantity"]) == ("", "coordination", 1, 1.0)

    @pytest.mark.parametrize(
        ("variable", "kinds"), [("strike", {"crisis"}), ("departure", {"leader_exit"}), ("fall", {"fall", "leader_exit"})]
    )
    def test_what_the_calendar_brings_about_is_certain(self, ten, variable, kinds):
        table = simulation.run(with_calendar(ten, ("x", variable, "CEV", "", "1900-03", 1)), months=3).events
        brought = table[(table.month == 2) & (table.actor == "CEV") & table.kind.isin(kinds)]
        assert set(brought.kind) == kinds
        assert brought.set_index("kind").probability.to_dict() == dict.fromkeys(kinds, 1.0)

    def test_nothing_at_all(self, ten):
        still = simulation.run(ten, months=3).standstill()
        assert still.log.shape == (0, len(COLUMNS))
        assert still.events.empty
        assert list(still.events) == NAMES
