"""The tables of a scenario folder: one CSV file each, one value a row, with evidence and source."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from simulation.levers import LEVERS
from simulation.parameters import Quantity
from simulation.properties import ATTRIBUTES, CHANNELS, GOODS, ISSUES, SUPPLY

EVIDENCE = ("measured", "derived", "judgement", "invented")
"""Where a value comes from: published as it stands, calculated from published values,
elicited, or made up for a world that does not exist."""


@dataclass(frozen=True)
class Table:
    """A table ``<name>.csv`` with the columns ``keys``, ``value``, ``evidence``, ``source`` and, optionally, ``note``.

    A key is a set of names (``state``, ``partner``, ``channel``, ``issue``, ``good``,
    ``attribute``, ``property``, ``lever``, ``variable``, ``measure``, ``comparison``), a ``month``
    (YYYY-MM) or the free name of an ``event`` or ``signpost``. ``quantities`` gives the bounds of a value by its ``by`` key; a
    table without ``by`` holds one quantity. ``extra`` columns hold further numbers.
    """

    name: str
    keys: tuple[str, ...]
    value: str
    quantities: tuple[Quantity, ...]
    meaning: str
    by: str = ""
    extra: tuple[Quantity, ...] = field(default=())
    required: bool = True

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that a file must have."""
        return (*self.keys, self.value, *(extra.name for extra in self.extra), "evidence", "source")

    def quantity(self, key: tuple[str, ...]) -> Quantity | None:
        """The declaration of the value at ``key``, or None where its name is unknown."""
        if not self.by:
            return self.quantities[0]
        name = key[self.keys.index(self.by)]
        return next((quantity for quantity in self.quantities if quantity.name == name), None)


def _one(name: str, low: float, high: float, unit: str, meaning: str) -> tuple[Quantity, ...]:
    return (Quantity(name, low, high, unit, meaning),)


@dataclass(frozen=True)
class Shock(Quantity):
    """A variable that a calendar can drive from outside.

    ``of_state`` and ``of_channel`` tell which of the two it names; ``passing`` one holds in its month alone.
    """

    of_state: bool = True
    of_channel: bool = False
    passing: bool = False


EVENTS = (
    Shock("programme", 0, 1, "1", "nominal intensity of the sanctions programme on a state in a channel", of_channel=True),
    Shock("cutoff", 0, 1, "1", "share of a channel that a sanctioned state withholds from the senders", of_channel=True),
    Shock("war", 0, 1, "1", "intensity of a war that the state wages on the attacked state"),
    Shock("price", 0.1, 5, "1", "price of a channel against the start", of_state=False, of_channel=True),
    Shock("acceleration", 0, 10, "1", "speed at which the shares of a channel adjust, against its own", of_state=False, of_channel=True),
    Shock("strike", 0, 1, "1", "1: a crisis strikes the state this month", passing=True),
    Shock("departure", 0, 1, "1", "1: the leader leaves this month", passing=True),
    Shock("fall", 0, 1, "1", "1: the regime falls this month, leaves its camp and its commitments", passing=True),
    Shock("exhaustion", 0, 1, "1", "share of every stock of the state that is gone this month", passing=True),
    Shock("resolution", 0, 5, "1", "a resolution against the state is put to the vote: 1 states a principle, more punishes", passing=True),
)
"""What a calendar can drive from outside. The state or channel is left empty where the variable has none."""

COMPARISONS = ("above", "below", "growth")
"""How a signpost compares its measure with its threshold: its level, or its growth a year as a fraction."""

TABLES = (
    Table("attributes", ("state", "attribute"), "value", ATTRIBUTES, "what a state is at the start", by="attribute"),
    Table("channels", ("channel", "property"), "value", CHANNELS, "what a channel is", by="property"),
    Table("issues", ("issue", "property"), "value", ISSUES, "what states hold against the coalition", by="property"),
    Table("goods", ("good", "property"), "value", GOODS, "what states deal in", by="property"),
    Table("grievances", ("state", "issue"), "grievance", _one("grievance", 0, 1, "1", "grievance"), "grievances at the start"),
    Table(
        "sanctions",
        ("state", "channel"),
        "intensity",
        _one("intensity", 0, 1, "1", "nominal intensity"),
        "programmes in force at the start",
    ),
    Table(
        "shares",
        ("channel", "state", "partner"),
        "share",
        _one("share", 0, 1, "share of external needs", "share"),
        "who serves whose needs at the start",
    ),
    Table(
        "outlets",
        ("channel", "state"),
        "outlets",
        _one("outlets", 0, 1, "1", "outlets"),
        "0: the row of shares counts suppliers of imports, 1: outlets of exports, .5: both",
    ),
    Table(
        "volumes",
        ("channel", "state"),
        "volume",
        _one("volume", 0, inf, "one unit a channel", "volume"),
        "external need of the channel",
        required=False,
    ),
    Table(
        "diversion",
        ("channel", "state"),
        "weight",
        _one("weight", 0, 1, "1", "weight"),
        "weight of the state as the one to whom a sanctioned state turns",
    ),
    Table(
        "ties",
        ("state", "partner"),
        "tie",
        _one("tie", -1, 1, "1", "tie"),
        "signed alignment at the start; a pair that is not listed has no relation",
    ),
    Table("trust", ("state", "partner"), "trust", _one("trust", 0, 1, "1", "trust"), "belief that the partner delivers, at the start"),
    Table(
        "commitments",
        ("state", "partner"),
        "depth",
        _one("depth", 0, 3, "0..3", "depth"),
        "0 none, 1 consultation, 2 partnership, 3 mutual defence",
    ),
    Table(
        "rivalries", ("state", "partner"), "rivalry", _one("rivalry", 0, 1, "1", "rivalry"), "rivalry that weighs on a tie", required=False
    ),
    Table("capacities", ("state", "good", "property"), "value", SUPPLY, "what a state can supply and needs", by="property"),
    Table(
        "levers",
        ("lever", "state", "month"),
        "value",
        LEVERS,
        "levers: at the first month the start, later rows are changes; state is empty for a lever of the whole coalition",
        by="lever",
    ),
    Table(
        "calendar",
        ("event", "variable", "state", "channel", "month"),
        "value",
        EVENTS,
        "exogenous events: the variable reaches the value after ramp months",
        by="variable",
        extra=(Quantity("ramp", 0, 1200, "months", "months until the value is reached, 0 = at once"),),
        required=False,
    ),
    Table(
        "signposts",
        ("signpost", "measure", "comparison"),
        "threshold",
        _one("threshold", -inf, inf, "unit of the measure", "threshold"),
        "what the coalition watches",
        extra=(
            Quantity("hold", 1, 1200, "months", "months for which it must hold"),
            Quantity("noise", 0, inf, "unit of the measure", "standard deviation of the error of observation"),
        ),
        required=False,
    ),
    Table(
        "responses",
        ("signpost", "lever", "state"),
        "value",
        LEVERS,
        "levers that a signpost triggers for at least six months; state is empty for a lever of the whole coalition",
        by="lever",
        required=False,
    ),
)
