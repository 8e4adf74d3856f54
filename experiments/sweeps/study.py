"""The study: the plain text of a question, what is varied for it, by which design, and how often each row is run.

Only shapes and single values are checked here; what the keys mean for the scenarios is checked by ``plan``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from experiments.sweeps.named import written_out
from simulation.faults import Fault, StudyError, nearest, unknown
from simulation.shape import shape_faults

HERE = Path(__file__).parents[1] / "studies"
OWN = ("name", "folder")
"""What a study has from its file and not in it."""
Kind = Literal["grid", "one-at-a-time", "latin-hypercube", "sobol", "saltelli", "morris", "table"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FactorText(_Frozen):
    """What ``[factors.NAME]`` says; what is left out comes from the declaration of the parameter, lever or threshold of that name."""

    set: str | tuple[str, ...] | None = Field(None, description="key or keys that are set, e.g. levers.secondary")
    low: float | None = None
    high: float | None = None
    log: bool | None = None
    levels: int | None = Field(None, ge=1, le=1000, description="levels of a grid")
    values: tuple[float | int | str, ...] | None = Field(None, min_length=1, description="a few values instead of a range")
    choices: Mapping[str, Mapping[str, Any]] | None = Field(None, min_length=1, description="named sets of changes instead of a range")

    @model_validator(mode="after")
    def _is_one_thing(self) -> FactorText:
        bounds = [name for name in ("low", "high", "log", "levels") if getattr(self, name) is not None]
        if self.values is not None and self.choices is not None:
            raise ValueError("either values or choices")
        if (self.values or self.choices) and bounds:
            raise ValueError(f"values and choices have no {', '.join(bounds)}")
        if self.choices and self.set is not None:
            raise ValueError("choices name the keys that they set themselves")
        return self


class DesignText(_Frozen):
    """What ``[design]`` says."""

    kind: Kind = Field(description="how the factors are varied")
    points: int | None = Field(None, ge=1, le=10_000_000, description="points of a sample; base points of saltelli; trajectories of morris")
    levels: int | None = Field(
        None, ge=2, le=1000, description="levels of a factor that names none, 5 by default; of morris an even number, 4"
    )
    second_order: bool = Field(False, description="saltelli: pairs of factors too")
    file: str | None = Field(None, description="table: a CSV file beside the study, a column a factor")
    seed: int = Field(1, strict=True, ge=0, lt=2**32, description="seed of the sample, not of the runs")


class PrecisionText(_Frozen):
    """What ``[precision]`` says: replicate until an interval is narrow enough, in place of a count."""

    measure: str = Field(description="a measure, or one of the classes for its share")
    half_width: float = Field(gt=0, allow_inf_nan=False, description="half width of the 95 % interval that is asked for")
    relative: bool = Field(False, description="whether it is a fraction of the mean")
    policies: tuple[str, str] | None = Field(None, description="two policies whose difference is meant")
    floor: int = Field(10, strict=True, ge=10, description="replicates before anything is judged")
    ceiling: int = Field(strict=True, ge=10, description="replicates after which a row is given up")
    step: int = Field(5, strict=True, ge=1, description="replicates that are added at a time")

    @model_validator(mode="after")
    def _has_room(self) -> PrecisionText:
        if self.ceiling < self.floor:
            raise ValueError(f"ceiling: {self.ceiling} lies below the floor of {self.floor}")
        return self


class Study(_Frozen):
    """A study, as its file says; ``name`` and ``folder`` say which file."""

    name: str
    folder: str = Field("", exclude=True)
    title: str = Field(min_length=1)
    question: str = Field(min_length=1)
    scenarios: tuple[str, ...] = Field(min_length=1, description="one or more scenarios; more are crossed with everything else")
    months: int | None = Field(None, strict=True, ge=1, le=12_000)
    seed: int = Field(1, strict=True, ge=0, lt=2**32)
    replicates: int | None = Field(None, strict=True, ge=1, description="runs of every row, each with other luck")
    pairing: Literal["replicates", "none"] = Field(
        "replicates", description="replicates: the same luck in every row; none: luck of its own"
    )
    measures: tuple[str, ...] = Field(
        (), description="measures that are kept, mean_NAME for a mean over all months; all, at the end, if none is named"
    )
    chunk: int = Field(1000, strict=True, ge=1, le=100_000, description="runs in a file")
    factors: Mapping[str, FactorText] = Field(default_factory=dict)
    design: DesignText | None = None
    correlations: tuple[tuple[str, str, float], ...] = Field((), description="pairs of factors and the rank correlation of their samples")
    policies: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict, description="named changes, crossed with every row")
    futures: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict, description="named changes, crossed with every row")
    precision: PrecisionText | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Study:
        if (self.replicates is None) == (self.precision is None):
            raise ValueError("either replicates or [precision]")
        if bool(self.factors) != (self.design is not None):
            raise ValueError("[factors] and [design] go together")
        if self.correlations and self.design is None:
            raise ValueError("correlations are of factors, and there are none")
        return self


def names() -> tuple[str, ...]:
    """Names of the studies that ship."""
    return tuple(sorted(file.stem for file in HERE.glob("*.toml")))


def find(name: str | Path) -> Path:
    """The file that ``name`` stands for: a path, or the name of a study that ships."""
    for file in (Path(name), HERE / f"{name}.toml"):
        if file.is_file():
            return file
    raise StudyError([Fault(str(name), "study", str(name), f"{', '.join(names())}, or a TOML file", nearest(name, names()))])


def read(name: str | Path, replicates: int | None = None) -> Study:
    """The study of that name, or in that file, with another number of replicates where one is given.

    Raises
    ------
    StudyError
        with every fault of the file's shape, if there is any.
    """
    file = find(name)
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StudyError([Fault(file.name, "file", str(error), "a readable TOML file in UTF-8")]) from error
    taken = [unknown(file.name, name, name, (key for key in Study.model_fields if key not in OWN)) for name in OWN if name in content]
    if taken:
        raise StudyError(taken)
    if replicates is not None:
        content |= {"replicates": replicates}
    return checked(written_out({**content, "name": file.stem, "folder": str(file.parent)}, file.name), file.name)


def checked(content: Mapping[str, Any], where: str) -> Study:
    """The study that plain data describe; raises StudyError with every fault of their shape."""
    try:
        return Study.model_validate(content)
    except ValidationError as error:
        raise StudyError(shape_faults(where, error, Study, OWN)) from None
