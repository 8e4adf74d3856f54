"""Equation 23: votes on a resolution against a state."""

import numpy as np
import pytest
from worlds import apply, close, parameters, world

from simulation import events
from simulation.events import new_log
from simulation.rules.votes import ABSTENTION, NO, YES, agree_before_votes, ballot, cast_votes, count_votes, sympathy

P = parameters()
HALL = {
    "states": 3, "membership": [0, 1, -1], "tie": [[0, 0.3, 0.5], [0.3, 0, 0], [0.5, 0, 0]],
    "leverage": [[0, 0.1, 0], [0, 0, 0], [0, 0, 0]],
    "cover": [[0, 0, 0], [0.4, 0, 0], [0, 0, 0]], "coalition_leverage": [0.2, 0, 0], "resolution": [0, 1.6, 0],
}  # fmt: skip


def test_equation_23_by_hand():
    terms = sympathy(world(**HALL), world(cover=0.1), P, 0, 1)
    assert terms == close((2.2 * 0.3, 6 * 0.1, 1.0 * (0.4 - 0.1), -2 * 0.2, -0.7 * 0.5, 1.6 - 1))


def test_equation_23_leverage_beyond_a_quarter_and_cover_of_the_start_buy_nothing():
    now = world(**HALL | {"leverage": 9.0, "tie": [[0, 0, -0.5], [0, 0, 0], [-0.5, 0, 0]]})
    terms = sympathy(now, now, P, 0, 1)
    assert (terms.leverage, terms.cover, terms.coalition_tie) == (1.5, 0.0, 0.0)


@pytest.mark.parametrize(("latent", "vote"), [(-0.5, YES), (-0.45, YES), (-0.44, ABSTENTION), (1.1, ABSTENTION), (1.12, NO)])
def test_equation_23_cutpoints(latent, vote):
    now = world(states=2, resolution=[0, 1])
    assert ballot(now, now, P, 0, 1, latent / 0.5) == vote
    assert ballot(now, now, P, 1, 1, -9.0) == NO


def test_only_what_is_put_to_the_vote_is_voted_on():
    log = new_log(9)
    now = apply(cast_votes, world(**HALL, vote=0.5), world(), log=log)
    assert (now.vote[:, [0, 2]] == 0.5).all()
    assert set(now.vote[:, 1]) <= {YES, ABSTENTION, NO}
    assert log[0, 0] == 3
    assert (log[1:4, 1] == events.VOTE).all()


def test_equation_23_noise_has_its_standard_deviation():
    """Of 600 states without sympathy the share that the normal law gives votes yes."""
    now = apply(cast_votes, world(states=601, resolution=[1] + [0] * 600), world(states=601))
    share = (now.vote[1:, 0] == YES).mean()
    assert share == pytest.approx(0.18406, abs=4 * np.sqrt(0.184 * 0.816 / 600))  # normal law below -.45/.5
    assert share != pytest.approx(0.32636, abs=4 * np.sqrt(0.184 * 0.816 / 600))  # below -.45/1


def test_consensus_is_the_share_of_the_largest_camp_over_resolutions():
    vote = np.array([[1, 9, -1], [1, 9, 0], [0, 9, 1]])
    now = apply(count_votes, world(resolution=[1, 0, 1], vote=vote))
    assert now.consensus[0] == close((2 / 3 + 1 / 3) / 2)
    assert apply(count_votes, world(consensus=0.7)).consensus[0] == 0.7
    assert apply(agree_before_votes, world(consensus=0.7)).consensus[0] == 1.0
