"""A flip that is offered flips the event when it is applied, by the compiled rule and by the plain one."""

import pytest

from experiments.explaining.sections import beyond
from simulation import events

SOME = {events.REQUEST: 1, events.MEMBERSHIP: 1}
"""Events of a kind that are tried in each run; ``USUAL`` of the others."""
USUAL = 2
PLAIN = 3
"""Flips of an event that the plain rule is asked about as well."""
NAMES = [pytest.param(kind, id=name) for kind, name in events.KINDS.items()]


@pytest.mark.parametrize("kind", NAMES)
def test_flips_flip_when_applied(told, kind):
    flips = 0
    for number, run in enumerate(told):
        for deed in run.some(kind, SOME.get(kind, USUAL)):
            trial = run.trial(deed)
            found, firm = trial.flips()
            flips += len(found)
            assert [flip.change for flip in found] == sorted(flip.change for flip in found)
            assert not {flip.quantity for flip in found} & set(firm)
            for k, flip in enumerate(found):
                one = flip.quantity
                assert one.low <= flip.value <= one.high
                assert not one.is_whole or flip.value == int(flip.value)
                assert trial.changed(trial.after(one.reading, flip.value)), f"{deed}: {one.name}"
                assert not trial.changed(trial.after(one.reading, one.value))
                if k < PLAIN and number == 2:
                    assert trial.changed(trial.after(one.reading, flip.value, is_compiled=False)), f"{deed}: {one.name}, plain"
    assert flips, "some flip was found"


def test_less_than_a_flip_changes_nothing(told):
    """The control: short of the value that is offered everything stays as it was."""
    tried = 0
    for run in told:
        for kind in (events.VOTE, events.RECOGNITION, events.EXERCISE, events.LEADER_EXIT):
            for deed in run.some(kind, 2):
                trial = run.trial(deed)
                for flip in trial.flips()[0]:
                    if not flip.quantity.is_whole:
                        short = flip.quantity.value + 0.999 * (flip.value - flip.quantity.value)
                        assert not trial.changed(trial.after(flip.quantity.reading, short)), f"{deed}: {flip.quantity.name}"
                        tried += 1
    assert tried > 60


def test_what_is_printed_flips_too(told):
    tried = 0
    for run in told:
        for kind in (events.DELIVERY, events.RESISTANCE):
            for deed in run.some(kind, 1):
                trial = run.trial(deed)
                for flip in trial.flips()[0]:
                    assert trial.changed(trial.after(flip.quantity.reading, float(beyond(flip)))), flip.quantity.name
                    tried += 1
    assert tried > 60


def test_trying_leaves_the_moment_and_the_run_as_they_were(base):
    deed = base.some(events.SUPPORT, 1)[0]
    trial = base.trial(deed)
    moment = trial.moment
    before = [moment.world.block.copy(), moment.start.block.copy(), moment.record.copy(), moment.p.tobytes()]
    worlds = base.trajectory.world(deed.month - 1).block.copy()
    trial.flips()
    after = [moment.world.block, moment.start.block, moment.record, moment.p.tobytes()]
    for old, new in zip(before, after, strict=True):
        assert (old == new) if isinstance(old, bytes) else (old.tobytes() == new.tobytes())
    assert base.trajectory.world(deed.month - 1).block.tobytes() == worlds.tobytes()
