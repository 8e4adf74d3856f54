"""The chronicle: a sentence for every kind of event, and the events that say most."""

import pytest

import simulation
from experiments.chronicle import NEGATIVE, SENTENCES, UNDECIDED, chronicle, likelihood, sentence, telling
from simulation.event_table import POLICY, SHOCK
from simulation.events import KINDS

EMPTY = {"actor": "ARD", "partner": "BOR", "good": "", "paid_in": "", "name": "", "quantity": 0.0}
EXAMPLES = {
    "request": ({"good": "horses", "paid_in": "money"}, "ARD asks BOR for horses, offering money"),
    "acceptance": ({"good": "salt", "paid_in": "diplomatic_cover"}, "ARD agrees to supply BOR with salt for diplomatic cover"),
    "refusal": ({"good": "diplomatic_cover", "paid_in": "salt"}, "ARD refuses BOR diplomatic cover"),
    "delivery": ({"good": "salt", "paid_in": "money", "quantity": 0.456}, "ARD delivers salt to BOR for money (quantity 0.46)"),
    "breach": ({"good": "salt", "paid_in": "horses"}, "ARD does not deliver the salt promised to BOR for horses"),
    "payment": ({"good": "salt", "paid_in": "horses", "quantity": 1.0}, "ARD pays BOR in salt for horses (quantity 1.00)"),
    "default": ({"good": "salt", "paid_in": "horses"}, "ARD does not pay BOR the salt promised for horses"),
    "concession": ({}, "ARD concedes to a demand of BOR"),
    "resistance": ({}, "ARD resists a demand of BOR"),
    "crisis": ({"partner": ""}, "a crisis strikes ARD"),
    "support": ({}, "ARD stands by BOR in its crisis"),
    "abandonment": ({}, "ARD does not stand by BOR in its crisis"),
    "vote": ({"quantity": 1.0}, "ARD votes for the resolution against BOR"),
    "exercise": ({"quantity": 2.0}, "ARD and BOR exercise together 2 times"),
    "recognition": ({}, "ARD recognises what BOR has taken"),
    "treaty": ({"quantity": 3.0}, "ARD and BOR set their commitment to mutual defence"),
    "pledge": ({}, "ARD and BOR pledge friendship"),
    "leader_exit": ({"partner": "", "quantity": 0.4}, "ARD has a new leader, who keeps 40% of its grievances"),
    "membership": ({"partner": "", "quantity": 1.0}, "ARD joins the axis"),
    "fall": ({"partner": ""}, "the regime of ARD falls; it leaves its camp"),
    "trigger": (
        {"actor": "", "partner": "", "name": "deliveries", "quantity": 6.54321},
        "the coalition sees the signpost deliveries (at 6.54)",
    ),
    SHOCK: ({"partner": "", "name": "war", "quantity": 1.0}, "event war (ARD 1)"),
    POLICY: ({"partner": "", "name": "secondary", "quantity": 0.5}, "lever secondary goes to 0.5 (ARD)"),
}  # fmt: skip


@pytest.fixture(scope="module")
def trajectories(ten):
    return [simulation.run(ten, seed) for seed in range(1, 9)]


class TestSentences:
    """Every kind has one."""

    def test_every_kind_has_a_sentence_and_an_example(self):
        assert set(SENTENCES) == {*KINDS.values(), SHOCK, POLICY}
        assert set(EXAMPLES) == set(SENTENCES)
        assert {*NEGATIVE, *UNDECIDED} <= set(KINDS.values())

    @pytest.mark.parametrize("kind", EXAMPLES)
    def test_an_example(self, kind):
        given, expected = EXAMPLES[kind]
        assert sentence(EMPTY | given | {"kind": kind}) == expected

    @pytest.mark.parametrize(
        ("kind", "quantity", "part"),
        [
            ("vote", 0.0, "abstains on"), ("vote", -1.0, "votes against"),
            ("membership", 0.0, "ARD hedges between the camps"), ("membership", -1.0, "ARD joins the coalition"),
            ("treaty", 0.0, "to no treaty"), ("treaty", 1.0, "to consultation"), ("treaty", 2.0, "to partnership"),
        ],
    )  # fmt: skip
    def test_every_value_of_a_quantity_has_its_word(self, kind, quantity, part):
        assert part in sentence(EMPTY | {"kind": kind, "quantity": quantity})

    def test_nobody_in_particular_leaves_no_gap(self):
        assert sentence(EMPTY | {"kind": SHOCK, "actor": "", "name": "grain-price", "quantity": 1.3}) == "event grain-price (1.3)"
        assert sentence(EMPTY | {"kind": POLICY, "actor": "", "name": "coordination", "quantity": 1.0}) == "lever coordination goes to 1"


