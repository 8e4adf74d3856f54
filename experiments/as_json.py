"""Results as JSON: the option that asks for it, and how they are printed."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Annotated, Any

import typer

AsJson = Annotated[bool, typer.Option("--json", help="print results as JSON")]


def print_json(results: Any) -> None:
    """Print results as one line of JSON; what is not a finite number is null, because JSON knows no NaN."""
    typer.echo(json.dumps(_finite(results), allow_nan=False))


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list | tuple) else value
