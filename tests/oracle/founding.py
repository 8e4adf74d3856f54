"""From the tables of a scenario to states, pairs and markets (section 6 of the ODD page)."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from oracle.coalition import Response, Signpost
from oracle.exchange import Exchange, Route
from oracle.kinds import Channel, Good, Issue, properties
from oracle.market import Market
from oracle.pair import Pair
from oracle.state import State
from oracle.store import Store
from simulation.properties import ATTRIBUTES, CHANNELS, GOODS, ISSUES, SUPPLY

if TYPE_CHECKING:
    from oracle.model import OracleModel


def found_kinds(model: OracleModel) -> None:
    """Channels, issues and goods, in the order of the scenario."""
    scenario, head = model.scenario, model.scenario.head

    def read(kind, names, table, declared):
        return [kind(name, k, **properties(scenario, table, (name,), declared)) for k, name in enumerate(names)]

    model.channels = read(Channel, head.channels, "channels", CHANNELS)
    model.issues = read(Issue, head.issues, "issues", ISSUES)
    model.goods = read(Good, head.goods, "goods", GOODS)


def found_states(model: OracleModel) -> None:
    """The states with what they hold against the coalition, need and have."""
    scenario, tables = model.scenario, model.scenario.tables
    model.states = []
    for row, member in enumerate(scenario.states):
        attributes = properties(scenario, "attributes", (member.id,), ATTRIBUTES)
        grievances = [tables["grievances"][member.id, issue.name].value for issue in model.issues]
        state = State(model, row, member.id, member.group, attributes, grievances)
        for good in model.goods:
            state.stores[good] = Store(good, **properties(scenario, "capacities", (member.id, good.name), SUPPLY))
        model.states.append(state)
    core = sorted((state for state in model.states if state.is_core), key=lambda state: (-state.capability, state.hash))
    model.hub, model.second = (*core, None, None)[:2]


def found_pairs(model: OracleModel) -> None:
    """Every pair of states, with a relation where the table of ties has a row."""
    tables = model.scenario.tables
    model.pairs = []
    for one, other in combinations(model.states, 2):
        first, second = (one, other) if one.hash < other.hash else (other, one)
        codes = first.code, second.code
        tie = tables["ties"].get(codes)
        commitment = tables["commitments"][codes].value if tie else 0.0
        pair = Pair(model, first, second, tie.value if tie else None, commitment)
        for relation in (pair.there, pair.back):
            relation.owner.relations[relation.partner] = relation
            if tie:
                relation.trust = tables["trust"][relation.owner.code, relation.partner.code].value
        model.pairs.append(pair)
    model.pairs.sort(key=lambda pair: (pair.first.row, pair.second.row))
    model.tied = [pair for pair in model.pairs if pair.tied]
    for state in model.states:
        state.ties = [0.0] * len(model.states)
        state.meet(model.states)
    for pair in model.tied:
        pair.note_tie()
        met = {relation.partner for relation in pair.first.partners} & {relation.partner for relation in pair.second.partners}
        pair.third_states = len(met)


def found_markets(model: OracleModel) -> None:
    """The needs of every state in every channel, and the exchange with all with whom it has a relation."""
    tables = model.scenario.tables
    for state, channel in product(model.states, model.channels):
        key = channel.name, state.code
        volume = tables["volumes"][key].value if key in tables["volumes"] else state.gdp
        outlets, diversion = tables["outlets"][key].value, tables["diversion"][key].value
        programme = tables["sanctions"][state.code, channel.name].value
        state.markets.append(Market(state, channel, programme, outlets, volume, diversion))
    model.markets = [market for state in model.states for market in state.markets]
    model.routes = []
    exchanges: dict[Market, list[Exchange]] = {market: [] for market in model.markets}
    for pair, channel in product(model.tied, model.channels):
        one, other = (state.markets[channel.position] for state in (pair.first, pair.second))
        route = Route(one, other, pair.there)
        there, back = (_exchange(model, market, relation, route) for market, relation in ((one, pair.there), (other, pair.back)))
        there.mirror, back.mirror = back, there
        model.routes.append(route)
        exchanges[one].append(there)
        exchanges[other].append(back)
    for market, members in exchanges.items():
        market.found(sorted(members, key=lambda x: x.partner.row))


def _exchange(model: OracleModel, market: Market, relation, route: Route) -> Exchange:
    partner = relation.partner
    key = market.channel.name, market.state.code, partner.code
    share = model.scenario.tables["shares"][key].value if key in model.scenario.tables["shares"] else 0.0
    scale = model.p.hub_diversion_scale if partner is model.hub else 1.0
    return Exchange(market, relation, route, share, scale * partner.markets[market.channel.position].diversion)


def found_signposts(model: OracleModel) -> None:
    """What the coalition watches, and its responses in the order in which the scenario lists them."""
    tables = model.scenario.tables
    model.signposts = [Signpost(model, position, key) for position, key in enumerate(tables["signposts"])]
    named = {signpost.name: signpost for signpost in model.signposts}
    states = {state.code: state for state in model.states}
    model.responses = [
        Response(named[name], states[code] if code else model.coalition, lever, entry.value)
        for (name, lever, code), entry in tables["responses"].items()
    ]
