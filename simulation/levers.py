"""The levers of the coalition: what can be pulled, how far, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from simulation.parameters import Quantity


@dataclass(frozen=True)
class Lever(Quantity):
    """An instrument of policy.

    ``each`` tells whether it has a value for every target state or one for the coalition.
    ``cost`` is what pulling it to 1 costs the coalition, as a share of its GDP, on top of the
    losses that its members bear through the channels.
    """

    each: bool = True
    cost: float = 0.0


LEVERS = (
    Lever("primary", 0, 1, "1", "share of the trade, energy and finance programme in force"),
    Lever("export", 0, 1, "1", "share of the technology and arms controls in force"),
    Lever("secondary", 0, 1, "1", "pressure on third parties that deal with the target", cost=0.002),
    Lever("price_cap", 0, 1, "share of the price", "cut below the market price of the capped channel"),
    Lever("engagement", 0, 1, "1", "offers of contact and relief to the target", cost=0.001),
    Lever("messaging", 0, 1, "1", "public talk about the target's weakness; expected to do nothing"),
    Lever("wedge", 0, 1, "1", "size of the offer to leave the axis; acts on membership alone, times its credibility"),
    Lever("wedge_credibility", 0, 1, "1", "credibility of that offer"),
    Lever("military_aid", 0, 1, "1", "arms for the attacked state while the war lasts", each=False, cost=0.004),
    Lever("coordination", 0, 1, "1", "share of the coalition's programme that its members carry out", each=False),
)


def cost_of(name: str) -> float:
    """Cost of the lever at 1, as a share of the coalition's GDP."""
    return next(lever.cost for lever in LEVERS if lever.name == name)
