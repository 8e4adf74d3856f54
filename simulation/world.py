"""The world: the arrays of one moment.

``World`` is a named tuple of arrays, so that rules read ``world.tie[i, j]`` whether they run
compiled or as plain Python. Every field is declared once, with its dimensions, range, unit and
meaning, and, where its start comes straight from the scenario, with the table that gives it.

Dimensions: ``i`` a state, ``j`` its partner (so ``ij`` is *i looks at j*), ``c`` a channel,
``m`` an issue, ``g`` a good, ``s`` a signpost, ``r`` a response to one, ``w`` a month of the
window over which demands are remembered; a digit is a fixed length.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from math import inf
from typing import Annotated, NamedTuple, get_type_hints

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Counts = NDArray[np.int64]

WINDOW = 24
"""Months over which demands and concessions are remembered."""


@dataclass(frozen=True)
class Variable:
    """Declaration of a field of the world.

    Parameters
    ----------
    dims : dimensions, one letter or digit each (see the module).
    low, high : range that a run never leaves.
    meaning : one line, with the unit where it is not a pure number.
    data : table of the scenario that gives the start, ``"ties"`` or ``"attributes.gdp"``;
        empty where a rule of the start computes it.
    driven : whether the calendar or the levers set it every month.
    inner : whether it is an intermediate value of a rule that results leave out.
    whole : whether it holds whole numbers alone: steps, counts, yes and no.
    """

    dims: str
    low: float
    high: float
    meaning: str
    data: str = ""
    driven: bool = False
    inner: bool = False
    whole: bool = False

    def shape(self, sizes: dict[str, int]) -> tuple[int, ...]:
        """Lengths of the dimensions; ``sizes`` maps the letters to lengths."""
        return tuple(int(d) if d.isdigit() else sizes[d] for d in self.dims)


class World(NamedTuple):
    """The arrays of one moment; see ``VARIABLES`` for what each holds."""

    # What a run is, and where it stands.
    key: Annotated[Counts, Variable("2", 0, 2**32 - 1, "seed and replicate, the key of every draw")]
    month: Annotated[Counts, Variable("1", 0, 65535, "months since the start")]
    # States.
    id: Annotated[Counts, Variable("i", 0, 2**32 - 1, "stable hash of the state's id")]
    group: Annotated[Counts, Variable("i", 0, 4, "position in properties.GROUPS")]
    hub: Annotated[Counts, Variable("1", -1, inf, "row of the core state of largest capability, -1 without a core")]
    second: Annotated[Counts, Variable("1", -1, inf, "row of the core state next in capability, -1 without one")]
    membership: Annotated[Reals, Variable("i", -1, 1, "-1 coalition, 0 hedging, +1 axis", whole=True)]
    capability: Annotated[Reals, Variable("i", 0, 1, "share of world capability", "attributes.capability")]
    gdp: Annotated[Reals, Variable("i", 0, inf, "gross domestic product, bn USD a year", "attributes.gdp")]
    democracy: Annotated[Reals, Variable("i", 0, 1, "electoral democracy", "attributes.democracy")]
    personalism: Annotated[Reals, Variable("i", 0, 1, "concentration of power in one leader", "attributes.personalism")]
    autonomy: Annotated[Reals, Variable("i", 0, 5, "dependency weight", "attributes.autonomy")]
    liquidity: Annotated[Reals, Variable("i", 0, 1, "ability to pay in money", "attributes.liquidity")]
    initiative: Annotated[Reals, Variable("i", 0, 5, "requests sent at full need, against the parameter requests", "attributes.initiative")]
    norm_cost: Annotated[Reals, Variable("i", 0, 1, "cost to others of breaking measures against the state", "attributes.norm_cost")]
    crisis_rate: Annotated[Reals, Variable("i", 0, 10, "multiplier of the rate of crises", "attributes.crisis_rate")]
    leader_exit_rate: Annotated[Reals, Variable("i", 0, 10, "multiplier of the rate of leader exits", "attributes.leader_exit_rate")]
    # Channels, issues and goods.
    weight: Annotated[Reals, Variable("c", 0, 5, "weight of the channel at its price of the month", "channels.weight")]
    cut: Annotated[Reals, Variable("c", 0, 1, "access lost to a sender at intensity 1", "channels.cut")]
    third: Annotated[Reals, Variable("c", 0, 1, "access lost to a fully complying third party", "channels.third")]
    elasticity: Annotated[Reals, Variable("c", 1.1, 20, "elasticity of substitution", "channels.elasticity")]
    pace: Annotated[Reals, Variable("c", 0, 5, "speed of adjustment of shares", "channels.pace")]
    premium: Annotated[Reals, Variable("c", 0, 2, "price premium on what is not served", "channels.premium")]
    liquidity_weight: Annotated[Reals, Variable("c", 0, 1, "liquidity lost with the channel", "channels.liquidity_weight")]
    export_controlled: Annotated[Reals, Variable("c", 0, 1, "1: follows the lever export", "channels.export_controlled", whole=True)]
    dependence: Annotated[Reals, Variable("c", 0, 1, "weight in dependence on the coalition", "channels.dependence")]
    payment: Annotated[Reals, Variable("c", 0, 1, "weight in money and payments", "channels.payment")]
    capped: Annotated[Reals, Variable("c", 0, 1, "1: under the price cap", "channels.capped", whole=True)]
    resale: Annotated[Reals, Variable("c", 0, 1, "1: what senders stop buying goes to third states", "channels.resale", whole=True)]
    response: Annotated[Reals, Variable("m", 0, 2, "how strongly sanctions raise the grievance", "issues.response")]
    issue_weight: Annotated[Reals, Variable("m", 0, 1, "weight in shared grievance", "issues.weight")]
    issue_messaging: Annotated[Reals, Variable("m", 0, 0.1, "rise a month at full messaging", "issues.messaging")]
    exposure: Annotated[Reals, Variable("g", 0, 1, "how far supplying it exposes to the coalition", "goods.exposure")]
    arms: Annotated[Reals, Variable("g", 0, 1, "1: a good of war", "goods.arms", whole=True)]
    licence: Annotated[Reals, Variable("g", 0, 1, "own production of arms that a delivery adds", "goods.licence")]
    is_cover: Annotated[Reals, Variable("g", 0, 1, "1: diplomatic cover", "goods.cover", whole=True)]
    # What the calendar and the coalition set.
    programme: Annotated[Reals, Variable("ci", 0, 1, "nominal sanctions programme", "sanctions", driven=True)]
    cutoff: Annotated[Reals, Variable("ci", 0, 1, "share withheld from the senders by the state itself", driven=True)]
    war: Annotated[Reals, Variable("i", 0, 1, "intensity of the war that the state wages", driven=True)]
    price: Annotated[Reals, Variable("c", 0.1, 5, "price of the channel against the start", driven=True)]
    acceleration: Annotated[Reals, Variable("c", 0, 10, "speed of adjustment against the channel's own", driven=True)]
    chance: Annotated[Reals, Variable("1", 0, 1, "1: crises and leader exits strike by chance", driven=True, whole=True)]
    strike: Annotated[Reals, Variable("i", 0, 1, "1: the calendar puts the state in a crisis this month", driven=True, whole=True)]
    departure: Annotated[Reals, Variable("i", 0, 1, "1: the calendar replaces the leader this month", driven=True, whole=True)]
    fall: Annotated[Reals, Variable("i", 0, 1, "1: the regime falls this month and leaves its camp", driven=True, whole=True)]
    exhaustion: Annotated[Reals, Variable("i", 0, 1, "share of every stock that the calendar takes this month", driven=True)]
    resolution: Annotated[Reals, Variable("i", 0, 5, "severity of the resolution against the state put to the vote, 0: none", driven=True)]
    primary: Annotated[Reals, Variable("i", 0, 1, "lever primary", driven=True)]
    export: Annotated[Reals, Variable("i", 0, 1, "lever export", driven=True)]
    secondary: Annotated[Reals, Variable("i", 0, 1, "lever secondary", driven=True)]
    price_cap: Annotated[Reals, Variable("i", 0, 1, "lever price_cap", driven=True)]
    engagement: Annotated[Reals, Variable("i", 0, 1, "lever engagement", driven=True)]
    messaging: Annotated[Reals, Variable("i", 0, 1, "lever messaging", driven=True)]
    wedge: Annotated[Reals, Variable("i", 0, 1, "lever wedge", driven=True)]
    wedge_credibility: Annotated[Reals, Variable("i", 0, 1, "lever wedge_credibility", driven=True)]
    military_aid: Annotated[Reals, Variable("1", 0, 1, "lever military_aid", driven=True)]
    coordination: Annotated[Reals, Variable("1", 0, 1, "lever coordination", driven=True)]
    signpost_measure: Annotated[Counts, Variable("s", 0, inf, "column of the measure that the signpost observes")]
    signpost_test: Annotated[Counts, Variable("s", 0, 2, "0: above, 1: below the threshold, 2: growth a year above it")]
    signpost_threshold: Annotated[Reals, Variable("s", -inf, inf, "threshold of the signpost")]
    signpost_hold: Annotated[Reals, Variable("s", 1, inf, "months that the signpost must hold", whole=True)]
    signpost_noise: Annotated[Reals, Variable("s", 0, inf, "standard deviation of the error of observation")]
    signpost_held: Annotated[Reals, Variable("s", 0, inf, "months for which the signpost has held", whole=True)]
    signpost_left: Annotated[Reals, Variable("s", 0, inf, "months for which its response goes on")]
    response_signpost: Annotated[Counts, Variable("r", 0, inf, "signpost that triggers the response")]
    response_lever: Annotated[Counts, Variable("r", 0, inf, "position of the lever in levers.LEVERS")]
    response_state: Annotated[Counts, Variable("r", -1, inf, "row of the target, -1 for a lever of the whole coalition")]
    response_value: Annotated[Reals, Variable("r", 0, 1, "value to which the lever goes")]
    recognition_lag: Annotated[Counts, Variable("1", 0, inf, "months before the coalition recognises what is going on")]
    # Sanctions, grievance, threat.
    sanctions: Annotated[Reals, Variable("ci", 0, 1, "intensity of sanctions on the state, before coordination")]
    sanctioned: Annotated[Reals, Variable("i", 0, 1, "1: under sanctions of any kind", whole=True)]
    carried_out: Annotated[Reals, Variable("1", 0, 1, "share of the programme that the coalition carries out")]
    pressure: Annotated[Reals, Variable("i", 0, 1, "weighted intensity of sanctions above the start")]
    grievance: Annotated[Reals, Variable("im", 0, 1, "grievance against the coalition", "grievances")]
    threat: Annotated[Reals, Variable("i", 0, 1, "threat felt from the coalition", "attributes.threat")]
    shared: Annotated[Reals, Variable("ij", 0, 1, "grievance that both hold")]
    common_threat: Annotated[Reals, Variable("ij", 0, 1, "threat that both feel")]
    # Ties.
    tied: Annotated[Reals, Variable("ij", 0, 1, "1: the pair has a relation", whole=True)]
    tie: Annotated[Reals, Variable("ij", -1, 1, "signed alignment, symmetric", "ties")]
    tie_next: Annotated[Reals, Variable("ij", -1, 1, "the tie that the month leads to", inner=True)]
    tie_noise: Annotated[Reals, Variable("ij", -inf, inf, "noise of the tie this month, in the row of the first of the pair", inner=True)]
    third_states: Annotated[Reals, Variable("ij", 0, inf, "number of states tied to both", inner=True)]
    closure: Annotated[Reals, Variable("ij", -1, 1, "mean product of the ties to third states")]
    rivalry: Annotated[Reals, Variable("ij", 0, 1, "rivalry of the pair", "rivalries")]
    # Channels.
    diversion: Annotated[Reals, Variable("ci", 0, 1, "weight as the one to whom others turn", "diversion")]
    outlets: Annotated[Reals, Variable("ci", 0, 1, "0: the row of shares counts imports, 1: exports", "outlets")]
    volume: Annotated[Reals, Variable("ci", 0, inf, "external need of the channel", "volumes")]
    share: Annotated[Reals, Variable("cij", 0, 1, "share of the needs of i served by j", "shares")]
    access: Annotated[Reals, Variable("cij", 0, 1, "share of the exchange of i and j that sanctions leave open")]
    opening: Annotated[Reals, Variable("cij", 0, inf, "access against its start", inner=True)]
    closed: Annotated[Reals, Variable("cij", 0, 1, "share of the exchange of the start that is closed now", inner=True)]
    attraction: Annotated[Reals, Variable("cij", 0, 1, "share that ties alone would give", inner=True)]
    drift: Annotated[Reals, Variable("ij", 0, inf, "factor by which the tie moves shares from the start", inner=True)]
    appeal: Annotated[Reals, Variable("ij", 0, inf, "weight of the tie when i looks for somebody to turn to", inner=True)]
    turning: Annotated[Reals, Variable("cij", 0, inf, "weight with which i turns to j when access closes", inner=True)]
    target: Annotated[Reals, Variable("cij", 0, 1, "share that j is heading for", inner=True)]
    resold: Annotated[Reals, Variable("cij", 0, 1, "share that exports lost elsewhere add to j", inner=True)]
    lost: Annotated[Reals, Variable("ci", 0, 1, "share of needs whose access is closed")]
    age: Annotated[Reals, Variable("ci", 0, inf, "months of search for others: up with every month of felt loss, down without")]
    recovered: Annotated[Reals, Variable("ci", 0, 1, "share of the lost that others can serve by now")]
    diverters: Annotated[Reals, Variable("ci", 0, inf, "sum of the weights of those who can serve instead", inner=True)]
    unserved: Annotated[Reals, Variable("ci", 0, 1, "share of needs that nobody serves")]
    lost_exports: Annotated[Reals, Variable("ci", 0, inf, "what the senders stopped buying, in units of volume")]
    buyers: Annotated[Reals, Variable("ci", 0, inf, "sum of the weights of those who can buy it instead", inner=True)]
    cap_effect: Annotated[Reals, Variable("i", 0, 1, "share of revenue that the price cap takes")]
    loss: Annotated[Reals, Variable("i", 0, inf, "weighted loss from sanctions")]
    # Third parties.
    coalition_payment: Annotated[Reals, Variable("i", 0, 1, "coalition share of the state's money and payments")]
    compliance: Annotated[Reals, Variable("ij", 0, 1, "compliance of i with secondary sanctions on j")]
    teacher: Annotated[Reals, Variable("i", 0, 1, "1: a partner with know-how of evasion is at hand", whole=True)]
    evasion: Annotated[Reals, Variable("i", 0, 1, "know-how of evading sanctions", "attributes.evasion")]
    # Dependence.
    leverage: Annotated[Reals, Variable("ij", 0, inf, "log loss of i if j cut it off")]
    joint_share: Annotated[Reals, Variable("ci", 0, 1, "share of needs that the coalition serves", inner=True)]
    coalition_leverage: Annotated[Reals, Variable("i", 0, inf, "log loss of i if the coalition cut it off")]
    reference: Annotated[Reals, Variable("ij", 0, inf, "asymmetry that i is used to")]
    extraction: Annotated[Reals, Variable("ij", 0, inf, "what j extracts from i")]
    resentment: Annotated[Reals, Variable("ij", 0, inf, "resentment of i against j")]
    autonomy_cost: Annotated[Reals, Variable("i", 0, inf, "cost to i of depending more than it is used to")]
    resisted: Annotated[Reals, Variable("ij", 0, 1, "1: i refused a concession that j demanded this month", whole=True)]
    demands: Annotated[Reals, Variable("i", 0, inf, "demands of the hub since the start")]
    demanded: Annotated[Reals, Variable("wi", 0, 1, "demands of the hub, by month of the window", whole=True)]
    conceded: Annotated[Reals, Variable("wi", 0, 1, "of these, conceded", whole=True)]
    # Goods and deals.
    need_in_peace: Annotated[Reals, Variable("ig", 0, 1, "need from others in peace", "capacities.need")]
    need_in_war: Annotated[Reals, Variable("ig", -1, 1, "ceiling of the need in war, -1: as in peace", "capacities.need_wartime")]
    capacity: Annotated[Reals, Variable("ig", 0, 1, "what the state can supply", "capacities.capacity")]
    quality: Annotated[Reals, Variable("ig", 0, 1, "quality of what is supplied", "capacities.quality")]
    stock: Annotated[Reals, Variable("ig", 0, 1, "stock to supply from, 1 = full")]
    supplied: Annotated[Reals, Variable("ig", 0, inf, "deliveries made this month; at the start those to be expected")]
    own_production: Annotated[Reals, Variable("i", 0, 1, "own production of the goods of war, against peace")]
    licensed: Annotated[Reals, Variable("i", 0, 1, "own production added by technology received")]
    need: Annotated[Reals, Variable("ig", 0, 1, "need from others")]
    war_months: Annotated[Reals, Variable("1", 0, inf, "months since the first war broke out", whole=True)]
    request_rate: Annotated[Reals, Variable("i", 0, inf, "requests expected a month")]
    bought: Annotated[Reals, Variable("gij", 0, inf, "deliveries by j that i had asked for this month", inner=True)]
    paid: Annotated[Reals, Variable("gij", 0, inf, "deliveries by i in payment to j this month", inner=True)]
    failed: Annotated[Reals, Variable("ij", 0, inf, "deliveries that i had asked for and j reneged on this month", inner=True)]
    defaulted: Annotated[Reals, Variable("ij", 0, inf, "payments to j that i reneged on this month", inner=True)]
    requests_sent: Annotated[Reals, Variable("i", 0, inf, "requests so far")]
    requests_clean: Annotated[Reals, Variable("i", 0, inf, "of these, requests that break no measure of the United Nations")]
    deals_made: Annotated[Reals, Variable("i", 0, inf, "requests accepted so far")]
    deals_broken: Annotated[Reals, Variable("i", 0, inf, "of these, deals that a side reneged on")]
    received: Annotated[Reals, Variable("ij", 0, inf, "quantity that i received from j this month")]
    received_since: Annotated[Reals, Variable("ij", 0, inf, "quantity that i received from j since the last treaty step")]
    cover: Annotated[Reals, Variable("ij", 0, inf, "diplomatic cover that i received from j, fading")]
    deals: Annotated[Reals, Variable("ij", 0, inf, "quantity exchanged by the pair, fading")]
    cooperation: Annotated[Reals, Variable("ij", 0, 1, "cooperation of the pair")]
    # Crises and diplomacy.
    in_crisis: Annotated[Reals, Variable("i", 0, 1, "1: a crisis strikes the state this month", whole=True)]
    supported: Annotated[Reals, Variable("ij", 0, 1, "1: j stood by i in its crisis this month", whole=True)]
    abandoned: Annotated[Reals, Variable("ij", 0, 1, "1: j did not stand by i in its crisis this month", whole=True)]
    abandonments: Annotated[Reals, Variable("ij", 0, inf, "times that j did not stand by i since the last treaty step", whole=True)]
    pleas: Annotated[Reals, Variable("i", 0, inf, "times that a core partner was called on in a crisis of the state")]
    answers: Annotated[Reals, Variable("i", 0, inf, "of these, times that it stood by the state")]
    vote: Annotated[Reals, Variable("ij", -1, 1, "vote of i on the last resolution against j: 1 yes, 0 abstention, -1 no", whole=True)]
    consensus: Annotated[Reals, Variable("1", 0, 1, "share of states that voted alike on the last resolution, 1 before any")]
    exercises: Annotated[Reals, Variable("ij", 0, inf, "exercises of the pair this month")]
    recognised: Annotated[Reals, Variable("ij", 0, 1, "1: i recognises what j has taken", whole=True)]
    treaty_step: Annotated[Reals, Variable("ij", -1, 1, "step of commitment that the pair takes this month", inner=True, whole=True)]
    new_leader: Annotated[Reals, Variable("i", 0, 1, "1: the leader changed this month", whole=True)]
    value: Annotated[Reals, Variable("i", -inf, inf, "value of the axis to the state")]
    camp_next: Annotated[Reals, Variable("i", -1, 1, "membership that the month leads to", inner=True, whole=True)]
    # Trust.
    commitment: Annotated[Reals, Variable("ij", 0, 3, "0 none, 1 consultation, 2 partnership, 3 mutual defence", "commitments", whole=True)]
    deliveries: Annotated[Reals, Variable("ij", 0, inf, "deliveries that i received from j this month")]
    breaches: Annotated[Reals, Variable("ij", 0, inf, "breaches that i suffered from j this month")]
    alpha: Annotated[Reals, Variable("ij", 0, inf, "evidence that j delivers")]
    beta: Annotated[Reals, Variable("ij", 0, inf, "evidence that j does not")]
    prior_alpha: Annotated[Reals, Variable("ij", 0, inf, "evidence that j delivers to which alpha fades in silence")]
    prior_beta: Annotated[Reals, Variable("ij", 0, inf, "evidence that j does not to which beta fades in silence")]
    ceiling: Annotated[Reals, Variable("ij", 0, 1, "trust limit of the pair")]
    trust: Annotated[Reals, Variable("ij", 0, 1, "belief of i that j delivers", "trust")]

    def copy(self) -> World:
        """A world of its own with the same contents."""
        made = _laid_out([array.shape for array in self])
        for own, array in zip(made, self, strict=True):
            own[...] = array
        return made

    def history(self, months: int) -> tuple[World, np.ndarray]:
        """A world whose fields have a leading axis of months, zeros so far, and the blocks of these months as the rows of an array."""
        blocks = np.zeros((months, len(self.block)))
        return _fields(blocks, [array.shape for array in self]), blocks

    @property
    def block(self) -> np.ndarray:
        """The one block of memory that holds every array of a world that ``empty`` or ``copy`` made."""
        return self.key.base  # type: ignore[return-value]


_HINTS = {name: hint for name, hint in get_type_hints(World, include_extras=True).items() if name in World._fields}

VARIABLES: dict[str, Variable] = {name: hint.__metadata__[0] for name, hint in _HINTS.items()}
"""Declaration of every field of the world, in order."""

COUNTED = frozenset(name for name, hint in _HINTS.items() if hint.__origin__ is Counts)
"""Fields that hold whole numbers."""

DIMENSIONS = "".join(sorted({d for variable in VARIABLES.values() for d in variable.dims if d.isalpha()}))
"""Letters of all dimensions."""

DRIVEN = tuple(name for name, variable in VARIABLES.items() if variable.driven)
"""Fields that the calendar or the levers set every month."""


def empty(sizes: dict[str, int]) -> World:
    """A world of zeros; ``sizes`` maps the dimension letters to lengths."""
    return _laid_out([variable.shape(sizes) for variable in VARIABLES.values()])


def _laid_out(shapes: list[tuple[int, ...]]) -> World:
    """A world of zeros whose arrays lie one after the other in one block, so that it is copied at one go."""
    return _fields(np.zeros(sum(map(math.prod, shapes))), shapes)


def _fields(blocks: np.ndarray, shapes: list[tuple[int, ...]]) -> World:
    """The parts of a block, or of each row of an array of blocks, as fields of those shapes."""
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    return World._make(
        blocks[..., end - math.prod(shape) : end].view(np.int64 if name in COUNTED else np.float64).reshape(*blocks.shape[:-1], *shape)
        for name, shape, end in zip(VARIABLES, shapes, ends, strict=True)
    )
