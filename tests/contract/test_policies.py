"""The contract of every policy and future that ships: it says what it is for, and changes what it says in the base scenario."""

import re
from pathlib import Path

import numpy as np
import pytest

import scenarios
from experiments.contract.check import check
from scenarios import future, policy
from simulation.initial import imposed_on

POLICIES = policy.names()
SETS = future.names()
FUTURES = [(name, one) for name in SETS for one in future.load(name).futures]
DECIDED = 9
"""Month of October 2022, when the question had been put."""


@pytest.fixture(scope="module")
def base():
    return scenarios.load("axis-2022")


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_says_what_it_is_for(name):
    found = policy.load(name)
    assert re.fullmatch(r"[A-Z].{20,}\.", found.purpose)
    assert found.purpose.count(". ") == 0, "one sentence"
    assert len(found.source) > 10
    assert not found.title.endswith(".")


def test_titles_tell_policies_apart():
    titles = [policy.load(name).title for name in POLICIES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_imposes_nothing_before_it_was_decided(base, name):
    """And nothing at all where it is what was done; what signposts trigger is imposed by nobody."""
    given = policy.load(name).changes
    changed = base.override(given)
    before, after = imposed_on(base, 72), imposed_on(changed, 72)
    months = [k for field in before._fields for k in np.argwhere(getattr(before, field) != getattr(after, field))[:, 0]]
    assert min(months, default=DECIDED) >= DECIDED
    answers = any(key.startswith("responses") for key in given)
    assert bool(months) == (name != "status-quo" and not answers)
    assert bool(changed.tables["responses"]) == answers


def test_the_example_of_the_page_is_a_policy(tmp_path):
    page = Path(policy.__file__).with_name("policies") / "README.md"
    (example,) = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "mine.toml"
    file.write_text(example, encoding="utf-8")
    assert [finding.problem for finding in check(file, "axis-2022")] == [""]


@pytest.mark.parametrize("name", SETS)
def test_the_first_future_is_what_is_planned(name):
    found = future.load(name)
    first = next(iter(found.futures.values()))
    assert not first.changes
    assert len(found.futures) > 5
    assert found.draws is not None


@pytest.mark.parametrize(("name", "one"), FUTURES)
def test_a_future_changes_the_base_and_goes_with_every_policy(base, name, one):
    found = future.load(name).futures[one]
    assert len(found.source) >= 10
    assert (base.override(found.changes).digest == base.digest) == (not found.changes)
    for other in POLICIES:
        changes = policy.load(other).changes
        assert not changes.keys() & found.changes.keys()
        base.override({**found.changes, **changes})
