"""The commands compare, policies and futures, as a shell would call them."""

from __future__ import annotations

import json

import pytest

from scenarios import future, policy

CALM = 'title = "Calm"\npurpose = "to be tried"\nsource = "invented"\n'
FIRM = CALM.replace("Calm", "Firm") + '[changes]\n"levers.secondary@1900-06" = 1.0\n'


@pytest.fixture
def files(tmp_path):
    (tmp_path / "calm.toml").write_text(CALM)
    (tmp_path / "firm.toml").write_text(FIRM)
    return f"{tmp_path / 'calm.toml'},{tmp_path / 'firm.toml'}"


def test_it_runs_and_writes_and_goes_on(blocform, files, tmp_path):
    asked = (
        "compare",
        "ten-states",
        "--policies",
        files,
        "--futures",
        "none",
        "--replicates",
        4,
        "--months",
        14,
        "--out",
        tmp_path / "out",
    )
    said = blocform(*asked)
    assert said.code == 0
    assert "Under calm, in as-planned, the core" in said.out
    assert (tmp_path / "out" / "report.html").is_file()
    again = blocform(*asked, "--json")
    assert "8 of 8 runs are there already" in again.err
    found = json.loads(again.out)
    assert found["answer"][0].startswith("Under `calm`")
    assert {row["policy"] for row in found["sections"]["What differs between the policies"]["all_differences"]} == {"firm"}


def test_without_a_folder_it_says_what_it_would_run(blocform):
    said = blocform("compare", "axis-2022", "--policies", "all", "--jobs", 2)
    shipped = len(policy.names())
    assert said.code == 0
    assert f"{shipped} policies in 10 named futures, 500 replicates: {shipped * 10 * 500:,} runs" in said.out
    assert "Policies: status-quo, " in said.out
    asked = ("compare", "axis-2022", "--policies", "status-quo,wedge-chn", "--futures", "none", "--replicates", 10, "--json")
    plain = json.loads(blocform(*asked).out)
    assert (plain["runs"], list(plain["studies"])) == (20, ["futures"])


def test_every_fault_at_once(blocform):
    said = blocform(
        "compare", "axis-2022", "--policies", "wedge-ch,nope", "--futures", "defalt", "--goal", "cohere:lowr", "--good-enough", "nan"
    )
    assert said.code == 2
    assert "6 faults" in said.err
    for word in (
        "'wedge-ch'",
        "did you mean 'wedge-chn'",
        "'nope'",
        "did you mean 'default'",
        "did you mean 'coheres'",
        "'lowr'",
        "finite",
    ):
        assert word in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("policies", "word"),
    [
        ("status-quo", "two or more policies, or all"),
        ("status-quo,status-quo", "every policy once"),
        ("status-quo,wedge-chn", "allowed: ARD, BOR, CEV, DUR"),
    ],
)
def test_faults_of_names_and_of_what_they_change(blocform, policies, word):
    said = blocform("compare", "ten-states", "--policies", policies, "--futures", "none")
    assert said.code == 2
    assert word in said.err


def test_another_comparison_is_not_mixed_in(blocform, files, tmp_path):
    asked = ("compare", "ten-states", "--policies", files, "--futures", "none", "--months", 14, "--out", tmp_path / "out", "--replicates")
    blocform(*asked, 3)
    said = blocform(*asked, 2)
    assert said.code == 2
    assert "3 replicates" in said.err


def test_what_ships_is_listed_with_purpose_and_source(blocform):
    said = blocform("policies", "--json")
    listed = json.loads(said.out)
    assert [one["name"] for one in listed] == list(policy.names())
    assert all(one["purpose"] and one["source"] for one in listed)
    printed = blocform("policies").out
    assert all(name in printed for name in policy.names())
    sets = blocform("futures").out
    assert all(name in sets for name in future.names())


def test_one_is_shown_with_its_changes(blocform, files):
    assert "wedge of CHN to 0.6 from 2022-10" in blocform("policies", "wedge-chn").out
    assert "secondary to 1 from 1900-06" in blocform("policies", files.split(",")[1]).out
    shown = blocform("futures", "default").out
    assert "war RUS to 0 in 2025-01 over 11 months" in shown
    assert "draws from the ranges" in shown
    assert blocform("policies", "nope").code == 2


def test_files_with_faults_end_in_one_message(blocform, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text('title = ["a"]\npurpose = "p"\n', encoding="utf-8")
    said = blocform("compare", "axis-2022", "--policies", f"status-quo, {bad}")
    assert said.code == 2
    assert "2 faults" in said.err
    assert "bad.toml: source: given 'nothing'" in said.err


def test_a_policy_for_other_years_is_told(blocform):
    said = blocform("compare", "ten-states", "--policies", "status-quo,engagement", "--futures", "none")
    assert said.code == 2
    assert "engagement.toml: changes.levers.engagement@2022-10: given '2022-10', allowed: a month of the run" in said.err
