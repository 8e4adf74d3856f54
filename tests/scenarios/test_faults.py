"""Every kind of fault: one thing of the invented world broken, and what the user is told of it."""

import pytest

import scenarios
from simulation import ScenarioError
from simulation.tables import TABLES

HEAD = "title = "
PARAMETERS = "[parameters]"
ROW = "invented,invented: a row of the test"

CASES = {
    # What a file is.
    "table-missing": ("goods.csv", None, "", "goods.csv", "file", "nothing", "what states deal in", ""),
    "states-missing": ("states.csv", None, "", "states.csv", "rows", "nothing", "at least one state", ""),
    "table-unknown": ("tie.csv", "", "state,partner\n", "mine/tie.csv", "table", "tie", "ties", "ties"),
    "empty": ("goods.csv", "", "", "mine/goods.csv", "header", "nothing", "good, property", ""),
    "quote-open": (
        "goods.csv", "1,invented,invented: war", '1,invented,"war',
        "mine/goods.csv", "file", "unexpected end of data", "readable CSV", "",
    ),
    "quote-within": (
        "goods.csv", "invented: war goods", '"war" goods',
        "mine/goods.csv", "file", "',' expected after '\"'", "readable CSV", "",
    ),
    "row-long": (
        "rivalries.csv", "0.06,invented,invented: both sell grain to the same buyers\nISM", "0.06,invented,both, truly\nISM",
        "mine/rivalries.csv row 2", "row", [" truly"], "5 cells", "",
    ),
    "row-short": (
        "capacities.csv", "ARD,horses,capacity,0.35,invented,invented: can supply some", "ARD,horses,capacity,0.35,invented",
        "mine/capacities.csv row 2", "source", "nothing", "the columns state, good, property, value, evidence, source", "",
    ),
    "column-missing": (
        "rivalries.csv", "", f"state,partner,evidence,source\nARD,ISM,{ROW}",
        "mine/rivalries.csv row 2", "rivalry", "nothing", "the columns state, partner, rivalry", "",
    ),
    "column-extra": ("rivalries.csv", "source\n", "source,x\n", "mine/rivalries.csv row 3", "column", "x", "state, partner, rivalry", ""),
    "column-typo": ("rivalries.csv", ",rivalry,", ",rivalri,", "mine/rivalries.csv row 3", "column", "rivalri", "rivalry", "rivalry"),
    "column-typo-of-a-key": ("goods.csv", "good,", "god,", "mine/goods.csv row 2", "column", "god", "good, property", "good"),
    "column-twice": (
        "rivalries.csv", "", f"state,partner,rivalry,evidence,source,rivalry\nARD,ISM,0.06,{ROW},0.9\nISM,ARD,0.06,{ROW},0.9\n",
        "mine/rivalries.csv", "header", "rivalry", "once", "",
    ),
    "key-twice": (
        "trust.csv", "BOR,ARD,", f"ARD,BOR,0.1,{ROW}\nBOR,ARD,",
        "mine/trust.csv row 11", "ARD.BOR", "a second row", "one row", "",
    ),
    # Names.
    "toml-key": (
        "scenario.toml", "[parameters]", "recognition = 1",
        "scenario.toml", "recognition", "recognition", "title", "recognition_lag",
    ),
    "state": ("trust.csv", "ARD,BOR,", "ARDD,BOR,", "mine/trust.csv row 2", "state", "ARDD", "ARD, BOR", "ARD"),
    "partner": ("trust.csv", "ARD,BOR,", "ARD,BAR,", "mine/trust.csv row 2", "partner", "BAR", "ARD, BOR", "BOR"),
    "channel": (
        "outlets.csv", "grain,ARD,", "grains,ARD,",
        "mine/outlets.csv row 2", "channel", "grains", "grain, credit, machines", "grain",
    ),
    "issue": ("grievances.csv", "ARD,rank,", "ARD,ranks,", "mine/grievances.csv row 3", "issue", "ranks", "borders, rank, memory", "rank"),
    "good": ("goods.csv", "horses,exposure", "horse,exposure", "mine/goods.csv row 2", "good", "horse", "horses, engineers", "horses"),
    "attribute": ("attributes.csv", "ARD,gdp,", "ARD,gpd,", "mine/attributes.csv row 3", "attribute", "gpd", "capability, gdp", "gdp"),
    "property": ("channels.csv", "grain,cut,", "grain,cuts,", "mine/channels.csv row 3", "property", "cuts", "weight, cut", "cut"),
    "lever": ("levers.csv", "coordination,", "coordinaton,", "mine/levers.csv row 28", "lever", "coordinaton", "primary", "coordination"),
    "variable": ("calendar.csv", "war,war,", "war,wars,", "mine/calendar.csv row 2", "variable", "wars", "programme, cutoff, war", "war"),
    "group": ("states.csv", "JUV,Juvara,swing", "JUV,Juvara,swinging", "mine/states.csv row 11", "group", "swinging", "'swing'", "swing"),
    "state-id": ("states.csv", "JUV,", f"kal,Kal,swing,{ROW}\nJUV,", "mine/states.csv row 11", "id", "kal", "pattern", ""),
    "state-twice": ("states.csv", "JUV,", f"ISM,Kal,swing,{ROW}\nJUV,", "mine/states.csv row 11", "ISM", "a second row", "one row", ""),
    "state-without-a-name": ("states.csv", "JUV,", f"KAL,,swing,{ROW}\nJUV,", "mine/states.csv row 11", "name", "", "at least 1", ""),
    "event-without-a-name": ("calendar.csv", "war,war,", ",war,", "mine/calendar.csv row 2", "event", "", "a name for the event", ""),
    # Numbers, evidence and sources.
    "number-high": ("trust.csv", "ARD,BOR,0.42", "ARD,BOR,1.01", "mine/trust.csv row 2", "trust", "1.01", "a number from 0 to 1", ""),
    "number-low": ("volumes.csv", "grain,ARD,100", "grain,ARD,-1", "mine/volumes.csv row 2", "volume", "-1", "a number of at least 0", ""),
    "number-nan": ("trust.csv", "ARD,BOR,0.42", "ARD,BOR,nan", "mine/trust.csv row 2", "trust", "nan", "a number from 0 to 1", ""),
    "number-inf": (
        "volumes.csv", "grain,ARD,100", "grain,ARD,inf",
        "mine/volumes.csv row 2", "volume", "inf", "a number of at least 0", "",
    ),
    "number-text": ("trust.csv", "ARD,BOR,0.42", "ARD,BOR,high", "mine/trust.csv row 2", "trust", "high", "a number from 0 to 1", ""),
    "number-comma": ("trust.csv", "ARD,BOR,0.42", 'ARD,BOR,"0,42"', "mine/trust.csv row 2", "trust", "0,42", "a number from 0 to 1", ""),
    "number-empty": ("trust.csv", "ARD,BOR,0.42", "ARD,BOR,", "mine/trust.csv row 2", "trust", "", "a number from 0 to 1", ""),
    "elasticity": ("channels.csv", "elasticity,3", "elasticity,1", "mine/channels.csv row 19", "elasticity", "1", "from 1.1 to 20", ""),
    "ramp-high": ("calendar.csv", "0.85,2,", "0.85,1201,", "mine/calendar.csv row 3", "ramp", "1201", "a number from 0 to 1200", ""),
    "ramp-fraction": ("calendar.csv", "0.85,2,", "0.85,2.5,", "mine/calendar.csv row 3", "ramp", "2.5", "whole", ""),
    "evidence": (
        "goods.csv", "horses,exposure,1,invented", "horses,exposure,1,inventd",
        "mine/goods.csv row 2", "evidence", "inventd", "measured, derived, judgement, invented", "invented",
    ),
    "source": (
        "trust.csv", "0.42,invented,invented: counts on the hub but not far", "0.42,invented, ",
        "mine/trust.csv row 2", "source", "nothing", "where the value comes from", "",
    ),
    # Months.
    "month-13": ("calendar.csv", "1900-07", "1900-13", "mine/calendar.csv row 2", "month", "1900-13", "YYYY-MM from 1900-01 on", ""),
    "month-before": ("calendar.csv", "1900-07", "1899-12", "mine/calendar.csv row 2", "month", "1899-12", "YYYY-MM from 1900-01 on", ""),
    "event-at-the-start": ("calendar.csv", "1900-07", "1900-01", "calendar.csv", "war.war.ARD..1900-01", "1900-01", "after the start", ""),
    "lever-before": ("levers.csv", "1901-01,0.2", "1899-12,0.2", "mine/levers.csv row 29", "month", "1899-12", "from 1900-01 on", ""),
    "start": ("scenario.toml", '"1900-01"', '"1900-1"', "scenario.toml", "start", "1900-1", "pattern", ""),
    # What must hold between rows.
    "diagonal": ("trust.csv", "ARD,BOR,", "ARD,ARD,", "mine/trust.csv row 2", "partner", "ARD", "another state than the first", ""),
    "asymmetric": ("ties.csv", "BOR,ARD,0.4,", "BOR,ARD,0.3,", "ties.csv", "BOR.ARD", 0.3, "0.4, as ARD.BOR", ""),
    "one-sided": (
        "rivalries.csv", "", f"state,partner,rivalry,evidence,source\nISM,ARD,0.06,{ROW}\n",
        "rivalries.csv", "ARD.ISM", "nothing", "0.06, as ISM.ARD", "",
    ),
    "shares": ("shares.csv", "grain,ARD,BOR,0.3", "grain,ARD,BOR,1", "shares.csv", "grain.ARD", "a row that sums to 1.59", "at most 1", ""),
    "trust-without-tie": ("trust.csv", "ARD,BOR,", f"CEV,ISM,0.5,{ROW}\nARD,BOR,", "trust.csv", "CEV.ISM", 0.5, "the pair has no tie", ""),
    "trust-missing": (
        "trust.csv", "ARD,BOR,0.42,invented,invented: counts on the hub but not far\n", "",
        "trust.csv", "ARD.BOR", "nothing", "missing is never zero", "",
    ),
    "outlet-missing": (
        "outlets.csv", "grain,BOR,0,invented,invented: buys grain: its row counts suppliers\n", "",
        "outlets.csv", "grain.BOR", "nothing", "missing is never zero", "",
    ),
    "channel-weights": (
        "channels.csv", "grain,weight,0.35", "grain,weight,0.3",
        "channels.csv", "weight", "weights that sum to 0.95", "1", "",
    ),
    "issue-weights": ("issues.csv", "rank,weight,0.35", "rank,weight,0.55", "issues.csv", "weight", "weights that sum to 1.2", "to 1", ""),
    "lever-without-start": (
        "levers.csv", "military_aid,,", f"secondary,BOR,1901-01,0.2,{ROW}\nmilitary_aid,,",
        "levers.csv", "secondary.BOR.1901-01", "a change at 1901-01", "1900-01", "",
    ),
    "joint-lever-of-a-state": (
        "levers.csv", "military_aid,,", f"military_aid,ARD,1900-01,0.2,{ROW}\nmilitary_aid,,",
        "levers.csv", "military_aid.ARD.1900-01", "state 'ARD'", "coalition's", "",
    ),
    "lever-of-nobody": ("levers.csv", "engagement,BOR,", "engagement,,", "levers.csv", "engagement..1900-01", "state ''", "the state", ""),
    "joint-lever-missing": (
        "levers.csv", "coordination,,1900-01,0.9,invented,invented: one programme in ten is not carried out\n", "",
        "levers.csv", "coordination..1900-01", "nothing", "missing is never zero", "",
    ),
    "lever-missing": (
        "levers.csv", "export,ARD,1900-01,1,invented,invented: machine controls are in force in full\n", "",
        "levers.csv", "export.ARD.1900-01", "nothing", "missing is never zero", "",
    ),
    "event-without-channel": (
        "calendar.csv", "programme,ARD,credit,", "programme,ARD,,",
        "calendar.csv", "credit-ban.programme.ARD..1900-08", "channel ''", "a channel", "",
    ),
    "event-with-channel": (
        "calendar.csv", "war,ARD,,", "war,ARD,grain,",
        "calendar.csv", "war.war.ARD.grain.1900-07", "channel 'grain'", "no channel", "",
    ),
    "event-without-state": ("calendar.csv", "war,ARD,,", "war,,,", "calendar.csv", "war.war...1900-07", "state ''", "a state", ""),
    "event-with-state": (
        "calendar.csv", "price,,grain", "price,ARD,grain",
        "calendar.csv", "grain-price.price.ARD.grain.1901-06", "state 'ARD'", "no state", "",
    ),
    # What scenario.toml says.
    "months": ("scenario.toml", "months = 60", "months = 0", "scenario.toml", "months", 0, "greater than or equal to 1", ""),
    "months-fraction": ("scenario.toml", "months = 60", "months = 60.5", "scenario.toml", "months", 60.5, "integer", ""),
    "months-true": ("scenario.toml", "months = 60", "months = true", "scenario.toml", "months", True, "integer", ""),
    "title-missing": ("scenario.toml", 'title = "Ten states"', "", "scenario.toml", "title", "nothing", "one line", ""),
    "channel-name": ("scenario.toml", '"grain"', '"Grain"', "scenario.toml", "channels.0", "Grain", "pattern", ""),
    "good-twice": ("scenario.toml", '"salt", ', '"salt", "salt", ', "scenario.toml", "goods", "salt", "every name once", ""),
    "parameter": (
        "scenario.toml", PARAMETERS, f"{PARAMETERS}\nshare_sped = 0.1",
        "scenario.toml", "parameters", "share_sped", "names", "share_speed",
    ),
    "parameter-impossible": (
        "scenario.toml", PARAMETERS, f"{PARAMETERS}\nshare_speed = -0.1",
        "scenario.toml", "parameters.share_speed", -0.1, "a number from 0 to 0.3", "",
    ),
    "parameter-text": (
        "scenario.toml", PARAMETERS, f'{PARAMETERS}\nshare_speed = "high"',
        "scenario.toml", "parameters.share_speed", "high", "valid number", "",
    ),
    "rule": ("scenario.toml", PARAMETERS, 'rules = ["...", "shift_share"]', "scenario.toml", "rules", "shift_share", "", "shift_shares"),
    "rule-file": (
        "scenario.toml", PARAMETERS, 'rules = ["...", "my.py:rule"]',
        "scenario.toml", "rules", "my.py:rule", "not found: my.py", "",
    ),
    # What a scenario is made from.
    "base": ("scenario.toml", HEAD, f'base = "tenstates"\n{HEAD}', "mine/scenario.toml", "base", "tenstates", "axis-2022", "ten-states"),
    "base-itself": ("scenario.toml", HEAD, f'base = "mine"\n{HEAD}', "mine/scenario.toml", "base", "mine", "not lead back here", ""),
    "base-overlong": ("scenario.toml", HEAD, f'base = "{"x" * 300}"\n{HEAD}', "mine/scenario.toml", "base", "x" * 300, "axis-2022", ""),
    "drop-nothing": (
        "scenario.toml", PARAMETERS, '[drop]\ncalendar = ["war*"]',
        "mine/scenario.toml", "drop.calendar", "war*", "matches a row of the base", "",
    ),
    "drop-table": (
        "scenario.toml", PARAMETERS, '[drop]\ncalender = ["*"]',
        "mine/scenario.toml", "drop", "calender", "calendar", "calendar",
    ),
    "drop-text": (
        "scenario.toml", PARAMETERS, '[drop]\ncalendar = "*"',
        "mine/scenario.toml", "drop.calendar", "*", "a list of patterns", "",
    ),
    "drop-number": ("scenario.toml", HEAD, f"drop = 5\n{HEAD}", "mine/scenario.toml", "drop", 5, "a table of lists", ""),
}  # fmt: skip