class TestChronicle:
    """A line an event."""

    def test_every_event_in_order_of_time(self, trajectories):
        table, lines = trajectories[0].events, chronicle(trajectories[0])
        assert len(lines) == len(table) > 100
        assert [line[:7] for line in lines] == sorted(line[:7] for line in lines) == table.date.tolist()
        assert all(
            line[7:9] == "  " and line[9:].startswith(sentence(row)) for line, row in zip(lines, table.to_dict("records"), strict=True)
        )

    def test_chance_is_that_of_what_happened(self, trajectories):
        assert (likelihood("support", 0.3), likelihood("abandonment", 0.25), likelihood("refusal", 1.0)) == (0.3, 0.75, 0.0)
        table = trajectories[0].events
        for kind in ("acceptance", "refusal", "breach", "crisis"):
            row = table[(table.kind == kind) & table.probability.between(0.001, 0.999)].iloc[:1]
            [line] = chronicle(trajectories[0], row)
            expected = row.probability.iloc[0] if kind in ("acceptance", "crisis") else 1.0 - row.probability.iloc[0]
            assert line.endswith(f"  [chance {expected:.2g}]")

    def test_what_is_imposed_or_undecided_has_no_chance(self, trajectories):
        table = trajectories[0].events
        rows = table[table.kind.isin((SHOCK, POLICY, *UNDECIDED))]
        assert {SHOCK, POLICY, "request", "vote"} <= set(rows.kind)
        assert not [line for line in chronicle(trajectories[0], rows) if "chance" in line]

    def test_given_events_alone(self, trajectories):
        assert chronicle(trajectories[0], trajectories[0].events.iloc[[3, 50]]) == [chronicle(trajectories[0])[k] for k in (3, 50)]

    def test_what_happened_was_possible(self, trajectories):
        """The chance of what happened is above 0, whichever it is; a wrong one would count as the greatest surprise."""
        impossible = {
            row["kind"]
            for trajectory in trajectories
            for row in trajectory.events.to_dict("records")
            if row["kind"] not in UNDECIDED and not 0.0 < likelihood(row["kind"], row["probability"]) <= 1.0
        }
        assert impossible == set()


class TestTelling:
    """The few events that say most."""

    def test_at_most_twelve_of_the_run_in_order_of_time(self, trajectories):
        for trajectory in trajectories:
            table, chosen = trajectory.events, telling(trajectory)
            assert 0 < len(chosen) <= 12
            assert chosen.month.is_monotonic_increasing
            assert set(chosen.id) <= set(table.id)
            assert list(chosen) == list(table)
            assert chosen.merge(table).equals(chosen), "rows are as they were"

    def test_as_many_as_asked_for(self, trajectories):
        counts = [len(telling(trajectories[0], count)) for count in (1, 3, 12, 20)]
        assert counts == [1, 3, 12, 20]
        assert set(telling(trajectories[0], 3).id) <= set(telling(trajectories[0], 12).id)

    def test_equal_runs_are_told_equally(self, trajectories, ten):
        again = simulation.run(ten, trajectories[0].seed)
        assert telling(again).equals(telling(trajectories[0]))
        assert not telling(trajectories[1]).equals(telling(trajectories[0]))

    def test_a_core_state_that_changes_camp_is_told(self, trajectories, ten):
        core = [state.id for state in ten.states if state.group == "core"]
        seen = 0
        for trajectory in trajectories:
            table, chosen = trajectory.events, telling(trajectory)
            moved = table[(table.kind == "membership") & table.actor.isin(core)]
            seen += len(moved)
            assert set(moved.actor) <= set(chosen[chosen.kind == "membership"].actor)
        assert seen > 0, "some core state changes camp in one of the runs"

    def test_the_war_is_told(self, trajectories):
        """Nothing in this world weighs more than the war of month 6 but an unlikely change."""
        assert [trajectory.seed for trajectory in trajectories if "war" not in set(telling(trajectory).name)] == []

    def test_no_pair_and_no_month_says_the_same_again_and_again(self, trajectories):
        for trajectory in trajectories:
            chosen = telling(trajectory)
            assert chosen.groupby(["kind", "actor", "partner", "name"]).size().max() == 1
            assert chosen.groupby(["kind", "month"]).size().max() <= 2

    def test_requests_and_pledges_say_nothing_beside_the_rest(self, trajectories):
        assert {"request", "pledge", "exercise", "refusal"}.isdisjoint(telling(trajectories[0]).kind)

    def test_a_run_without_events(self, trajectories):
        still = simulation.run(trajectories[0].scenario, months=3).standstill()
        assert still.events.empty
        assert telling(still).empty
        assert chronicle(still) == []
