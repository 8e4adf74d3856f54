"""Faults of pydantic in our words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from simulation.faults import Fault, nearest, unknown


def shape_faults(where: str, error: ValidationError, model: type[BaseModel], hidden: Collection[str] = ()) -> list[Fault]:
    """A fault for every problem that pydantic found in data of a model; fields that are ``hidden`` are not proposed."""
    return [_fault(where, problem, model, hidden) for problem in error.errors()]


def _fault(where: str, problem: Any, model: type[BaseModel], hidden: Collection[str]) -> Fault:
    loc = [str(part) for part in problem["loc"]]
    key = ".".join(loc) or model.__name__.lower()
    fields = {name: field for name, field in _part(model, loc[:-1]).model_fields.items() if name not in hidden}
    if problem["type"] == "extra_forbidden":
        return unknown(where, key, loc[-1], fields)
    if problem["type"] == "missing":
        field = fields.get(loc[-1])
        return Fault(where, key, "nothing", (field and field.description) or "a value")
    said = problem["msg"].removeprefix("Value error, ")
    expected = problem.get("ctx", {}).get("expected", "").replace("'", "").replace(" or ", ", ").split(", ")
    given = problem["input"] if loc else ""
    return Fault(where, key, given, said[0].lower() + said[1:], nearest(given, expected))


def _part(model: type[BaseModel], loc: list[str]) -> type[BaseModel]:
    """The model of the part that a place lies in; keys of mappings and numbers of items lead no further."""
    for name in loc:
        field = model.model_fields.get(name)
        model = next(_models(field.annotation), model) if field else model
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
