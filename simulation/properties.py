"""What a scenario must say of a state, a channel, an issue and a good.

Channels, issues and goods are data: a scenario names its own, and these properties are all
the rules know of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from simulation.parameters import Quantity

GROUPS = ("core", "client", "coalition", "attacked", "swing")
"""Groups of states. The code of a group in ``World.group`` is its position here."""


@dataclass(frozen=True)
class Property(Quantity):
    """A number that a scenario gives for each state, channel, issue or good.

    ``default`` stands where the scenario is silent; ``None`` makes silence a fault.
    """

    default: float | None = None


ATTRIBUTES = (
    Property("capability", 0, 1, "share of the world", "composite index of national capability"),
    Property("gdp", 0, inf, "bn USD a year", "gross domestic product at the start"),
    Property("democracy", 0, 1, "1", "electoral democracy (V-Dem polyarchy)"),
    Property("personalism", 0, 1, "1", "concentration of power in one leader"),
    Property("threat", 0, 1, "1", "threat felt from the coalition at the start"),
    Property("liquidity", 0, 1, "1", "ability to pay in money at the start"),
    Property("evasion", 0, 1, "1", "know-how of evading sanctions at the start"),
    Property("autonomy", 0, 5, "1", "dependency weight: how much not depending on one partner counts, 1 = base"),
    Property("initiative", 0, 5, "requests a month", "requests sent at full need"),
    Property("norm_cost", 0, 1, "1", "cost to others of breaking United Nations measures against the state"),
    Property("crisis_rate", 0, 10, "1", "multiplier of the rate of crises", 1.0),
    Property("leader_exit_rate", 0, 10, "1", "multiplier of the rate of leader exits", 1.0),
)

CHANNELS = (
    Property("weight", 0, 1, "1", "weight in sanction pressure, loss and leverage; over all channels they sum to 1"),
    Property("cut", 0, 1, "1", "access lost between sender and target at intensity 1"),
    Property("third", 0, 1, "1", "access lost between the target and a fully complying third party"),
    Property("elasticity", 1.1, 20, "1", "elasticity of substitution between suppliers"),
    Property("pace", 0, 5, "1", "speed at which shares adjust, 1 = base", 1.0),
    Property("premium", 0, 2, "1", "price premium on what is not served, as a share of it", 0.0),
    Property("liquidity_weight", 0, 1, "1", "liquidity lost where nothing of the channel is served", 0.0),
    Property("export_controlled", 0, 1, "1", "1: intensity follows the lever export, 0: the lever primary", 0.0),
    Property("dependence", 0, 1, "1", "weight in the dependence on the coalition that softens grievance", 0.0),
    Property("payment", 0, 1, "1", "weight in the coalition's hold over money and payments", 0.0),
    Property("capped", 0, 1, "1", "1: the price cap bears on this channel", 0.0),
    Property("resale", 0, 1, "1", "1: what senders stop buying is offered to third states", 0.0),
)

ISSUES = (
    Property("response", 0, 2, "1", "how strongly sanctions raise the grievance"),
    Property("weight", 0, 1, "1", "weight in shared grievance; over all issues they sum to 1"),
    Property("messaging", 0, 0.1, "1/month", "rise a month at full messaging", 0.0),
)

GOODS = (
    Property("exposure", 0, 1, "1", "how far supplying the good exposes the supplier to the coalition's leverage"),
    Property("arms", 0, 1, "1", "1: a good of war; a state in need of it is less ready to stand by others", 0.0),
    Property("licence", 0, 1, "share of own production", "own production of goods of war that one delivery adds", 0.0),
    Property("cover", 0, 1, "1", "1: diplomatic cover, which counts in votes and recognitions", 0.0),
)

SUPPLY = (
    Property("capacity", 0, 1, "1", "what the state can supply; 1 = the largest supplier"),
    Property("need", 0, 1, "1", "what the state needs from others in peace"),
    Property("need_wartime", 0, 1, "1", "ceiling that the need reaches in war; the peace need where nothing is given", -1.0),
    Property("quality", 0, 1, "1", "quality of what is supplied", 1.0),
)
