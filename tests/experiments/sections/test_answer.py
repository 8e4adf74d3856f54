"""The answer of a sweep in counts."""

import re

from experiments.sections.answer import answer
from experiments.sections.reading import Reading


def test_counts_are_those_of_the_runs_and_the_most_frequent_comes_first(crossed):
    said = answer(Reading(crossed))
    counts = [tuple(map(int, re.match(r"In ([\d,]+) of ([\d,]+) runs the core ", line).groups())) for line in said]
    expected = sorted(crossed.table["outcome"].value_counts().reindex(["coheres", "stagnates", "fractures", "absorbed"], fill_value=0))
    assert [count for count, _ in counts] == expected[::-1]
    assert {runs for _, runs in counts} == {len(crossed.table)}


def test_no_run_no_answer(crossed):
    result = type(crossed)(crossed.store, crossed.plan)
    result.__dict__["runs"] = crossed.runs.assign(failure="rule x raised")
    assert answer(Reading(result)) == []
