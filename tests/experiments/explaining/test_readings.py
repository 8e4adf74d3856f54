"""What is noted while a decision runs, and how it is called."""

import numpy as np
import pytest
import worlds

from experiments.explaining.quantities import FAR, quantity
from experiments.explaining.reading import Reading, called, watched
from simulation import events
from simulation.rules.acceptance import acceptance
from simulation.rules.camps import camp_mean
from simulation.rules.concessions import concession

OWNERS = {"world": worlds.world(trust=0.3, leverage=0.2), "p": worlds.parameters()}


def test_every_number_that_is_read_is_noted_and_no_other():
    stand_ins, noted = watched(OWNERS)
    terms = called(concession, {"i": 0, "j": 1, **stand_ins})
    assert terms == called(concession, {"i": 0, "j": 1, **OWNERS})
    assert noted == {
        Reading("p", "concession_from_asymmetry"): 9.0,
        Reading("world", "leverage", (0, 1)): 0.2,
        Reading("world", "leverage", (1, 0)): 0.2,
        Reading("p", "concession_from_trust"): 0.6,
        Reading("world", "trust", (0, 1)): 0.3,
        Reading("p", "resistance_from_autonomy"): 1.3,
        Reading("p", "autonomy_scale"): 1.0,
        Reading("world", "autonomy", (0,)): 1.0,
    }


def test_what_a_condition_skips_is_not_noted():
    """Without a commitment nobody is drawn in, and the threat of the partner is not looked at."""
    for commitment, is_read in ((0.0, False), (2.0, True)):
        owners = {**OWNERS, "world": worlds.world(commitment=commitment)}
        stand_ins, noted = watched(owners)
        called(acceptance, {"i": 0, "j": 1, "good": 0, "pay": 1.0, **stand_ins})
        assert (Reading("world", "threat", (0,)) in noted) == is_read


def test_a_mean_notes_the_members_alone():
    world = worlds.world(membership=np.array([1.0, 1.0, -1.0]))
    stand_ins, noted = watched({"world": world})
    seen = stand_ins["world"]
    assert camp_mean(seen.trust, 0, seen.capability, seen.membership, 1.0) == 0.5
    assert [reading.place for reading in noted if reading.field == "trust"] == [(0, 1)]


@pytest.mark.parametrize("reading", [Reading("world", "trust", (0, 2)), Reading("p", "trust_weight"), Reading("record", "", (3, 1))])
def test_a_reading_is_written_where_it_was_read(reading):
    owners = {"world": worlds.world(), "p": worlds.parameters(), "record": np.zeros((5, 2))}
    reading.write(owners, 0.25)
    assert reading.of(owners) == 0.25


@pytest.fixture(scope="module")
def moment(base):
    return base.trial(base.some(events.ACCEPTANCE, 1)[0]).moment


@pytest.mark.parametrize(
    ("reading", "name", "meaning", "low", "high", "spread"),
    [
        (Reading("world", "trust", (1, 0)), "trust (CHN, RUS)", "belief of CHN that RUS delivers", 0.0, 1.0, 1.0),
        (Reading("start", "tie", (0, 2)), "tie at the start (RUS, IRN)", "signed alignment, symmetric", -1.0, 1.0, 2.0),
        (Reading("world", "commitment", (0, 2)), "commitment (RUS, IRN)", None, 0.0, 3.0, 3.0),
        (Reading("p", "grievance_weight"), "grievance_weight", "utility of full shared grievance", 0.0, FAR * 3, 2.5),
        (Reading("p", "acceptance_base"), "acceptance_base", None, -10.0, 10.0, 3.0),
        (Reading("world", "war_months", (0,)), "war months", "months since the first war broke out", 0.0, None, None),
    ],
)
def test_names_meanings_and_bounds(moment, reading, name, meaning, low, high, spread):
    found = quantity(reading, 0.5, moment)
    assert found.name == name
    assert found.low == low
    assert found.is_whole == (reading.field in ("commitment", "war_months"))
    assert meaning in (None, found.meaning)
    assert high in (None, found.high)
    assert spread in (None, found.spread)


def test_a_number_without_bounds_is_measured_by_the_largest_of_its_field(moment):
    found = quantity(Reading("world", "leverage", (0, 1)), 0.1, moment)
    assert found.spread == moment.world.leverage.max()
    assert found.high == FAR * max(found.spread, 1.0)


@pytest.mark.parametrize(
    "reading",
    [Reading("world", "arms", (0,)), Reading("world", "signpost_hold", (0,)), Reading("p", "treaty_abandonments")],
    ids=lambda reading: reading.field,
)
def test_flags_and_what_counts_are_held_against_are_whole(moment, reading):
    assert quantity(reading, 1.0, moment).is_whole


def test_a_share_is_not_whole(moment):
    assert not quantity(Reading("p", "treaty_trust"), 0.36, moment).is_whole
