"""Gneiting & Raftery 2007: scores of forecasts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from experiments.analysis.scores import brier, crps_normal, logarithmic
from experiments.reproducing.columns import numbers
from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import DataError, Folder, refuse
from experiments.reproducing.target import Target
from simulation.faults import Fault, unknown

PRINTED = 5e-9
"""Digits of the table."""
_NORMAL = re.compile(r"normal\((?P<mean>[^,]+),(?P<sd>[^)]+)\)")
_OF_A_CHANCE = {"brier": brier, "logarithmic": logarithmic}


def findings(folder: Folder) -> Iterator[Finding]:
    """Every row of ``scores.csv``: a forecast is a probability, or ``normal(mean,sd)`` for the CRPS."""
    for row in folder.table("scores.csv", ("observation", "value"), ("score", "forecast")).itertuples():
        ours = _score(row.score, str(row.forecast), row.observation)
        yield near(f"{row.forecast} for {row.observation}", row.score, row.value, ours, PRINTED)


def _score(name: str, forecast: str, observation: float) -> float:
    if name in _OF_A_CHANCE:
        chance, faults = numbers("scores.csv", pd.Series([forecast], name="forecast"))
        refuse(faults)
        return float(_OF_A_CHANCE[name](float(chance.iloc[0]), bool(observation)))
    if name != "crps":
        raise DataError([unknown("scores.csv", "score", name, ["crps", *_OF_A_CHANCE])])
    normal = _NORMAL.fullmatch(forecast)
    if normal is None:
        raise DataError([Fault("scores.csv", "forecast", forecast, "normal(mean,sd) for the score crps")])
    return float(crps_normal(float(normal["mean"]), float(normal["sd"]), observation))


TARGET = Target("scores", "Gneiting & Raftery 2007", "Brier, logarithmic and CRPS scores", "formula", ("scores.csv",), findings)
