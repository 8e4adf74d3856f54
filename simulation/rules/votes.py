"""Votes on resolutions against a state (equation 23)."""

from typing import NamedTuple

from simulation import chance, events
from simulation.compiled import decision, total
from simulation.events import NONE, note
from simulation.parameters import Parameter, coefficient
from simulation.rules.camps import camp_mean

VOTE_FROM_TIE = coefficient("vote_from_tie", 2.2, "sympathy per unit of tie with the subject")
VOTE_FROM_LEVERAGE = coefficient("vote_from_leverage", 6.0, "sympathy per unit of the subject's leverage", "1/log loss")
VOTE_LEVERAGE_CAP = coefficient("vote_leverage_cap", 0.25, "leverage beyond which more buys no sympathy", "log loss")
VOTE_FROM_COVER = coefficient("vote_from_cover", 1.0, "sympathy per unit of diplomatic cover sold to the subject beyond the start")
VOTE_FROM_COALITION_LEVERAGE = coefficient(
    "vote_from_coalition_leverage", 2.0, "sympathy lost per unit of the coalition's leverage", "1/log loss"
)
VOTE_FROM_COALITION_TIE = coefficient("vote_from_coalition_tie", 0.7, "sympathy lost per unit of positive tie with the coalition")
VOTE_NOISE = coefficient("vote_noise", 0.5, "standard deviation of what else moves a vote")
ABSTAIN_ABOVE = Parameter(
    "abstain_above",
    -1.0,
    0.5,
    "1",
    "sympathy above which a state abstains",
    -0.45,
    "fitted to the votes of 2022",
    domain=(-10.0, 10.0),
    fixed=True,
)
REFUSE_ABOVE = Parameter(
    "refuse_above",
    0.5,
    2.0,
    "1",
    "sympathy above which a state votes no",
    1.115,
    "fitted to the votes of 2022",
    domain=(-10.0, 10.0),
    fixed=True,
)
YES, ABSTENTION, NO = 1.0, 0.0, -1.0
ORDINARY = 1.0
"""Severity of a resolution that states a principle; what goes beyond it costs yes votes one for one."""


class Sympathy(NamedTuple):
    """Terms of the sympathy with the subject of a resolution."""

    tie: float
    leverage: float
    cover: float
    coalition_leverage: float
    coalition_tie: float
    severity: float


@decision
def sympathy(world, start, p, i, j):
    """Equation 23: what draws i towards, and away from, the subject j of a resolution.

    Only cover beyond that of the start counts: what was usual before is in the votes that the ties are made from.
    """
    with_coalition = camp_mean(world.tie, i, world.capability, world.membership, -1.0)
    return Sympathy(
        p.vote_from_tie * world.tie[i, j],
        p.vote_from_leverage * min(world.leverage[i, j], p.vote_leverage_cap),
        p.vote_from_cover * max(world.cover[j, i] - start.cover[j, i], 0.0),
        -p.vote_from_coalition_leverage * world.coalition_leverage[i],
        -p.vote_from_coalition_tie * max(with_coalition, 0.0),
        world.resolution[j] - ORDINARY,
    )


@decision
def leaning(world, start, p, i, j, noise):
    """Equation 23: the sympathy that decides the vote, with what else moves it, a standard normal number."""
    return total(sympathy(world, start, p, i, j)) + p.vote_noise * noise


@decision
def ballot(world, start, p, i, j, noise):
    """Equation 23: the vote of i on the resolution against j; the subject votes no."""
    latent = leaning(world, start, p, i, j, noise)
    if i == j or latent > p.refuse_above:
        return NO
    return ABSTENTION if latent > p.abstain_above else YES


def cast_votes(world, start, p, log, i):
    """Equation 23: vote on every resolution of the month."""
    for j in range(world.vote.shape[1]):
        if world.resolution[j] > 0.0:
            noise = chance.normal(world.key, world.month[0], chance.VOTE, world.id[i], world.id[j], 0)
            world.vote[i, j] = ballot(world, start, p, i, j, noise)
            note(log, world.month[0], events.VOTE, i, j, NONE, NONE, 0, world.vote[i, j], 0.0, noise)


def count_votes(world):
    """Share of states that voted alike, over the resolutions of the month."""
    largest = 0.0
    resolutions = 0
    n = world.vote.shape[0]
    for j in range(n):
        if world.resolution[j] > 0.0:
            yes = 0
            no = 0
            for i in range(n):
                yes += world.vote[i, j] == YES
                no += world.vote[i, j] == NO
            largest += max(yes, no, n - yes - no) / n
            resolutions += 1
    if resolutions > 0:
        world.consensus[0] = largest / resolutions


def agree_before_votes(world):
    """Month 0: nothing has divided the states yet."""
    world.consensus[0] = 1.0
