"""The manual in the tree: a page in each folder that people open, whose links, names of files and examples hold."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = ("simulation", "scenarios", "experiments", "notebooks", "tests")
FILES = sorted(file.relative_to(ROOT).as_posix() for file in (*ROOT.glob("*.*"), *(f for p in PLACES for f in (ROOT / p).rglob("*.*"))))
PAGES = [file for file in FILES if file.endswith(".md")]
FEW = 3
"""Modules that a folder may hold without a page of its own."""
MIRRORS = ("tests/simulation", "tests/scenarios", "tests/experiments")
"""Tests that stand where what they test stands; the page of ``tests`` says so once for all of them."""
WITH_TESTS = ("README.md", "experiments/README.md")
"""Pages whose examples are run by tests of their own."""


@cache
def text(page: str) -> str:
    """A page without its blocks of code."""
    return re.sub(r"```.*?```", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)


@cache
def anchors(page: str) -> set[str]:
    """What links may name of a page: its headings in lower case, with hyphens for spaces and without other signs."""
    headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def astray(page: str, words: str) -> list[str]:
    """Links of some words of a page that lead to no file, or to no heading of one."""
    found = []
    for link in re.findall(r"\]\((?!\w+:)([^)\s]+)\)", words):
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        if not target.exists() or (anchor and anchor not in anchors(target.resolve().relative_to(ROOT.resolve()).as_posix())):
            found.append(link)
    return found


def unknown(words: str) -> list[str]:
    """Modules that some words name and that are nowhere in the tree; those of a reader's are called mine or my_ something."""
    named = re.findall(r"`(?!mine|my_)([a-z0-9_/-]+\.py)`", words)
    return [name for name in named if not any(f"/{file}".endswith(f"/{name}") for file in FILES)]


def test_a_folder_of_several_modules_has_a_page():
    folders = {Path(file).parent.as_posix() for file in FILES if file.endswith(".py")}
    large = [folder for folder in sorted(folders) if len(list((ROOT / folder).glob("[!_]*.py"))) > FEW and not folder.startswith(MIRRORS)]
    assert len(large) > 15
    assert [folder for folder in large if not (ROOT / folder / "README.md").exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    assert astray(page, text(page)) == []


@pytest.mark.parametrize("page", PAGES)
def test_modules_that_it_names_exist(page):
    assert unknown(text(page)) == []


def test_what_is_not_there_is_told():
    """Control."""
    lost = "[a](README.md) [b](REDME.md) [c](README.md#speed) [d](README.md#sped) [e](#limits) [f](#limit) [g](https://example.org/x)"
    assert astray("README.md", lost) == ["REDME.md", "README.md#sped", "#limit"]
    assert unknown("`schedule.py` `rules/threat.py` `rules/thread.py` `hreat.py` `my_rules.py`") == ["rules/thread.py", "hreat.py"]


def test_a_page_shows_every_picture_that_is_kept():
    shown = {Path(link).name for page in PAGES for link in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text(page))}
    assert {Path(file).name for file in FILES if file.endswith(".png")} == shown


EXAMPLES = {page: re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL) for page in PAGES}


@pytest.mark.parametrize("page", [page for page, blocks in EXAMPLES.items() if blocks and page not in WITH_TESTS])
def test_examples_run_and_print_what_they_say(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for block in EXAMPLES[page]:
        exec(compile(block, page, "exec"), {"__name__": "page"})
        printed = capsys.readouterr().out.splitlines()
        said = re.findall(r"^print\(.*\)  # (.+)$", block, re.MULTILINE)
        assert printed[: len(said)] == said
        assert printed or list(tmp_path.iterdir())
