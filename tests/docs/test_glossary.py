"""The glossary: in order, each term once, and classes, camps and groups of the code among them."""

import re
from pathlib import Path

import pytest

from simulation.outcome import CLASSES
from simulation.properties import GROUPS

TEXT = (Path(__file__).parents[2] / "GLOSSARY.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE)[1:]
TERMS = [term for term, _ in ROWS]


def test_terms_stand_in_order_and_once():
    assert len(TERMS) > 40
    assert sorted(TERMS, key=str.casefold) == TERMS
    assert len({term.casefold() for term in TERMS}) == len(TERMS)


@pytest.mark.parametrize("word", [*CLASSES, *GROUPS])
def test_words_of_the_code_are_explained(word):
    assert word in TEXT


def test_equations_that_it_names_are_on_the_odd_page():
    odd = (Path(__file__).parents[2] / "simulation" / "ODD.md").read_text(encoding="utf-8")
    named = {number for group in re.findall(r"eq\. ([\d, to]+)", TEXT) for number in re.findall(r"\d+", group)}
    assert len(named) > 8
    for number in named:
        assert re.search(rf"[Ee]quations?\W[^\n]*\b{number}\b", odd), number
