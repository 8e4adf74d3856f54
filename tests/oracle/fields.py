"""The oracle's objects as arrays, under the names and in the dimensions that section 2 of the ODD page gives the variables."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

import numpy as np

from oracle.model import OracleModel
from simulation.levers import LEVERS

_OF_STATES = {
    **{name: attrgetter(name) for name in ("membership", "gdp", "liquidity", "war", "strike", "departure", "fall", "exhaustion")},
    **{name: attrgetter(name) for name in ("resolution", "pressure", "threat", "cap_effect", "loss", "coalition_payment", "evasion")},
    **{name: attrgetter(name) for name in ("coalition_leverage", "autonomy_cost", "demands", "own_production", "licensed", "value")},
    **{name: attrgetter(name) for name in ("request_rate", "requests_sent", "requests_clean", "deals_made", "deals_broken")},
    **{name: attrgetter(name) for name in ("in_crisis", "pleas", "answers")},
    **{lever.name: attrgetter(lever.name) for lever in LEVERS if lever.each},
    "sanctioned": attrgetter("is_sanctioned"),
    "grievance": attrgetter("grievances"),
    "teacher": attrgetter("has_teacher"),
    "new_leader": attrgetter("has_new_leader"),
}
_OF_STORES = {name: attrgetter(name) for name in ("stock", "supplied", "need")}
_OF_CHANNELS = {name: attrgetter(name) for name in ("weight", "price", "acceleration")}
_OF_MARKETS = {
    name: attrgetter(name) for name in ("programme", "cutoff", "sanctions", "lost", "age", "recovered", "unserved", "lost_exports")
}
_OF_EXCHANGES = {"share": attrgetter("share"), "access": attrgetter("route.access")}
_OF_RELATIONS = {
    **{name: attrgetter(name) for name in ("compliance", "leverage", "reference", "extraction", "resentment", "resisted", "received")},
    **{name: attrgetter(name) for name in ("received_since", "cover", "supported", "abandoned", "recognised", "deliveries", "breaches")},
    **{name: attrgetter(name) for name in ("alpha", "beta", "prior_alpha", "prior_beta", "trust")},
    **{name: attrgetter(f"pair.{name}") for name in ("tie", "closure", "deals", "cooperation", "exercises", "commitment")},
}
_OF_ALL_PAIRS = {name: attrgetter(f"pair.{name}") for name in ("shared", "common_threat", "ceiling")}
_OF_MODEL: dict[str, Callable[[OracleModel], object]] = {
    "carried_out": lambda model: [model.coalition.carried_out],
    "military_aid": lambda model: [model.coalition.military_aid],
    "coordination": lambda model: [model.coalition.coordination],
    "chance": lambda model: [model.chance],
    "war_months": lambda model: [model.war_months],
    "consensus": lambda model: [model.consensus],
    "signpost_held": lambda model: [signpost.held for signpost in model.signposts],
    "signpost_left": lambda model: [signpost.left for signpost in model.signposts],
    "vote": lambda model: [[state.votes.get(subject, 0) for subject in model.states] for state in model.states],
}


def fields(model: OracleModel) -> dict[str, np.ndarray]:
    """The world as arrays by name; NaN where the oracle has nothing, between states without a relation and of a state with itself."""
    states, goods = model.states, model.goods
    out = {name: [read(state) for state in states] for name, read in _OF_STATES.items()}
    out |= {name: [[read(state.stores[good]) for good in goods] for state in states] for name, read in _OF_STORES.items()}
    out |= {name: [read(channel) for channel in model.channels] for name, read in _OF_CHANNELS.items()}
    out |= {name: read(model) for name, read in _OF_MODEL.items()}
    arrays = {name: np.array(values, dtype=float) for name, values in out.items()}

    n, c = len(states), len(model.channels)
    for name, read in _OF_MARKETS.items():
        arrays[name] = np.array([read(market) for market in model.markets], dtype=float).reshape(n, c).T
    for name, read in _OF_EXCHANGES.items():
        arrays[name] = array = np.full((c, n, n), np.nan)
        for market in model.markets:
            for x in market.exchanges:
                array[market.channel.position, market.state.row, x.partner.row] = read(x)
    everybody = [relation for state in states for relation in state.relations.values()]
    for readers, relations in ((_OF_RELATIONS, model.relations), (_OF_ALL_PAIRS, everybody)):
        for name, read in readers.items():
            arrays[name] = array = np.full((n, n), np.nan)
            for relation in relations:
                array[relation.owner.row, relation.partner.row] = read(relation)
    return arrays
