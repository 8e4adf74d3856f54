"""Checks of events, votes and networks: what each reads off a run, and the faults that a wrong one is told."""

from types import SimpleNamespace

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from pydantic import TypeAdapter, ValidationError

import scenarios
import simulation
from experiments.checks import Check, EventCheck, FieldCheck, NetworkCheck, VoteCheck
from experiments.patterns import read_patterns
from simulation import ScenarioError
from simulation.measures.cohesion import ACTIVE

GIVEN = {"name": "c", "range": (0, 1), "unit": "1", "label": "tested"}
EVENTS = pd.DataFrame(
    [
        (2, "delivery", "A", "B", "arms"),
        (4, "payment", "A", "B", "arms"),
        (4, "delivery", "B", "A", "salt"),
        (7, "delivery", "A", "C", "arms"),
        (7, "breach", "A", "B", "arms"),
        (9, "delivery", "A", "B", "salt"),
    ],
    columns=["month", "kind", "actor", "partner", "good"],
)


def made(**given):
    """The check that a file with those keys holds."""
    return TypeAdapter(Check).validate_python(GIVEN | given)


class TestEvents:
    """First month and number of events."""

    @pytest.mark.parametrize(
        ("how", "months", "event", "number"),
        [
            ("first", (1, 12), {"kinds": ["delivery"]}, 2),
            ("first", (3, 12), {"kinds": ["delivery"]}, 4),
            ("first", (3, 12), {"kinds": ["delivery"], "actor": "A"}, 7),
            ("first", (3, 12), {"kinds": ["delivery", "payment"], "actor": "A"}, 4),
            ("first", (1, 12), {"kinds": ["delivery"], "actor": "A", "partner": "B", "good": "salt"}, 9),
            ("first", (1, 8), {"kinds": ["delivery"], "actor": "A", "partner": "B", "good": "salt"}, 9),
            ("first", (9, 9), {"kinds": ["delivery"]}, 9),
            ("first", (1, 12), {"kinds": ["default"]}, 13),
            ("first", (1, 5), {"kinds": ["breach"]}, 6),
            ("count", (1, 12), {"kinds": ["delivery"]}, 4),
            ("count", (2, 7), {"kinds": ["delivery"]}, 3),
            ("count", (3, 6), {"kinds": ["delivery"]}, 1),
            ("count", (1, 12), {"kinds": ["delivery", "payment"], "good": "arms"}, 3),
            ("count", (1, 12), {"kinds": ["delivery"], "partner": "B"}, 2),
            ("count", (1, 12), {"kinds": ["default"]}, 0),
        ],
    )
    def test_a_number_by_hand(self, how, months, event, number):
        check = made(how=how, months=months, event=event)
        assert isinstance(check, EventCheck)
        assert check.number(SimpleNamespace(events=EVENTS)) == number

    def test_the_log_of_a_run(self, ten):
        trajectory = simulation.run(ten, months=24)
        at = [
            int(row[0]) for row in trajectory.log if row[1] == simulation.events.DELIVERY and row[2] == ten.row("ARD") and 5 <= row[0] <= 20
        ]
        event = {"kinds": ["delivery"], "actor": "ARD"}
        assert len(at) > 1
        assert made(how="count", months=(5, 20), event=event).number(trajectory) == len(at)
        assert made(how="first", months=(5, 20), event=event).number(trajectory) == min(at)

    def test_nothing_happens_in_a_world_that_never_changes(self, ten):
        still = simulation.run(ten, months=6).standstill()
        assert made(how="count", months=(1, 6), event={"kinds": ["request"]}).number(still) == 0
        assert made(how="first", months=(1, 6), event={"kinds": ["request"]}).number(still) == 7


@pytest.fixture(scope="module")
def voted(ten):
    """A run in which the states vote on ARD in month 2."""
    trajectory = simulation.run(ten, months=3)
    trajectory.worlds.vote[2, :, ten.row("ARD")] = [-1, 0, 0, -1, 1, 1, 1, 1, 0, 1]
    return trajectory


class TestVotes:
    """Share of the votes that come out as they did."""

    @pytest.mark.parametrize(
        ("votes", "share"),
        [
            ({"ARD": "no", "BOR": "abstain", "ELV": "yes"}, 1.0),
            ({"ARD": "no", "BOR": "no", "ELV": "yes", "ISM": "yes"}, 0.5),
            ({"ARD": "yes", "BOR": "yes", "FEN": "abstain"}, 0.0),
            ({"JUV": "yes"}, 1.0),
            ({"ARD": "abstain", "CEV": "abstain", "DUR": "abstain"}, 1 / 3),
        ],
    )
    def test_a_share_by_hand(self, voted, votes, share):
        check = made(how="votes right", months=[2], subject="ARD", votes=votes)
        assert isinstance(check, VoteCheck)
        assert check.number(voted) == pytest.approx(share)

    def test_of_the_last_month_and_of_its_subject(self, voted):
        assert made(how="votes right", months=[1], subject="ARD", votes={"ELV": "yes"}).number(voted) == 0.0
        assert made(how="votes right", months=[1, 2], subject="ARD", votes={"ELV": "yes"}).number(voted) == 1.0
        assert made(how="votes right", months=[2], subject="BOR", votes={"ELV": "yes"}).number(voted) == 0.0


