"""The scenario: everything that a run is made from, checked and frozen.

A scenario is made from plain data by ``Scenario.check``, which raises one ``ScenarioError`` with
every fault it finds. ``config`` gives that plain data back, so that provenance can carry it.
Reading folders is the business of the package ``scenarios``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints, ValidationError

from simulation.consistency import contradictions, gaps, repairs
from simulation.faults import Fault, ScenarioError, unknown
from simulation.measures import Measure
from simulation.months import months_between
from simulation.outcome import THRESHOLDS, thresholds_of
from simulation.parameters import Parameter
from simulation.rows import Entry, Names, Row, read_tables
from simulation.schedule import START, Rule, declared
from simulation.shape import shape_faults
from simulation.tables import COMPARISONS, TABLES, Table
from simulation.user_rules import measures_of, month_rules

_Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
_Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


_Values = Annotated[Mapping[str, float], AfterValidator(MappingProxyType), PlainSerializer(dict)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Head(_Frozen):
    """What ``scenario.toml`` says."""

    title: str = Field(min_length=1, description="one line")
    description: str = Field("", description="a paragraph for a reader")
    start: _Month = Field(description="month 0; the tables hold the state at its end")
    months: int = Field(strict=True, ge=1, le=12_000, description="months that a run lasts")
    channels: tuple[_Name, ...] = Field(min_length=1, description="channels, in order")
    issues: tuple[_Name, ...] = Field(min_length=1, description="grievance issues, in order")
    goods: tuple[_Name, ...] = Field(min_length=1, description="goods, in order")
    recognition_lag: int = Field(0, strict=True, ge=0, le=1200, description="months by which every dated change of a lever comes late")
    chance_from: Annotated[str, StringConstraints(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")] = Field(
        "", description="month from which crises and leader exits strike by chance, not by the calendar alone"
    )
    parameters: _Values = Field(default_factory=lambda: MappingProxyType({}), description="parameters that differ from their base")
    outcome: _Values = Field(
        default_factory=lambda: MappingProxyType({}), description="thresholds of the outcome that differ from their base"
    )
    rules: tuple[str, ...] = Field((), description='rules of a month; "..." stands for all of the package')
    measures: tuple[str, ...] = Field((), description='measures of every month; "..." stands for all of the package')


class State(_Frozen):
    """A row of ``states.csv``."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    name: str = Field(min_length=1)
    group: Literal["core", "client", "coalition", "attacked", "swing"]
    evidence: Literal["measured", "derived", "judgement", "invented"]
    source: str = Field(min_length=1)


