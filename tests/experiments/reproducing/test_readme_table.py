"""The table of the README is what the command prints, but for the times of the day it was made."""

import re
from pathlib import Path

import pytest
from reproduced import found

from experiments.reproducing.targets import TARGETS

TEXT = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
BLOCK = TEXT.partition("<!-- reproduce -->")[2].partition("<!-- /reproduce -->")[0].strip()


def without_times(text: str) -> str:
    return re.sub(r"\| [\d.]+ s \|", "| |", text)


def test_every_target_has_its_row():
    assert [row.split(" | ")[0].strip("| ") for row in BLOCK.splitlines()[2 : 2 + len(TARGETS)]] == [t.source for t in TARGETS.values()]


@pytest.mark.slow
def test_it_is_what_comes_out(blocform):
    found("doreian_mrvar_2015_cow")  # skips where the data of others are not here
    assert without_times(blocform("reproduce", "--markdown").out.strip()) == without_times(BLOCK)