class TestNetworks:
    """Pairs that cooperate; ARD, BOR and CEV are the core, DUR is their client."""

    @pytest.fixture
    def trajectory(self, ten):
        """ARD-BOR and BOR-CEV active at first; later ARD-CEV and CEV-DUR as well, and a swing state beside them."""
        found = simulation.run(ten, months=2)
        found.worlds.cooperation[:] = 0.0
        first = {("ARD", "BOR"): ACTIVE, ("BOR", "CEV"): 0.9, ("ARD", "CEV"): 0.34, ("ARD", "ISM"): 0.9}
        later = {("ARD", "CEV"): 0.5, ("CEV", "DUR"): 0.4, ("BOR", "ISM"): 0.9}
        for month, pairs in ((0, first), (1, first), (2, first | later)):
            for (a, b), value in pairs.items():
                i, j = ten.row(a), ten.row(b)
                found.worlds.cooperation[month, i, j] = found.worlds.cooperation[month, j, i] = value
        return found

    @pytest.mark.parametrize(
        ("how", "months", "number"),
        [
            ("active pairs", (0, 2), 1),
            ("active pairs", (0, 1), 0),
            ("active pairs", (2, 2), 0),
            ("transitivity", (0, 2), 3 / 5),
            ("transitivity", (0, 1), 0),
        ],
    )
    def test_a_change_by_hand(self, trajectory, how, months, number):
        """Transitivity, thrice the triangles over the paths of two: none of 1 at first, 3 of 5 later."""
        check = made(how=how, months=months)
        assert isinstance(check, NetworkCheck)
        assert check.number(trajectory) == pytest.approx(number)

    def test_transitivity_is_that_of_networkx_on_a_run(self, ten):
        trajectory = simulation.run(ten, months=24)
        rows = [ten.row(state.id) for state in ten.states if state.group in ("core", "client")]

        def transitivity(month):
            pairs = [(i, j) for i in rows for j in rows if i < j and trajectory.worlds.cooperation[month, i, j] >= ACTIVE]
            return nx.transitivity(nx.Graph(pairs))

        numbers = {month: made(how="transitivity", months=(0, month)).number(trajectory) for month in (6, 12, 24)}
        assert numbers == pytest.approx({month: transitivity(month) - transitivity(0) for month in numbers})

    @pytest.mark.parametrize(
        ("pair", "month", "number"),
        [(("ARD", "CEV"), 0, 1), (("CEV", "ARD"), 0, 1), (("ARD", "BOR"), 0, 0), (("ARD", "CEV"), 2, 0), (("ARD", "BOR"), 2, 1)],
    )
    def test_the_weakest_core_pair(self, trajectory, pair, month, number):
        assert made(how="weakest", months=[month], pair=pair).number(trajectory) == number


