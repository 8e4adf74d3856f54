"""What is said to change an event, and not to change it, held against whole months stepped by the compiled program."""

import numpy as np
import pytest
from stepped import Stepped, essence

from experiments.explaining.kinds import KINDS
from simulation import events

NAMES = [pytest.param(kind, id=name) for kind, name in events.KINDS.items()]
NEARER = (0.1, 0.25, 0.5, 0.75, 0.9)
"""Shares of the distance to a flip at which nothing may change, on either side."""
FIRM = 9
"""Values between the bounds of a firm number at which nothing may change."""


def written(reading, value):
    """What changes one number, by its address alone."""

    def change(owners):
        if reading.owner == "p":
            owners["p"][reading.field] = value
        else:
            array = owners["record"] if reading.owner == "record" else getattr(owners[reading.owner], reading.field)
            array[reading.place] = value

    return change


def between(quantity, shares):
    """Values of a number at shares of its bounds, whole where it is a count."""
    values = quantity.low + (quantity.high - quantity.low) * shares
    return np.unique(np.round(values)) if quantity.is_whole else values


def nearer(flip):
    """Values of a number that lie nearer than its flip, on either side, within its bounds."""
    one = flip.quantity
    steps = np.multiply(abs(flip.value - one.value), [side * share for share in NEARER for side in (-1, 1)])
    values = one.value + (np.unique(np.trunc(steps[np.abs(steps) < abs(flip.value - one.value)])) if one.is_whole else steps)
    return [value for value in values if one.low <= value <= one.high]


def held_against_months(told, kind, count):
    """How many flips, values short of them, and values of firm numbers were tried on events of a kind; each as it should be."""
    tried = np.zeros(3, int)
    for run in told:
        for deed in run.some(kind, count):
            month = Stepped(run.trajectory, deed.month, KINDS[kind].rules[0].__name__)
            event = essence(np.array(deed))
            assert event in month.events()
            flips, firm = run.trial(deed).flips()
            for flip in flips:
                assert event not in month.events(written(flip.quantity.reading, flip.value)), f"{deed}: {flip.quantity.name}"
            short = [(flip.quantity, value) for flip in flips for value in nearer(flip)]
            held = [(one, value) for one in firm for value in between(one, np.linspace(0.0, 1.0, FIRM))]
            for quantity, value in (*short, *held):
                assert event in month.events(written(quantity.reading, value)), f"{deed}: {quantity.name} at {value}"
            tried += len(flips), len(short), len(held)
    return tried


@pytest.mark.parametrize("kind", NAMES)
def test_events_come_and_go_as_said(told, kind):
    one = next(run for run in reversed(told) if kind in run.deeds)
    assert held_against_months([one], kind, 2)[0]


@pytest.mark.slow
@pytest.mark.parametrize("kind", NAMES)
def test_many_events_come_and_go_as_said(told, kind):
    assert held_against_months(told, kind, 4)[0]


def test_the_event_that_was_said_to_be_certain(base):
    """A concession whose demand was never tried: either number keeps the demand from being made."""
    trajectory = base.trajectory
    (row,) = (k for k, name in enumerate(trajectory.events["id"]) if name == "2022-06.concession.SYR.RUS..0")
    told = trajectory.events.iloc[row]
    (deed,) = (
        deed
        for deed in base.deeds[events.CONCESSION]
        if deed.month == told["month"] and deed.draw == told["draw"] and deed.probability == told["probability"]
    )
    flips, firm = base.trial(deed).flips()
    turned = {flip.quantity.name: flip.value for flip in flips}
    assert turned["leverage (SYR, RUS)"] >= 0.02
    assert turned["demand_rate"] >= 0.06
    assert not {quantity.name for quantity in firm} & {"leverage (SYR, RUS)", "demand_rate"}
