"""The data of the base case: where they come from, and what they may not hold."""

import re
import tomllib
from collections import Counter

import pytest

from experiments.checks import EventCheck, FieldCheck
from experiments.patterns import read_patterns
from scenarios.folder import HERE
from simulation.properties import GROUPS
from simulation.tables import EVIDENCE
from simulation.world import DRIVEN, VARIABLES

LAST = "2023-12"
"""After this month nothing dated may be imposed."""
MONTHS = {"value": 1, "asymmetry": 1, "weakest": 1, "votes right": 1, "speed-up": 3}
"""Months that a check needs; the others compare two or look between two."""


@pytest.fixture(scope="module")
def facts(axis):
    return [(pattern, check) for pattern in read_patterns(axis).patterns for check in pattern.checks]


def test_twenty_states_in_five_groups_and_five_channels(axis):
    assert len(axis.states) == 20
    assert {state.group for state in axis.states} == set(GROUPS)
    assert axis.head.channels == ("trade", "energy", "finance", "technology", "military")
    assert axis.head.start == "2022-01"


def test_every_row_says_where_it_comes_from(axis):
    entries = [entry for table in axis.tables.values() for entry in table.values()]
    counts = Counter(entry.evidence for entry in entries)
    assert set(counts) == set(EVIDENCE) - {"invented"}
    assert all(len(entry.source.strip()) > 8 for entry in entries)


def test_the_readme_counts_rows_by_evidence_as_they_are(axis):
    text = (HERE / "axis-2022" / "README.md").read_text(encoding="utf-8")
    said = {name: tuple(map(int, numbers.split("|"))) for name, numbers in re.findall(r"^\| (\w+) \| ((?:\d+ \| ){3}\d+) \|", text, re.M)}
    rows = {"states": axis.states} | {name: tuple(table.values()) for name, table in axis.tables.items()}
    rows["all"] = tuple(row for table in rows.values() for row in table)
    evidence = {name: Counter(row.evidence for row in table) for name, table in rows.items()}
    assert said == {name: (len(rows[name]), *(kinds[kind] for kind in EVIDENCE[:3])) for name, kinds in evidence.items()}


def test_a_measured_or_derived_value_names_a_data_set_or_a_fact(axis):
    for name, table in axis.tables.items():
        for key, entry in table.items():
            assert entry.evidence == "judgement" or not re.search("elicited by the authors$", entry.source), (name, key)


@pytest.mark.parametrize("file", sorted((HERE / "axis-2022").iterdir()), ids=lambda file: file.name)
def test_no_file_names_a_place_on_somebodys_disk(file):
    local = r"[A-Za-z]:\\|(^|[\s,(\"'])(/[\w.-]+){2,}|~/|file://|\.(xlsx?|dta|rds|pkl|ipynb)\b"
    assert not re.search(local, file.read_text(encoding="utf-8"), re.M)


def test_nothing_dated_is_imposed_after_2023(axis):
    dates = [key[-1] for table in ("calendar", "levers") for key in axis.tables[table]]
    assert max(dates) <= LAST
    assert min(dates) >= axis.head.start


def test_the_calendar_drives_what_lies_outside_alone(axis):
    variables = {key[1] for key in axis.tables["calendar"]}
    assert variables == {"war", "programme", "cutoff", "resolution", "strike"}
    assert variables <= set(DRIVEN)


def test_no_pattern_is_an_input(axis, facts):
    """A fact that the calendar or a lever sets, or that no month changes, would hold by construction."""
    fields = [check.at.field for _, check in facts if isinstance(check, FieldCheck)]
    assert fields
    for field in fields:
        assert not VARIABLES[field].driven
        assert not VARIABLES[field].inner
    assert {key[1] for key in axis.tables["calendar"]}.isdisjoint(fields)
    kinds = {kind for _, check in facts if isinstance(check, EventCheck) for kind in check.event.kinds}
    assert kinds == {"delivery", "payment"}, "events that states decide"


def test_patterns_ask_for_months_and_places_that_exist(axis, facts):
    groups = {state.group for state in axis.states}
    for pattern, check in facts:
        assert list(check.months) == sorted(check.months), check.name
        assert check.months[0] >= 0
        assert check.months[-1] <= axis.head.months
        assert check.range[0] <= check.range[1]
        assert len(check.months) == MONTHS.get(check.how, 2), check.name
        dated = check.range[1] if check.how == "first" else check.months[-1]
        assert (check.label == "fitted") == (dated <= 12), f"{pattern.id} {check.name}: the label tells the year"
        assert check.faults(axis, "", "") == []
        if not isinstance(check, FieldCheck):
            continue
        at = check.at
        for kind, name in (("state", at.state), ("state", at.partner), ("channel", at.channel), ("issue", at.issue)):
            assert name is None or name in axis.names.sets[kind]
        assert at.partners is None or at.partners in groups
        assert (at.partner is None) or (at.partners is None)


def test_every_pattern_has_an_id_of_its_own_and_says_why_it_fails(axis):
    found = read_patterns(axis)
    ids = [pattern.id for pattern in (*found.patterns, *found.not_testable)]
    assert len(set(ids)) == len(ids)
    assert (len(found.patterns), len(found.not_testable)) == (10, 7)
    assert all(pattern.statement and pattern.source and pattern.explanation and pattern.checks for pattern in found.patterns)
    assert all(pattern.statement and pattern.source and pattern.reason for pattern in found.not_testable)


def test_the_patterns_file_holds_nothing_else():
    content = tomllib.loads((HERE / "axis-2022" / "patterns.toml").read_text(encoding="utf-8"))
    assert set(content) == {"patterns", "not_testable"}