def test_the_copy_has_no_faults(mine):
    original = scenarios.load("ten-states").config()
    assert mine.load().config() == original | {"name": "mine", "folder": str(mine.path)}


@pytest.mark.parametrize(("file", "old", "new", "where", "key", "given", "allowed", "nearest"), CASES.values(), ids=CASES)
def test_a_fault_says_where_what_and_what_else(mine, file, old, new, where, key, given, allowed, nearest):
    if old is None:
        (mine.path / file).unlink()
    else:
        mine.swap(file, old, new)
    faults = mine.faults()
    found = [fault for fault in faults if (fault.where, fault.key, fault.given, fault.nearest) == (where, key, given, nearest)]
    assert [fault for fault in found if allowed in fault.allowed], f"found instead:\n{faults[:5]}"
    assert all(file in fault.where for fault in faults), "another file is blamed as well"


@pytest.mark.parametrize("file", ["scenario.toml", *(f"{table.name}.csv" for table in TABLES), "states.csv"])
def test_a_file_that_is_not_utf8_is_named_alone(mine, file):
    mine.watch()
    (mine.path / file).write_bytes((mine.path / file).read_bytes().replace(b"e", b"\xe9", 1))
    [fault] = mine.faults()
    assert (fault.where, fault.key) == (f"mine/{file}", "file")
    assert f"readable {file[-4:].strip('.').upper()} file in UTF-8" in fault.allowed


