"""Faults of what is imposed and watched: signposts, responses, passing shocks, chance and the thresholds of the outcome."""

from contextlib import suppress

import pytest

from simulation import ScenarioError
from simulation.initial import imposed_on

SIGNPOST = "cohesion,cohesion,above,0.5,2,0.01,"
RESPONSE = "cohesion,coordination,,1,"
LEVER = "leverage,wedge,BOR,0.5,"

CASES = {
    "measure": (
        "signposts.csv", SIGNPOST, "cohesion,cohesio,above,0.5,2,0.01,",
        "mine/signposts.csv row 2", "measure", "cohesio", "", "cohesion",
    ),
    "comparison": (
        "signposts.csv", SIGNPOST, "cohesion,cohesion,abov,0.5,2,0.01,",
        "mine/signposts.csv row 2", "comparison", "abov", "above, below, growth", "above",
    ),
    "comparison-none": (
        "signposts.csv", SIGNPOST, "cohesion,cohesion,,0.5,2,0.01,",
        "mine/signposts.csv row 2", "comparison", "", "above, below, growth", "",
    ),
    "signpost-without-a-name": (
        "signposts.csv", SIGNPOST, ",cohesion,above,0.5,2,0.01,",
        "mine/signposts.csv row 2", "signpost", "", "a name for the signpost", "",
    ),
    "threshold": (
        "signposts.csv", SIGNPOST, "cohesion,cohesion,above,inf,2,0.01,",
        "mine/signposts.csv row 2", "threshold", "inf", "finite", "",
    ),
    "hold-none": (
        "signposts.csv", SIGNPOST, "cohesion,cohesion,above,0.5,0,0.01,",
        "mine/signposts.csv row 2", "hold", "0", "from 1 to 1200", "",
    ),
    "hold-fraction": (
        "signposts.csv", SIGNPOST, "cohesion,cohesion,above,0.5,1.5,0.01,",
        "mine/signposts.csv row 2", "hold", "1.5", "whole", "",
    ),
    "noise": ("signposts.csv", SIGNPOST, "cohesion,cohesion,above,0.5,2,-1,", "mine/signposts.csv row 2", "noise", "-1", "at least 0", ""),
    "signpost-twice": (
        "signposts.csv", SIGNPOST, f"cohesion,rift,below,0,1,0,invented,a test\n{SIGNPOST}",
        "signposts.csv", "cohesion", "two rows", "one measure and one comparison for each signpost", "",
    ),
    "signpost-unknown": (
        "responses.csv", RESPONSE, "cohesio,coordination,,1,",
        "responses.csv", "cohesio.coordination.", "cohesio", "cohesion, leverage", "cohesion",
    ),
    "lever-unknown": (
        "responses.csv", LEVER, "leverage,wedg,BOR,0.5,",
        "mine/responses.csv row 3", "lever", "wedg", "primary, export", "wedge",
    ),
    "lever-high": (
        "responses.csv", LEVER, "leverage,wedge,BOR,1.5,",
        "mine/responses.csv row 3", "wedge", "1.5", "a number from 0 to 1", "",
    ),
    "state-unknown": ("responses.csv", LEVER, "leverage,wedge,BORR,0.5,", "mine/responses.csv row 3", "state", "BORR", "ARD, BOR", "BOR"),
    "joint-lever-of-a-state": (
        "responses.csv", RESPONSE, "cohesion,coordination,ARD,1,",
        "responses.csv", "cohesion.coordination.ARD", "state 'ARD'", "coalition's", "",
    ),
    "lever-of-nobody": ("responses.csv", LEVER, "leverage,wedge,,0.5,", "responses.csv", "leverage.wedge.", "state ''", "the state", ""),
    "passing-with-a-ramp": (
        "calendar.csv", "congress,resolution,ARD,,1900-08,1,0,", "congress,resolution,ARD,,1900-08,1,3,",
        "calendar.csv", "congress.resolution.ARD..1900-08", "ramp 3", "ramp 0", "",
    ),
    "passing-with-a-channel": (
        "calendar.csv", "revolt,strike,ARD,,", "revolt,strike,ARD,grain,",
        "calendar.csv", "revolt.strike.ARD.grain.1901-09", "channel 'grain'", "no channel", "",
    ),
    "passing-high": ("calendar.csv", "1901-09,1,0,", "1901-09,2,0,", "mine/calendar.csv row 9", "strike", "2", "a number from 0 to 1", ""),
    "threshold-unknown": (
        "scenario.toml", "[parameters]", "[outcome]\nasymetry = 0.5",
        "scenario.toml", "outcome", "asymetry", "months, hostile_tie", "asymmetry",
    ),
    "threshold-high": (
        "scenario.toml", "[parameters]", "[outcome]\nasymmetry = 1.5",
        "scenario.toml", "outcome.asymmetry", 1.5, "a number from 0 to 1", "",
    ),
    "threshold-text": (
        "scenario.toml", "[parameters]", '[outcome]\nmonths = "six"',
        "scenario.toml", "outcome.months", "six", "number", "",
    ),
    "chance-from": (
        "scenario.toml", "months = 60", 'months = 60\nchance_from = "1900-13"',
        "scenario.toml", "chance_from", "1900-13", "", "",
    ),
    "chance-from-number": ("scenario.toml", "months = 60", "months = 60\nchance_from = 1900", "scenario.toml", "chance_from", 1900, "", ""),
}  # fmt: skip