class TestFaults:
    """What a check is told that does not fit the scenario."""

    @pytest.mark.parametrize(
        ("check", "key", "given", "allowed", "nearest"),
        [
            ({"how": "count", "months": [1], "event": {"kinds": ["delivry"]}}, "kinds", "delivry", "delivery, ", "delivery"),
            ({"how": "first", "months": [1], "event": {"kinds": ["vote"], "actor": "ARDD"}}, "actor", "ARDD", "ARD, BOR", "ARD"),
            ({"how": "first", "months": [1], "event": {"kinds": ["vote"], "partner": "BORR"}}, "partner", "BORR", "ARD, BOR", "BOR"),
            ({"how": "first", "months": [1], "event": {"kinds": ["breach"], "good": "horse"}}, "good", "horse", "horses, ", "horses"),
            ({"how": "votes right", "months": [1], "subject": "ARD", "votes": {"BORR": "no"}}, "votes", "BORR", "ARD, BOR", "BOR"),
            ({"how": "votes right", "months": [1], "subject": "ARDD", "votes": {"BOR": "no"}}, "subject", "ARDD", "ARD, BOR", "ARD"),
            ({"how": "weakest", "months": [1], "pair": ["ARD", "CEVV"]}, "pair", "CEVV", "ARD, BOR", "CEV"),
        ],
    )  # fmt: skip
    def test_a_fault_names_file_key_given_allowed_and_nearest(self, ten, check, key, given, allowed, nearest):
        found = made(**check).faults(ten, "mine/patterns.toml", "F1, c")
        assert [(fault.where, fault.key, fault.given, fault.nearest) for fault in found] == [
            ("mine/patterns.toml", f"F1, c.{key}", given, nearest)
        ]
        assert allowed in found[0].allowed

    @pytest.mark.parametrize("pair", [("ARD", "ARD"), ("ARD", "ISM"), ("ELV", "FEN")])
    def test_a_pair_that_is_no_pair_of_the_core(self, ten, pair):
        """Each would be the weakest of all whatever happens."""
        found = made(how="weakest", months=[1], pair=pair).faults(ten, "mine/patterns.toml", "F1, c")
        assert {(fault.where, fault.key) for fault in found} == {("mine/patterns.toml", "F1, c.pair")}

    @pytest.mark.parametrize("field", ["stock", "need", "demanded"])
    def test_a_field_that_no_check_can_name_whole(self, ten, voted, field):
        """Of every good, or of every month of a window: a number or a fault, never a traceback."""
        check = made(how="value", months=[1], at={"field": field, "state": "ARD"})
        assert check.faults(ten, "mine/patterns.toml", "F1, c") or isinstance(check.number(voted), float)

    def test_a_check_that_fits_has_none(self, ten):
        checks = [
            made(how="count", months=[1, 9], event={"kinds": ["delivery", "trigger"], "actor": "ARD", "partner": "BOR", "good": "salt"}),
            made(how="votes right", months=[1], subject="ARD", votes={"BOR": "no", "CEV": "abstain"}),
            made(how="weakest", months=[1], pair=["ARD", "CEV"]),
            made(how="transitivity", months=[0, 1]),
            made(how="value", months=[1], at={"field": "vote", "state": "ARD", "partner": "BOR"}),
        ]
        assert [check.faults(ten, "", "") for check in checks] == [[]] * 5
        assert isinstance(checks[-1], FieldCheck)

    @pytest.mark.parametrize(
        ("check", "told"),
        [
            ({"how": "weakest", "months": [1]}, "two states for weakest"),
            ({"how": "transitivity", "months": [0, 1], "pair": ["ARD", "BOR"]}, "none for anything else"),
            ({"how": "count", "months": [1], "event": {"kinds": []}}, "at least 1 item"),
            ({"how": "count", "months": [1]}, "Field required"),
            ({"how": "count", "months": [1], "event": {"kinds": ["vote"], "who": "ARD"}}, "Extra inputs"),
            ({"how": "votes right", "months": [1], "subject": "ARD", "votes": {"BOR": "maybe"}}, "'yes', 'abstain' or 'no'"),
            ({"how": "votes right", "months": [1], "subject": "ARD", "votes": {}}, "at least 1 item"),
            ({"how": "last", "months": [1], "event": {"kinds": ["vote"]}}, "'last'"),
        ],
    )
    def test_a_check_that_is_none(self, check, told):
        with pytest.raises(ValidationError, match=told):
            made(**check)


TEXT = """
not_testable = [{ id = "P2", statement = "states vote alike", source = "a test", reason = "too few votes" }]

[[patterns]]
id = "P1"
statement = "horses come"
source = "a test"
explanation = "they would have to"

[[patterns.checks]]
name = "first horses"
how = "first"
event = { kinds = ["delivery"], actor = "ARD", good = "horses" }
months = [1, 9]
range = [1, 9]
unit = "month"
label = "tested"

[[patterns.checks]]
name = "votes"
how = "votes right"
subject = "ARD"
votes = { BOR = "abstain" }
months = [7]
range = [0, 1]
unit = "share"
label = "tested"
"""


class TestFile:
    """Checks of every sort in a patterns.toml."""

    def read(self, mine, text):
        (mine / "patterns.toml").write_text(text, encoding="utf-8")
        return read_patterns(scenarios.load(mine))

    def test_it_is_read_whole(self, mine):
        found = self.read(mine, TEXT)
        assert [type(check) for check in found.patterns[0].checks] == [EventCheck, VoteCheck]
        assert [(other.id, other.reason) for other in found.not_testable] == [("P2", "too few votes")]

    def test_every_fault_is_told_at_once(self, mine):
        with pytest.raises(ScenarioError) as caught:
            self.read(mine, TEXT.replace('"horses"', '"horse"').replace('["delivery"]', '["deliver"]').replace("{ BOR =", "{ BORR ="))
        assert {(fault.where, fault.key, fault.given, fault.nearest) for fault in caught.value.faults} == {
            ("mine/patterns.toml", "P1, first horses.good", "horse", "horses"),
            ("mine/patterns.toml", "P1, first horses.kinds", "deliver", "delivery"),
            ("mine/patterns.toml", "P1, votes.votes", "BORR", "BOR"),
        }

    def test_the_command_counts_checks_and_names_what_is_not_testable(self, blocform, mine):
        self.read(mine, TEXT)
        said = blocform("patterns", mine, "--replicates", 2)
        assert said.code == 0
        assert "tested: " in said.out
        assert "of 2 checks hold" in said.out
        assert "P2: not testable here and never counted: too few votes" in said.out


def test_numbers_are_plain(ten):
    """A number of numpy would not pass into JSON."""
    trajectory = simulation.run(ten, months=3)
    checks = [
        made(how="count", months=[1, 3], event={"kinds": ["request"]}), made(how="first", months=[1, 3], event={"kinds": ["request"]}),
        made(how="votes right", months=[3], subject="ARD", votes={"BOR": "no"}), made(how="active pairs", months=[0, 3]),
        made(how="transitivity", months=[0, 3]), made(how="weakest", months=[3], pair=["ARD", "BOR"]),
    ]  # fmt: skip
    assert [type(check.number(trajectory)) for check in checks] == [float] * 6
    assert np.isfinite([check.number(trajectory) for check in checks]).all()