@dataclass(frozen=True, eq=False, repr=False)
class Scenario:
    """A checked scenario; make one with ``Scenario.check``, or with ``scenarios.load``.

    Attributes
    ----------
    name : what the scenario is called.
    folder : where its files, and those of the user's rules, were found.
    head : what ``scenario.toml`` says.
    states : the states in the order of the world's rows.
    tables : by table name, entries by tuple of keys.
    declared : the parameters that the rules read, by name.
    month : the rules of a month, in order.
    measures : the measures by name, in the order of the columns of results.
    repairs : what was mended, each with its name.
    """

    name: str
    folder: str
    head: Head
    states: tuple[State, ...]
    tables: Mapping[str, Mapping[tuple[str, ...], Entry]]
    declared: Mapping[str, Parameter]
    month: tuple[Rule, ...]
    measures: Mapping[str, Measure]
    repairs: tuple[str, ...]

    @classmethod
    def check(
        cls,
        name: str,
        head: Mapping[str, Any],
        states: Sequence[Row],
        tables: Mapping[str, list[Row]],
        folder: str = ".",
        unread: Collection[str] = (),
        kept: Mapping[str, Mapping[tuple[str, ...], Entry]] = MappingProxyType({}),
    ) -> Scenario:
        """The scenario that plain data describe.

        Parameters
        ----------
        name : what the scenario is called in messages and results.
        head : contents of ``scenario.toml``.
        states, tables : rows of the CSV files, cells as text or numbers.
        folder : where the files of the user's rules are looked for.
        unread : tables that could not be read whole; nothing is missed in them and nothing contradicts them.
        kept : tables that another scenario of the same names had checked, which are not in ``tables``.

        Raises
        ------
        ScenarioError
            with every fault found, if there is any.
        """
        faults: list[Fault] = []
        checked = _head(head, faults)
        people, ids = _states(states, faults)
        if checked is None or not ids:
            raise ScenarioError(faults)
        measures, measure_faults = measures_of(checked.measures, Path(folder))
        faults += measure_faults
        names = _names(checked, ids, measures)
        whole = not faults and not unread
        torn = set(unread)
        entries = read_tables(tables, names, faults, torn, kept)
        month, rule_faults = month_rules(checked.rules, Path(folder))
        known = declared((*START, *month))
        faults += rule_faults + _parameter_faults("parameters", checked.parameters, known)
        faults += _parameter_faults("outcome", checked.outcome, {threshold.name: threshold for threshold in THRESHOLDS})
        faults += contradictions(entries, names, torn)
        if whole and not torn:  # a row that could not be read is not missing as well
            faults += gaps(entries, names)
        if faults or unread:
            raise ScenarioError(faults)
        frozen = MappingProxyType({key: MappingProxyType(table) for key, table in entries.items()})
        mended = repairs(entries, names, _values(checked.parameters, known))
        return cls(name, folder, checked, people, frozen, MappingProxyType(known), month, MappingProxyType(measures), tuple(mended))

    def __repr__(self) -> str:
        size = f"{len(self.states)} states, {self.head.months} months from {self.head.start}"
        return f"<Scenario {self.name}: {size}, digest {self.digest[:12]}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Scenario.from_config, (self.config(),)

    @cached_property
    def names(self) -> Names:
        """The names that keys of tables may use."""
        return _names(self.head, tuple(state.id for state in self.states), self.measures)

    @cached_property
    def parameters(self) -> Mapping[str, float]:
        """Value of every parameter that the rules read: the scenario's, else the base."""
        return MappingProxyType(_values(self.head.parameters, self.declared))

    @cached_property
    def thresholds(self) -> Mapping[str, float]:
        """Thresholds of the outcome: the scenario's, else the base."""
        return MappingProxyType(thresholds_of(self.head.outcome))

    def value(self, table: str, *key: str) -> float:
        """The value of a table at a key; raises KeyError where there is no row."""
        return self.tables[table][key].value

    def row(self, state: str) -> int:
        """Row of a state in the arrays of the world; raises KeyError with the nearest id where it is unknown."""
        return self.position("state", state)

    def position(self, kind: str, name: str) -> int:
        """Position of a state, partner, channel, issue or good; raises KeyError with the nearest name where it is unknown."""
        known = self.names.sets[kind]
        if name not in known:
            raise KeyError(str(unknown(self.name, kind, name, known)))
        return known.index(name)

    def config(self) -> dict[str, Any]:
        """The scenario as plain data of text, numbers, lists and dictionaries, which ``from_config`` takes back."""
        rows = {table.name: [_cells(table, key, entry) for key, entry in self.tables[table.name].items()] for table in TABLES}
        head = self.head.model_dump(mode="json")
        return {
            "name": self.name,
            "folder": self.folder,
            "head": head,
            "states": [s.model_dump(mode="json") for s in self.states],
            "tables": rows,
        }

    @classmethod
    def from_config(cls, config: Mapping[str, Any], kept: Mapping[str, Mapping[tuple[str, ...], Entry]] = MappingProxyType({})) -> Scenario:
        """The scenario that ``config`` describes; raises ScenarioError where it is not one. ``kept``: see ``check``."""
        try:
            states = [Row(f"states row {k}", cells) for k, cells in enumerate(config["states"], 1)]
            read = {name: rows for name, rows in config["tables"].items() if name not in kept}
            tables = {name: [Row(f"{name} row {k}", cells) for k, cells in enumerate(rows, 1)] for name, rows in read.items()}
            return cls.check(config["name"], config["head"], states, tables, config["folder"], kept=kept)
        except (KeyError, TypeError, AttributeError) as error:
            raise ScenarioError([Fault("configuration", str(error), type(error).__name__, "name, folder, head, states, tables")]) from error

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the configuration without the folder it was read from: equal for equal inputs of a run."""
        config = self.config() | {"folder": ""}
        return hashlib.sha256(json.dumps(config, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    def override(self, changes: Mapping[str, Any]) -> Scenario:
        """Another scenario with some values changed, see ``simulation.overrides``."""
        from simulation.overrides import override

        return override(self, changes)


def _names(head: Head, ids: tuple[str, ...], measures: Mapping[str, Measure]) -> Names:
    sets = {"state": ids, "partner": ids, "channel": head.channels, "issue": head.issues, "good": head.goods}
    return Names(head.start, sets | {"measure": tuple(measures), "comparison": COMPARISONS})


def _values(given: Mapping[str, float], known: Mapping[str, Parameter]) -> dict[str, float]:
    return {name: given.get(name, parameter.base) for name, parameter in known.items()}


def _parameter_faults(section: str, given: Mapping[str, float], known: Mapping[str, Parameter]) -> list[Fault]:
    faults = []
    for name, value in given.items():
        if name not in known:
            faults.append(unknown("scenario.toml", section, name, known))
        elif not known[name].possible.admits(value):
            faults.append(Fault("scenario.toml", f"{section}.{name}", value, known[name].possible.allowed))
    return faults


def _cells(table: Table, key: Sequence[str], entry: Entry) -> dict[str, Any]:
    extras = {extra.name: int(x) if x.is_integer() else x for extra, x in zip(table.extra, entry.extras, strict=True)}
    note = {"note": entry.note} if entry.note else {}
    cells = dict(zip(table.keys, key, strict=True)) | {table.value: entry.value} | extras
    return cells | {"evidence": entry.evidence, "source": entry.source} | note


def _head(given: Mapping[str, Any], faults: list[Fault]) -> Head | None:
    try:
        head = Head.model_validate(given)
    except ValidationError as error:
        faults += shape_faults("scenario.toml", error, Head)
        return None
    if head.chance_from and months_between(head.start, head.chance_from) < 0:
        faults.append(Fault("scenario.toml", "chance_from", head.chance_from, f"a month from the start, {head.start}, on"))
    for key in ("channels", "issues", "goods"):
        listed = getattr(head, key)
        faults += [Fault("scenario.toml", key, name, "every name once") for name in sorted({n for n in listed if listed.count(n) > 1})]
    return head


def _states(rows: Sequence[Row], faults: list[Fault]) -> tuple[tuple[State, ...], tuple[str, ...]]:
    """The states that could be read, and the ids of all, so that a fault of one row is not found in every table."""
    states: list[State] = []
    ids: list[str] = []
    for row in rows:
        given = str(row.cells.get("id") or "")
        if given in ids:
            faults.append(Fault(row.where, "id", given, "every id once"))
            continue
        ids += [given] if given else []
        try:
            state = State.model_validate({key: cell for key, cell in row.cells.items() if cell is not None})
        except ValidationError as error:
            faults += shape_faults(row.where, error, State)
            continue
        states.append(state)
    if not rows:
        faults.append(Fault("states.csv", "rows", "nothing", "at least one state"))
    return tuple(states), tuple(ids)
