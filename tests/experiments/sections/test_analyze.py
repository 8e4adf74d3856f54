"""From a sweep to a page with tables and figures."""

import json

import pandas as pd
import pytest

from experiments.analyze import SECTIONS, analyze, markdown
from experiments.sections.section import Section


def test_everything_that_the_page_names_was_written(sampled, tmp_path):
    files, sections = analyze(sampled.store.folder, tmp_path / "out", ("exit_hazard", "secondary"))
    page = (tmp_path / "out" / "analysis.md").read_text(encoding="utf-8")
    assert files[-1] == tmp_path / "out" / "analysis.md"
    assert 4 <= len(sections) <= len(SECTIONS)
    for file in files[:-1]:
        assert file.stat().st_size > 0
        if file.suffix == ".png":
            assert f"({file.relative_to(tmp_path / 'out').as_posix()})" in page
    for section in sections:
        assert f"## {section.title}" in page
        for name, table in section.tables.items():
            assert len(pd.read_csv(tmp_path / "out" / "tables" / f"{name}.csv")) == len(table)
    assert sampled.plan.digest[:16] in page


def test_a_sweep_whose_every_run_failed_has_a_page(sampled, tmp_path, monkeypatch):
    result = type(sampled)(sampled.store, sampled.plan)
    result.__dict__["runs"] = sampled.runs.assign(failure="rule x raised")
    monkeypatch.setattr("experiments.analyze.read", lambda folder: result)
    files, sections = analyze(sampled.store.folder, tmp_path)
    assert [file.name for file in files] == ["analysis.md"]
    assert [section.title for section in sections] == ["How the runs end"]


def test_long_tables_are_cut_and_bars_escaped():
    table = pd.DataFrame({"a|b": [1.23456, float("nan"), None] * 10, "c": ["x|y"] * 30})
    text = markdown(Section("Title", ["Said."], {"long": table}, shown=2))
    assert "(the first 2 of 30 rows)" in text
    assert text.count("\n| ") == 4, "header, rule and two rows"
    assert "a\\|b" in text
    assert "x\\|y" in text


def test_the_command_prints_what_it_found(sampled, blocform, tmp_path):
    said = blocform("analyze", sampled.store.folder, "--out", tmp_path)
    assert said.code == 0
    assert "How the runs end" in said.out
    said = blocform("analyze", sampled.store.folder, "--out", tmp_path, "--json")
    assert set(json.loads(said.out)) == {"file", "sections"}


@pytest.mark.parametrize(("arguments", "message"), [(("--over", "secondry"), "did you mean 'secondary'"), ((), "no sweep in this folder")])
def test_faults_end_with_code_2(sampled, blocform, tmp_path, arguments, message):
    folder = sampled.store.folder if arguments else tmp_path / "nothing"
    said = blocform("analyze", folder, *arguments)
    assert said.code == 2
    assert message in said.err
