"""Files that keep habits: changelog, citation, hooks before a commit, versions, exit codes in the README."""

import re
import shutil
import sys
import tomllib
from pathlib import Path

import typer
import yaml

from experiments import cli

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_changelog_tells_of_every_command():
    latest = text("CHANGELOG.md").split("\n## ")[1]
    missing = [name for name in typer.main.get_command(cli.app).commands if not re.search(rf"`(blocform )?{name}[ `]", latest)]
    assert missing == []


def test_the_readme_has_the_exit_codes_of_the_command():
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", text("README.md"), flags=re.MULTILINE)
    assert [int(code) for code, _ in rows] == list(cli.EXIT_CODES)
    for (code, told), meaning in zip(rows, cli.EXIT_CODES.values(), strict=True):
        assert told.startswith(re.split(r"[,(]", meaning)[0].strip()), code


def test_the_citation_is_whole():
    citation = yaml.safe_load(text("CITATION.cff"))
    assert {"cff-version", "message", "title", "version", "authors", "license", "type"} <= set(citation)
    assert citation["license"] == PROJECT["license"]
    assert citation["title"].startswith(PROJECT["name"])


def test_hooks_fetch_nothing_and_are_of_the_extra_dev():
    hooks = [hook for repo in yaml.safe_load(text(".pre-commit-config.yaml"))["repos"] for hook in repo["hooks"] if repo["repo"] == "local"]
    assert len(hooks) == sum(len(repo["hooks"]) for repo in yaml.safe_load(text(".pre-commit-config.yaml"))["repos"])
    programs = {hook["entry"].split()[0] for hook in hooks}
    assert {hook["language"] for hook in hooks} == {"system"}
    beside = Path(sys.executable).parent
    if shutil.which("pre-commit", path=beside):
        assert all(shutil.which(program, path=beside) for program in programs)


def named(requirement):
    return re.match(r"[\w-]+", requirement).group().lower().replace("_", "-")


def test_every_dependency_has_a_version_to_check_with():
    lines = [line for line in text("constraints.txt").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
    fixed = {named(line) for line in lines}
    extras = PROJECT["optional-dependencies"].values()
    wanted = {named(one) for one in [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]} - {PROJECT["name"]}
    assert wanted - fixed - {"pre-commit"} == set()
