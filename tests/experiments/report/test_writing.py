"""The files of a report."""

import errno
from pathlib import Path

import pandas as pd
import pytest

from experiments.report.report import Report
from experiments.report.writing import write
from experiments.sections.section import Section


def made(*names: str) -> Report:
    tables = {name: pd.DataFrame({"x": [1.5]}) for name in names}
    return Report("Title", "Question?", ["In 1 of 2 runs."], [Section("S", ["Said."], tables)], {"Seed": "1"})


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_files_are_those_returned_with_the_pages_last(tmp_path):
    found = write(made("a", "b"), tmp_path / "deep" / "out")
    assert [file.relative_to(tmp_path / "deep" / "out").as_posix() for file in found] == [
        "tables/a.csv", "tables/b.csv", "report.html", "report.md",
    ]  # fmt: skip
    assert {file for file in tmp_path.rglob("*") if file.is_file()} == set(found)


def test_the_markdown_names_every_file(report, folder):
    page = (folder / "report.md").read_text(encoding="utf-8")
    for file in files(folder):
        assert file in page or file.startswith("report.")
    assert "Made" not in page
    title, question = (text.replace("<", "\\<") for text in (report.title, report.question))
    assert page.startswith(f"# {title}\n\n**{question}**\n\n- In 38 of 100 runs")
    assert page.endswith("--out DIR`\n")


def test_the_same_report_gives_the_same_files(tmp_path):
    write(made("a"), tmp_path / "one")
    write(made("a"), tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_files_of_an_earlier_report_go_and_no_others(tmp_path):
    write(made("a", "b"), tmp_path)
    (tmp_path / "tables" / "mine.csv").write_text("mine")
    write(made("b"), tmp_path)
    assert set(files(tmp_path)) == {"tables/b.csv", "tables/mine.csv", "report.html", "report.md"}


def test_the_markdown_may_have_another_name(tmp_path):
    write(made("a"), tmp_path, "analysis.md")
    write(made(), tmp_path, "analysis.md")
    assert set(files(tmp_path)) == {"report.html", "analysis.md"}


@pytest.mark.parametrize("kind", ["tables", "report.html", "report.md"])
def test_a_full_disk_is_named_and_leaves_the_old_report(tmp_path, monkeypatch, kind):
    write(made("a"), tmp_path)
    old = files(tmp_path)
    whole = Path.write_bytes

    def full(path, content):
        if kind in (path.parent.name, f"{path.name[1:].partition('.')[0]}{path.suffix}"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as caught:
        write(made("a"), tmp_path)
    assert kind in caught.value.filename
    assert files(tmp_path) == old


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(NotADirectoryError) as caught:
        write(made("a"), tmp_path / "out")
    assert "out" in str(caught.value.filename)


def test_no_two_tables_have_one_name():
    with pytest.raises(ValueError, match="tables of the same name in two sections: a"):
        Report("T", "Q", [], [made("a").sections[0], made("a").sections[0]], {})