def test_broken_toml_is_named_with_its_line(mine):
    [fault] = mine.swap("scenario.toml", "months = 60", "months = = 60").faults()
    assert (fault.where, fault.key) == ("mine/scenario.toml", "file")
    assert "at line 4" in fault.given


def test_bytes_that_mark_utf8_are_no_part_of_the_first_column(mine):
    """Spreadsheets write them."""
    mine.swap("goods.csv", "good,", "\ufeffgood,")
    assert mine.load().tables == scenarios.load("ten-states").tables


@pytest.mark.parametrize(("content", "where", "key"), [("title = 'no end", "mine", "file"), (None, "above", "base")])
def test_a_base_that_cannot_be_read_is_named(mine, content, where, key):
    above = mine.path.parent / "above"
    above.mkdir()
    (above / "scenario.toml").write_text('base = "mine"\n', encoding="utf-8")
    if content is None:
        (mine.path / "scenario.toml").unlink()
    else:
        mine.swap("scenario.toml", "", content)
    with pytest.raises(ScenarioError) as caught:
        scenarios.load(above)
    assert [(fault.where, fault.key) for fault in caught.value.faults] == [(f"{where}/scenario.toml", key)]


def test_bases_that_lead_in_a_circle_are_named(mine):
    other = mine.path.parent / "other"
    other.mkdir()
    (other / "scenario.toml").write_text('base = "mine"\n', encoding="utf-8")
    mine.swap("scenario.toml", HEAD, f'base = "other"\n{HEAD}')
    [fault] = mine.faults()
    assert (fault.key, fault.allowed) == ("base", "a base that does not lead back here")


