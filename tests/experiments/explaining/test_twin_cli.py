"""``blocform explain`` of twins and turning points: what it prints, and what it refuses."""

import json

import pytest


def test_a_policy_without_changes_is_said_plainly(blocform):
    said = blocform("explain", "axis-2022", "--against", "status-quo")
    assert said.code == 0
    assert "No difference: every decision and every measure of both runs is the same." in said.out


def test_a_fork_says_where_the_runs_part_and_what_decisions_carry(blocform, tmp_path):
    said = blocform("explain", "ten-states", "--fork", "12", "--set", "parameters.crisis_rate=0.5", "--out", tmp_path)
    assert said.code == 0
    for part in ("First difference", "Measures that differ most at the end", "What single decisions carry", "What follows from"):
        assert part in said.out
    assert (tmp_path / "twin.png").stat().st_size > 10_000


def test_a_fork_as_json(blocform):
    said = blocform("explain", "ten-states", "--fork", "12", "--set", "parameters.crisis_rate=0.5", "--json")
    shown = json.loads(said.out)
    assert shown["first"]["month"] >= 12
    assert {"outcomes", "ends", "carried", "differing_by_month"} < set(shown)


def test_turning_points_are_printed_and_drawn(blocform, tmp_path):
    said = blocform("explain", "ten-states", "--continuations", "10", "--out", tmp_path)
    assert said.code == 0
    assert "odds as they stood at the end of a month" in said.out
    assert (tmp_path / "turning.png").stat().st_size > 10_000
    again = blocform("explain", "ten-states", "--continuations", "10", "--json")
    assert {"odds", "turning_points"} < set(json.loads(again.out))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--against", "engagement", "--fork", "3", "--set", "parameters.requests=5"), "allowed: one of --event, --against and --fork"),
        (("--against", "status-qou"), "did you mean 'status-quo'?"),
        (("--against", "engagement"), "given '2022-10', allowed: a month of the run"),
        (("--fork", "soon", "--set", "parameters.requests=5"), "fork: month: given 'soon'"),
        (("--fork", "3", "--set", "months"), "allowed: KEY=VALUE"),
    ],
)
def test_bad_input_ends_in_a_message(blocform, options, message):
    said = blocform("explain", "ten-states", *options)
    assert said.code == 2
    assert message in said.err
    assert "Traceback" not in said.err


NO_EFFECT = {
    ("--event", "1900-02.vote.ARD.ARD..0", "--state", "ARD", "--all", "--turning"): [
        "3 faults",
        "--state",
        "--all",
        "--turning",
        "with --event",
    ],
    ("--against", "engagement", "--kind", "vote", "--from", "1900-03", "--to", "1900-05"): ["3 faults", "--kind", "--from", "--to"],
    ("--kind", "vote", "--continuations", "20"): ["--continuations: given 20", "--turning does so"],
    ("--no-turning", "--continuations", "20"): ["--continuations: given 20"],
    ("--against", "engagement", "--continuations", "20"): ["--continuations: given 20, allowed: nothing with --against"],
    ("--fork", "3"): ["--fork: given '3', allowed: a month with --set KEY=VALUE"],
}


@pytest.mark.parametrize(("options", "messages"), NO_EFFECT.items(), ids=range(len(NO_EFFECT)))
def test_an_option_without_effect_is_refused(blocform, options, messages):
    said = blocform("explain", "ten-states", *options)
    assert said.code == 2
    assert not said.out
    for message in messages:
        assert message in said.err
