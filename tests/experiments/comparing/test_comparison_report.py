"""The report of a comparison: every section, its tables and figures, and the page."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from compared import FUTURES, POLICIES

from experiments.comparing import Goal, report
from experiments.comparing.report import SECTIONS
from experiments.report.writing import write
from simulation.outcome import CLASSES


@pytest.fixture(scope="module")
def made(several):
    return report(several)


def test_a_section_a_question(made):
    assert len(made.sections) == len(SECTIONS) + 1
    assert len({section.title for section in made.sections}) == len(made.sections)
    for section in made.sections:
        assert section.text
        assert set(section.alt) == set(section.figures), section.title
        assert set(section.captions) >= set(section.tables) - {"policies"} & set(section.tables), section.title
        assert all(len(table.columns) for table in section.tables.values())
    names = [name for section in made.sections for name in section.figures]
    assert names == ["outcomes", "differences", "times", "regret", "trade_offs"]


def test_policies_like_the_base_are_said_to_change_nothing(made):
    noise = next(section for section in made.sections if section.title == "What is lost in the noise")
    for policy in ("twin", "nothing"):
        assert any(f"`{policy}` equals it in every one of 40 pairs" in line and "changes nothing" in line for line in noise.text)


def test_tables_hold_numbers_and_words_apart(made):
    """No cell joins a number with an interval, and no column has the name of a program."""
    for section in made.sections:
        if section.title == "Assumptions and sources":
            continue
        for name, table in section.tables.items():
            assert not any("_" in str(column) for column in table.columns), name
            for column in table.select_dtypes(exclude="number"):
                cells = table[column].astype(str)
                assert not cells.str.contains(r"\d to |\(|\u2212").any(), (name, column)
                assert not cells.isin(["True", "False"]).any(), (name, column)
    outcome = made.sections[0].tables
    assert list(outcome["outcomes"].columns) == ["policy", "class", "runs", "count", "share", "low", "high"]
    twin = outcome["outcome_differences"].query("policy == 'twin'")
    assert twin["class"].tolist() == list(CLASSES)
    assert set(twin["verdict"]) == {"equal"}
    assert (twin["difference"] == 0).all()


def test_every_policy_is_shown_in_every_future(made):
    tables = next(section for section in made.sections if "regret" in section.tables).tables
    for name in ("goal_by_future", "regret_by_future"):
        assert list(zip(tables[name]["future"], tables[name]["policy"], strict=True)) == list(product(FUTURES, POLICIES))
    assert tables["verdicts_by_future"]["policy"].tolist() == [*POLICIES][1:]
    assert (tables["verdicts_by_future"].set_index("policy").loc["twin"] == "equal").all()
    assert "value in the worst future" in set(tables["criteria"]["meaning"])


def test_it_says_how_many_would_look_different_by_chance(made):
    text = " ".join(made.sections[1].text)
    assert "if no policy did anything, about" in text
    assert "Equal luck saves runs" in text


def test_the_page_is_written_and_the_same_again(several, made, tmp_path):
    files = write(made, tmp_path / "one")
    assert {"report.html", "report.md"} <= {file.name for file in files}
    again = write(report(several), tmp_path / "two")
    for one, two in zip(files, again, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name


def test_the_command_that_makes_it_again_is_told(several):
    said = report(replace(several, goal=Goal("cohesion", "lower", 0.5))).provenance["made again by"]
    assert "blocform compare ten-states --policies calm,twin,nothing,talk,firm --futures invented --replicates 40 --seed 1" in said
    assert "--goal cohesion:lower --months 30 --good-enough 0.5" in said