@pytest.mark.parametrize(("given", "nearest"), [("ten-state", "ten-states"), ("axis2022", "axis-2022"), ("qqqq", ""), ("x" * 300, "")])
def test_a_scenario_that_nobody_knows(given, nearest):
    with pytest.raises(ScenarioError) as caught:
        scenarios.load(given)
    [fault] = caught.value.faults
    assert (fault.given, fault.nearest) == (given, nearest)
    assert all(name in fault.allowed for name in scenarios.names())


def test_every_fault_is_told_at_once(mine):
    mine.swap("trust.csv", "ARD,BOR,0.42", "ARD,BOR,1.42")
    mine.swap("goods.csv", "horses,exposure,1,invented", "horses,exposure,1,inventd")
    mine.swap("levers.csv", "coordination,", "coordinaton,")
    mine.swap("channels.csv", "grain,weight,0.35", "grain,weight,0.3")
    mine.swap("scenario.toml", PARAMETERS, f"{PARAMETERS}\nshare_sped = 0.1")
    found = {(fault.where, fault.given) for fault in mine.faults()}
    assert found == {
        ("mine/trust.csv row 2", "1.42"), ("mine/goods.csv row 2", "inventd"), ("mine/levers.csv row 28", "coordinaton"),
        ("channels.csv", "weights that sum to 0.95"), ("scenario.toml", "share_sped"),
    }  # fmt: skip


