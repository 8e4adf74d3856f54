"""The command explain: chronicle with ids, filters, one event, files, faults."""

import json
from functools import partial

import numpy as np
import pytest

from experiments.explaining.explain import explain
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.selection import Selection
from simulation import events
from simulation.engine import run
from simulation.events import COLUMNS
from simulation.faults import BlocformError
from simulation.model import BlocModel
from simulation.rules.deals import make_deals


@pytest.fixture(scope="module")
def short(ten):
    """A year of the invented world."""
    return run(ten, 3, 1, months=12)


@pytest.fixture(scope="module")
def ids(short):
    return short.events["id"].tolist()


SHORT = ("ten-states", "--seed", 3, "--replicate", 1, "--months", 12, "--no-turning")


def test_columns_of_the_log_are_those_of_a_deed():
    assert Deed._fields == COLUMNS


def test_the_chronicle_shows_ids_that_can_be_passed_on(blocform, ids):
    told = blocform("explain", *SHORT)
    assert told.code == 0
    shown = [line.split()[0] for line in told.out.splitlines() if line.split() and line.split()[0] in ids]
    assert len(shown) == 12
    assert "Outcome of seed 3, replicate 1" in told.out
    apart = blocform("explain", *SHORT, "--event", shown[-1])
    assert apart.code == 0


def test_all_and_filters_as_json(blocform, short):
    table = short.events
    chosen = json.loads(blocform("explain", *SHORT, "--all", "--json").out)
    assert [event["id"] for event in chosen["events"]] == table["id"].tolist()
    state = table["actor"].mode()[0]
    asked = ("--all", "--state", state, "--kind", "request", "--from", "1900-03", "--to", "1900-06", "--json")
    found = json.loads(blocform("explain", *SHORT, *asked).out)["events"]
    wanted = table[(table["kind"] == "request") & ((table["actor"] == state) | (table["partner"] == state))]
    assert [event["id"] for event in found] == wanted[wanted["date"].between("1900-03", "1900-06")]["id"].tolist()
    assert found
    assert all(event["sentence"] for event in found)


def test_filters_choose_among_all_events(short):
    """The most telling votes are shown although no vote is among the most telling events."""
    kinds = set(Selection(kind="refusal").of(short)["kind"])
    assert kinds == {"refusal"}


def test_one_event_as_json_equals_the_one_in_python(blocform, short, ids):
    event = next(one for one in ids if ".acceptance." in one)
    given = json.loads(blocform("explain", *SHORT, "--event", event, "--json").out)
    here = explain(short, event)
    assert (given["utility"], given["probability"], given["draw"]) == (here.utility, here.probability, here.draw)
    assert [flip["name"] for flip in given["flips"]] == [flip.quantity.name for flip in here.flips]


def test_files_of_an_event_and_of_a_chronicle(blocform, ids, tmp_path):
    event = next(one for one in ids if ".refusal." in one)
    assert blocform("explain", *SHORT, "--event", event, "--out", tmp_path / "one").code == 0
    assert {file.name for file in (tmp_path / "one").iterdir()} == {"explanation.json", "explanation.md", "decision.png"}
    assert json.loads((tmp_path / "one" / "explanation.json").read_text())["event"] == event
    assert blocform("explain", *SHORT, "--out", tmp_path / "all").code == 0
    assert (tmp_path / "all" / "chronicle.csv").read_text().count("\n") == 13


def test_a_recorded_run_is_told_again(blocform, tmp_path):
    assert blocform("run", "ten-states", "--seed", 9, "--months", 6, "--no-figures", "--out", tmp_path).code == 0
    told = json.loads(blocform("explain", tmp_path / "provenance.json", "--no-turning", "--json").out)
    assert told["outcome"]["seed"] == 9
    assert {event["date"] for event in told["events"]} <= {f"1900-{month:02}" for month in range(1, 8)}


def test_a_policy_changes_the_run(blocform, tmp_path):
    file = tmp_path / "none.toml"
    file.write_text('title = "None"\npurpose = "No sanctions."\nsource = "invented"\n[changes]\n"levers.primary" = 0\n', encoding="utf-8")
    told = json.loads(blocform("explain", *SHORT, "--policy", file, "--kind", "policy", "--all", "--json").out)
    assert "1900-02" in {event["date"] for event in told["events"] if event["name"] == "primary" and event["quantity"] == 0}
    assert "primary" not in {event["name"] for event in json.loads(blocform("explain", *SHORT, "--all", "--json").out)["events"]}


@pytest.mark.parametrize(
    ("asked", "messages"),
    [
        (
            ["--state", "ARDD", "--kind", "refusals", "--from", "1900"],
            ["3 faults", "did you mean 'ARD'", "did you mean 'refusal'", "a month YYYY-MM"],
        ),
        (["--policy", "laisez-faire"], ["did you mean 'laissez-faire'"]),
        (["--set", "parameters.nothing=1"], ["parameters.nothing"]),
    ],
)
def test_faults_are_told_at_once(blocform, asked, messages):
    told = blocform("explain", *SHORT, *asked)
    assert told.code == 2
    for message in messages:
        assert message in told.err


def test_an_unknown_event_is_met_with_the_nearest(blocform, ids):
    event = next(one for one in ids if ".request." in one)
    told = blocform("explain", *SHORT, "--event", event.replace("request", "requestt"))
    assert told.code == 2
    assert f"did you mean '{event[:7]}." in told.err


def test_what_an_agent_decided_is_not_taken_for_a_rule(ten):
    """A subclass that overrides a rule makes events that the rules do not make."""
    from simulation.agents import StateAgent

    class Generous(StateAgent):
        def make_deals(self):
            self.liquidity = 1.0
            super().make_deals()

    trajectory = BlocModel(ten, 3, agent_class=Generous, months=3).run()
    asked = [event for event in trajectory.events["id"] if ".request." in event]
    with pytest.raises(BlocformError, match="agents of the run's own"):
        list(map(partial(explain, trajectory), asked))


def test_a_rule_of_the_user_in_place_of_ours_is_told(ten, short):
    without = tuple(rule.__name__ for rule in ten.month if rule is not make_deals)
    trajectory = run(ten.override({"rules": without}), 3, months=3)
    with pytest.raises(BlocformError, match="make_deals: the run has another rule in its place"):
        Moment.before(trajectory, 1, (make_deals,))


def test_the_moment_repeats_what_the_log_says(told):
    """Every month of a run comes out again from its moments."""
    trajectory = told[2].trajectory
    wanted = {(deed.month, deed) for kind in (events.REQUEST, events.REFUSAL, events.BREACH) for deed in told[2].deeds[kind]}
    again = {(month, deed) for month in range(1, 13) for deed in Moment.before(trajectory, month, (make_deals,)).replay()}
    assert {pair for pair in wanted if pair[0] <= 12} <= again
    assert np.isfinite(trajectory.record).all()
