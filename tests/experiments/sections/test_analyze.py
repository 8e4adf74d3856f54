"""From a sweep to a page with tables and figures."""

import json

import pandas as pd
import pytest

from experiments.analyze import SECTIONS, analyze


def test_everything_that_the_page_names_was_written(sampled, tmp_path):
    files, report = analyze(sampled.store.folder, tmp_path / "out", ("exit_hazard", "secondary"))
    page = (tmp_path / "out" / "analysis.md").read_text(encoding="utf-8")
    assert files[-1] == tmp_path / "out" / "analysis.md"
    assert 4 <= len(report.sections) <= len(SECTIONS)
    for file in files[:-1]:
        assert file.stat().st_size > 0
        if file.suffix == ".png":
            assert f"({file.relative_to(tmp_path / 'out').as_posix()})" in page
    for section in report.sections:
        assert f"## {section.title}" in page
        for name, table in section.tables.items():
            assert len(pd.read_csv(tmp_path / "out" / "tables" / f"{name}.csv")) == len(table)
    assert sampled.plan.digest[:16] in page


def test_a_sweep_whose_every_run_failed_has_a_page(sampled, tmp_path, monkeypatch):
    result = type(sampled)(sampled.store, sampled.plan)
    result.__dict__["runs"] = sampled.runs.assign(failure="rule x raised")
    monkeypatch.setattr("experiments.analyze.read", lambda folder: result)
    files, report = analyze(sampled.store.folder, tmp_path)
    assert [file.name for file in files] == ["report.html", "analysis.md"]
    assert [section.title for section in report.sections] == ["How the runs end"]


def test_names_of_factors_do_not_leave_the_folder(swept, tmp_path):
    odd = {"set": "parameters.exit_hazard", "low": 0.01, "high": 0.03}
    choices = {"so so": {}, "ganz anders": {"parameters.balance": 0}}
    result = swept(
        "odd", replicates=2, factors={"../../a b|c": odd, "wähl mich": {"choices": choices}}, design={"kind": "grid", "levels": 3}
    )
    files, _ = analyze(result.store.folder, tmp_path / "my out")
    page = files[-1].read_text(encoding="utf-8")
    for file in files[:-2]:
        assert file.resolve().parent in (tmp_path / "my out" / "tables", tmp_path / "my out" / "figures")
        assert " " not in file.name, "which a link would end at"
        assert file.name in page


def test_what_an_earlier_page_named_goes_and_nothing_else(crossed, tmp_path):
    analyze(crossed.store.folder, tmp_path, ("secondary", "balance"))
    (tmp_path / "tables" / "mine.csv").write_text("mine")
    (tmp_path / "tables" / "old.csv").write_text("old")
    with (tmp_path / "analysis.md").open("a", encoding="utf-8") as page:
        page.write("`tables/old.csv`")
    files, _ = analyze(crossed.store.folder, tmp_path)
    kept = {file for file in tmp_path.rglob("*") if file.is_file()}
    assert kept == {*files, tmp_path / "tables" / "mine.csv"}


def test_the_command_prints_what_it_found(sampled, blocform, tmp_path):
    said = blocform("analyze", sampled.store.folder, "--out", tmp_path)
    assert said.code == 0
    assert "How the runs end" in said.out
    said = blocform("analyze", sampled.store.folder, "--out", tmp_path, "--json")
    assert set(json.loads(said.out)) == {"file", "sections"}


def test_a_folder_that_cannot_be_made_is_named(sampled, blocform, tmp_path):
    (tmp_path / "out").write_text("mine")
    said = blocform("analyze", sampled.store.folder, "--out", tmp_path / "out")
    assert said.code == 2
    assert "Not a directory" in said.err
    assert str(tmp_path / "out") in said.err


@pytest.mark.parametrize(("arguments", "message"), [(("--over", "secondry"), "did you mean 'secondary'"), ((), "no sweep in this folder")])
def test_faults_end_with_code_2(sampled, blocform, tmp_path, arguments, message):
    folder = sampled.store.folder if arguments else tmp_path / "nothing"
    said = blocform("analyze", folder, *arguments)
    assert said.code == 2
    assert message in said.err