@pytest.mark.parametrize("file", ["scenario.toml", "states.csv"])
def test_a_broken_head_or_state_does_not_hide_the_other(mine, file):
    mine.swap("scenario.toml", "months = 60", "months = 0").swap("states.csv", "JUV,Juvara,swing", "JUV,Juvara,swinging")
    assert any(file in fault.where for fault in mine.faults())


def test_a_file_that_cannot_be_read_does_not_hide_the_faults_of_the_others(mine):
    mine.swap("rivalries.csv", "source\n", "source\nARD,ISM,0.1,invented,a,b\n").swap("trust.csv", "ARD,BOR,0.42", "ARD,BOR,1.42")
    assert {fault.where for fault in mine.faults()} == {"mine/rivalries.csv row 2", "mine/trust.csv row 2"}


def test_a_tie_that_cannot_be_read_is_not_a_missing_one(mine):
    faults = mine.swap("ties.csv", "ARD,BOR,0.4", "ARD,BOR,high").faults()
    assert [fault.where for fault in faults] == ["mine/ties.csv row 2"]


class TestRepairs:
    """What is mended rather than refused."""

    def test_the_invented_world_needs_none(self, mine):
        assert mine.load().repairs == ()

    def test_trust_above_its_limit(self, mine):
        [repair] = mine.swap("trust.csv", "ARD,BOR,0.42", "ARD,BOR,0.99").load().repairs
        assert repair.startswith("trust-capped: 1 ordered pairs")
        assert "(ARD-BOR)" in repair

    def test_gdp_in_the_place_of_a_volume(self, mine):
        [repair] = mine.swap("volumes.csv", "grain,ARD,100", "machines,ARD,100").load().repairs
        assert repair == "volume-from-gdp: grain: GDP stands in for the volume of ARD"

    def test_no_volume_is_needed_where_nothing_is_resold(self, mine):
        (mine.path / "volumes.csv").unlink()
        assert mine.swap("channels.csv", "grain,resale,1", "grain,resale,0").load().repairs == ()
