"""Equation 8b: what the coalition stops buying is offered to third states."""

import numpy as np
import pytest
from worlds import apply, close, world

from simulation.rules.exports import offer_exports, take_up_exports

SELLER, SENDER, BUYER, EXPORTER = range(4)


def offered(**fields):
    """A seller whose share in the sender's needs fell from .4 to .1."""
    share = np.zeros((1, 4, 4))
    share[0, SENDER, SELLER] = 0.4
    begun = world(states=4, channels=1, share=share)
    fields = {
        "membership": [0, -1, 0, 0], "resale": 1, "share": share / 4, "volume": [[50, 200, 30, 40]], "third": 0.5,
        "turning": [[[9, 9, 2, 3]] + [[7] * 4] * 3],
        "outlets": [[1, 0, 0.95, 1]], "compliance": [[0] * 4, [0] * 4, [0.6, 0, 0, 0], [0] * 4],
    } | fields  # fmt: skip
    return apply(offer_exports, world(states=4, channels=1, **fields), begun)


def test_equation_8b_lost_exports_are_the_volumes_that_senders_stopped_buying():
    assert offered().lost_exports[0].tolist() == close([200 * (0.4 - 0.1), 0, 0, 0])


def test_equation_8b_buyers_are_third_states_that_import_less_as_they_comply():
    assert offered().buyers[0, SELLER] == close(2 * (1 - 0.5 * 0.6))
    assert offered(outlets=[[1, 0, 0, 0]]).buyers[0, SELLER] == close(2 * (1 - 0.5 * 0.6) + 3)


@pytest.mark.parametrize("fields", [{"resale": 0}, {"share": 0.6}, {"membership": -1}], ids=["channel", "gain", "member"])
def test_equation_8b_nothing_is_offered(fields):
    assert not offered(**fields, lost_exports=7.0).lost_exports.any()


def taken(p=None, **fields):
    """A buyer that gets .1 from seller 0, .3 from 1 and .2 from 2; of the lost exports half are recoverable."""
    turning, compliance = np.full((1, 4, 4), 0.7), np.full((4, 4), 0.9)
    turning[0, :, 3], compliance[3] = 0.4, 0.2
    fields = {
        "outlets": 0.95, "volume": 0.5, "target": [[[0.1, 0.3, 0.2, 0]] * 4], "recovered": 0.5, "lost_exports": [[0.6, 0, 0, 0]],
        "buyers": 0.8, "turning": turning, "third": 0.5, "compliance": compliance,
    } | fields  # fmt: skip
    return apply(take_up_exports, world(states=4, channels=1, **fields), p=p, states=[3]).target[0, 3]


def test_equation_8b_by_hand():
    extra = 0.5 * 0.6 * 0.4 * (1 - 0.5 * 0.2) / 0.8 / 0.5
    rest = (1 - 0.1 - extra) / (1 - 0.1)
    assert taken() == close(np.array([0.1 + extra, 0.3 * rest, 0.2 * rest, 0]))


def test_equation_8b_resale_adds_at_most_its_step_and_nothing_beyond_its_ceiling():
    assert taken(lost_exports=[[1e9, 0, 0, 0]])[0] == close(0.1 + 0.40)
    assert taken(lost_exports=[[1e9, 0, 0, 0]], target=[[[0.7, 0.2, 0, 0]] * 4])[0] == close(0.85)
    assert taken(lost_exports=[[1e9, 0, 0, 0]], target=[[[0.9, 0.1, 0, 0]] * 4]).tolist() == [0.9, 0.1, 0, 0]


def test_equation_8b_two_sellers_share_a_row_that_would_be_too_full():
    found = taken(lost_exports=[[1e9, 1e9, 0, 0]], target=[[[0.3, 0.5, 0.2, 0]] * 4])
    assert found == close(np.array([0.7, 0.85, 0, 0]) / 1.55)
    assert taken(lost_exports=[[1e9, 1e9, 0, 0]], target=[[[0.5, 0.5, 0, 0]] * 4]).tolist() == [0.5, 0.5, 0, 0]


def test_equation_8b_small_suppliers_give_way_to_two_sellers():
    extra = 0.5 * 0.02 * 0.4 * (1 - 0.5 * 0.2) / 0.8 / 0.5
    found = taken(lost_exports=[[0.02, 0.02, 0, 0]], target=[[[0.5, 0.42, 0.04, 0]] * 4])
    assert found == close(np.array([0.5 + extra, 0.42 + extra, 0.04 * (0.08 - 2 * extra) / 0.08, 0]))


@pytest.mark.parametrize(
    "fields", [{"membership": -1}, {"outlets": 1}, {"volume": 0}, {"buyers": 0}, {"lost_exports": 0}], ids=lambda fields: next(iter(fields))
)
def test_equation_8b_nothing_is_taken_up(fields):
    assert taken(**fields).tolist() == [0.1, 0.3, 0.2, 0]


def test_equation_8b_no_state_buys_from_itself():
    assert taken(lost_exports=[[0, 0, 0, 0.6]]).tolist() == [0.1, 0.3, 0.2, 0]
