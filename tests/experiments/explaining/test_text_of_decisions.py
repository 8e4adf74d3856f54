"""The text of a decision: what it returns on the way that it takes, with names and with numbers."""

import ast
import re
from typing import NamedTuple

import pytest
import worlds

from experiments.explaining import aligning, dealing, kinds, voting, watching
from experiments.explaining.equation import with_numbers
from experiments.explaining.text import fields_of, is_readable, question_in_words, questions, returned, supposing, value_of
from simulation import events
from simulation.compiled import decision, total
from simulation.faults import BlocformError
from simulation.rules.acceptance import acceptance, willingness
from simulation.rules.membership import axis_value, towards_coalition
from simulation.rules.requests import draw_good


class Two(NamedTuple):
    one: float
    other: float


@decision
def terms(world, p, i):
    half = 0.5 * world.threat[i]
    return Two(p.trust_weight * half, -world.loss[i])


@decision
def forked(world, p, i):
    """A decision that takes one of three ways."""
    if world.threat[i] > 0.5:
        return 1.0
    if world.loss[i] > 0.5:  # noqa: SIM108  a fork is what is tested
        level = 2.0
    else:
        level = 3.0
    return level * total(terms(world, p, i))


def names(**fields):
    return {"world": worlds.world(**fields), "p": worlds.parameters(), "i": 0}


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"threat": 0.9}, "1.0"),
        ({"threat": 0.2, "loss": 0.9}, "2.0 * total(terms(world, p, i))"),
        ({"threat": 0.2, "loss": 0.1}, "3.0 * total(terms(world, p, i))"),
    ],
)
def test_the_way_that_is_taken(fields, text):
    given = names(**fields)
    expression = returned(forked, given)
    assert ast.unparse(expression) == text
    assert value_of(expression, forked, given) == forked(given["world"], given["p"], 0)


def test_local_names_are_filled_in():
    expression = returned(terms, names())
    assert ast.unparse(expression) == "Two(p.trust_weight * (0.5 * world.threat[i]), -world.loss[i])"
    assert fields_of(expression, "world") == ["threat", "loss"]
    assert fields_of(expression, "p") == ["trust_weight"]


def test_numbers_stand_for_what_is_read():
    given = names(threat=0.2, loss=0.1)
    assert with_numbers(returned(terms, given), terms, given) == "Two(1.2 * (0.5 * 0.2), -0.1)"
    assert with_numbers(returned(forked, given), forked, given) == "3.0 * 0.02"


def test_a_text_is_not_changed_by_reading_it():
    given = names(threat=0.2)
    before = ast.dump(returned(forked, given))
    with_numbers(returned(forked, given), forked, given)
    assert ast.dump(returned(forked, given)) == before


def test_decisions_on_numbers_are_written_out():
    given = {**names(membership=1.0), "start": worlds.world()}
    text = with_numbers(returned(towards_coalition, given), towards_coalition, given)
    assert text == "min(0.0007 * exp(clip(0, -5, 5)), 1.0)"


def test_a_supposed_sum_decides():
    given = {**names(), "j": 1, "good": 0, "pay": 0.5}
    assert supposing(willingness, given, total=0.0) == 0.5
    assert supposing(willingness, given, total=total(acceptance(*(given[name] for name in ("world", "p", "i", "j", "good", "pay"))))) == (
        willingness(*(given[name] for name in ("world", "p", "i", "j", "good", "pay")))
    )


def test_questions_to_other_decisions_are_told_in_words():
    given = names()
    said = [question_in_words(call) for call in questions(returned(axis_value, given), axis_value)]
    assert said == [f"camp mean of {field} (axis)" for field in ("trust", "shared", "cooperation", "resentment")]


def test_a_loop_cannot_be_followed():
    with pytest.raises(BlocformError, match="draw_good: the way to what it returns leads through a loop, so that it cannot be taken apart"):
        returned(draw_good, {**names(), "item": 0})
    assert not is_readable(draw_good)


TAKEN_APART = {
    one.__name__: one
    for module in (aligning, dealing, kinds, voting, watching)
    for one in vars(module).values()
    if isinstance(one, decision)
}
"""Every decision whose terms or probability a kind of event shows; those of a request are races, whose weights alone are asked."""


@pytest.mark.parametrize("function", TAKEN_APART.values(), ids=TAKEN_APART)
def test_every_decision_that_is_taken_apart_can_be_read(function):
    assert is_readable(function)


def test_all_kinds_are_covered():
    assert {"willingness", "acceptance", "reliability", "solidarity", "is_let_down", "leaning", "is_due", "is_called_on"} <= set(
        TAKEN_APART
    )


def test_a_condition_is_said_in_words(told):
    """The names of all numbers with their values; no sign of comparison and no number without a name but thresholds of the text."""
    seen = set()
    for run in told:
        for number in (events.TREATY, events.SUPPORT, events.ABANDONMENT, events.TRIGGER):
            for deed in run.some(number, 3):
                for stage in run.trial(deed).stages:
                    if stage.title in ("let down", "called on", "due"):
                        assert not re.search(r"[<>=]|^\(?\d", stage.equation)
                        assert all(one.name in stage.equation for one in stage.read if one.reading.field == "commitment")
                        seen.add(stage.title)
    assert seen == {"let down", "called on", "due"}
