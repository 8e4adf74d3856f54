"""What a rule reads and writes, read off its text."""

import pytest

from simulation.compiled import decision
from simulation.faults import BlocformError
from simulation.footprint import footprint


def reads_and_writes(world, start, imposed, p, i):
    """A rule that touches a bit of everything."""
    for j in range(world.tie.shape[1]):
        world.trust[i, j] = p.balance * start.tie[i, j] + world.tie[i, j]
        world.loss[i] += imposed.war[world.month[0], i]


def of_the_system(world):
    world.hub[0] = 1


def writes_two(world, i):
    world.lost[0, i], world.age[0, i] = 1.0, 2.0


def test_every_use_of_a_field_is_found_in_the_order_of_the_world():
    found = footprint(reads_and_writes)
    assert found.arguments == ("world", "start", "imposed", "p", "i")
    assert found.fields == {"world": ("month", "tie", "loss", "trust"), "start": ("tie",), "imposed": ("war",)}
    assert found.writes == ("loss", "trust")
    assert found.parameters == ("balance",)
    assert found.of_state


def test_a_rule_that_asks_for_no_state_is_the_system_s():
    found = footprint(of_the_system)
    assert not found.of_state
    assert found.writes == ("hub",)
    assert found.parameters == ()


def keeps_notes(world, i):
    notes = [0.0]
    notes[0] = world.loss[i]
    world.lost[0, i] = notes[0]


def test_what_a_rule_notes_for_itself_is_no_write():
    assert footprint(keeps_notes).writes == ("lost",)


def test_two_fields_written_at_once_are_both_found():
    assert footprint(writes_two).writes == ("lost", "age")


def writes_a_cell_of_a_row(world, i):
    world.tie[i][i] = 0.0


def test_a_write_through_two_brackets_is_found():
    assert footprint(writes_a_cell_of_a_row).writes == ("tie",)


@decision
def taken(world, p, i):
    world.loss[i] = world.threat[i]
    return p.balance


@decision
def kept(world, start, p, i, noise):
    return world.tie[i, 0] + start.loss[i] + taken(world, p, i) + noise


def decides(world, start, p, i):
    """Reads nothing itself and hands on what it was given."""
    world.value[i] = kept(start, start, p, i, 0.5)


def decides_for_itself(world, start, p, i):
    world.value[i] = kept(world, start, p, i, 0.5)


def test_a_rule_uses_and_writes_what_its_decisions_do_under_whatever_name():
    found = footprint(decides_for_itself)
    assert found.fields["world"] == ("threat", "tie", "loss", "value")
    assert found.fields["start"] == ("loss",)
    assert found.writes == ("loss", "value")
    assert found.parameters == ("balance",)


def test_a_decision_that_writes_into_the_start_is_seen_through():
    with pytest.raises(BlocformError, match=r"writes start\.loss; a rule writes world alone"):
        footprint(decides)


def asks_for_the_weather(world, weather):
    world.hub[0] = weather


def misspells(world, i):
    world.trsut[i, 0] = 1.0


def reads_what_is_not_imposed(world, imposed, i):
    world.loss[i] = imposed.tie[0, i, i]


def writes_the_start(world, start, i):
    start.tie[i, i] = world.tie[i, i]


def adds_to_what_is_imposed(world, imposed, i):
    imposed.war[0, i] += world.war[i]


def writes_a_row_of_the_start(world, start, i):
    start.tie[i][i] = world.tie[i, i]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (asks_for_the_weather, "argument 'weather', allowed: world, start, imposed, p, record, log, i"),
        (misspells, "world.trsut does not exist; did you mean 'trust'"),
        (reads_what_is_not_imposed, "imposed.tie does not exist"),
        (writes_the_start, "writes start.tie; a rule writes world alone"),
        (adds_to_what_is_imposed, "writes imposed.war; a rule writes world alone"),
        (writes_a_row_of_the_start, "writes start.tie; a rule writes world alone"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_rule_that_asks_for_what_it_may_not_have_is_refused(rule, message):
    with pytest.raises(BlocformError) as raised:
        footprint(rule)
    assert f"rule {rule.__name__}: {message}" in str(raised.value)