def test_the_copy_with_signposts_has_no_faults(mine):
    watched = mine.watch().load()
    assert len(watched.tables["signposts"]) == len(watched.tables["responses"]) == 2


@pytest.mark.parametrize(("file", "old", "new", "where", "key", "given", "allowed", "nearest"), CASES.values(), ids=CASES)
def test_a_fault_says_where_what_and_what_else(mine, file, old, new, where, key, given, allowed, nearest):
    [fault] = mine.watch().swap(file, old, new).faults()
    assert (fault.where, fault.key, fault.given, fault.nearest) == (where, key, given, nearest)
    assert allowed in fault.allowed


@pytest.mark.parametrize("variable", ["strike", "departure", "fall", "exhaustion", "resolution"])
def test_no_passing_shock_takes_a_ramp(mine, variable):
    [fault] = mine.append("calendar.csv", f"x,{variable},CEV,,1900-05,1,1,invented,a test").faults()
    assert fault.allowed == f"ramp 0: {variable} holds in its month alone"


def test_responses_without_any_signpost(mine):
    mine.watch()
    (mine.path / "signposts.csv").unlink()
    assert {(fault.where, fault.given, fault.allowed) for fault in mine.faults()} == {
        ("responses.csv", "cohesion", "nothing (none is declared)"), ("responses.csv", "leverage", "nothing (none is declared)"),
    }  # fmt: skip


def test_signposts_that_cannot_be_read_do_not_blame_the_responses(mine):
    faults = mine.watch().swap("signposts.csv", SIGNPOST, "cohesion,cohesion,abov,0.5,2,0.01,").faults()
    assert {fault.where for fault in faults} == {"mine/signposts.csv row 2"}


def test_all_at_once(mine):
    mine.watch().swap("responses.csv", RESPONSE, "cohesio,coordination,ARD,1,")
    mine.swap("calendar.csv", "congress,resolution,ARD,,1900-08,1,0,", "congress,resolution,ARD,,1900-08,1,3,")
    mine.swap("scenario.toml", "[parameters]", "[outcome]\nasymetry = 0.5\nmonths = 0")
    assert {fault.given for fault in mine.faults()} == {"cohesio", "state 'ARD'", "ramp 3", "asymetry", 0}


@pytest.mark.parametrize("month", ["1899-10", "1000-01"])
def test_chance_from_a_month_before_the_start(mine, month):
    """A fault, or chance from the first month on; never chance that is off until some month counted from the end."""
    mine.swap("scenario.toml", "months = 60", f'months = 60\nchance_from = "{month}"')
    early = None
    with suppress(ScenarioError):
        early = mine.load()
    assert early is None or set(imposed_on(early, 60).chance[:, 0]) == {1.0}
