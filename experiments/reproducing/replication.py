"""How many runs: Wilson's interval (1927), sequential stopping (Chow & Robbins 1965), paired runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from experiments.analysis.intervals import Paired, paired, runs_for_share, wilson
from experiments.reproducing.columns import HEADER
from experiments.reproducing.finding import Finding, near, within
from experiments.reproducing.folder import Folder, refuse
from experiments.reproducing.target import Target
from experiments.sweeps.stopping import Precision, running, stopping_times
from simulation.faults import Fault

REPETITIONS, CEILING = 2000, 400
"""Repetitions of sequential stopping, and draws in each."""
PRINTED, ROUNDING, RUNS = 5e-7, 1e-9, 3.0
"""Tolerances: digits of the intervals, elementary arithmetic, mean number of runs."""
_PAIRS = 4000


def findings(folder: Folder) -> Iterator[Finding]:
    """A finding for every number of the tables."""
    for row in folder.table("wilson_95.csv", ("successes", "trials", "low", "high")).itertuples():
        low, high = wilson(row.successes, row.trials)
        yield near(f"{row.successes} of {row.trials}", "lower end", row.low, low, PRINTED)
        yield near(f"{row.successes} of {row.trials}", "upper end", row.high, high, PRINTED)
    for row in _at_95(folder, "worst_case_sample_size.csv", "half_width", "runs").itertuples():
        yield near("any share", "runs that hold it", row.runs, runs_for_share(row.half_width))
    columns = ("sd", "correlation", "variance_of_difference", "pairs_needed_relative_to_independent")
    for row in folder.table("paired_difference.csv", columns).itertuples():
        case, pairs = f"correlation {row.correlation:g}", _pairs(row.sd, row.correlation)
        yield near(case, "variance of the difference", row.variance_of_difference, pairs.variance, ROUNDING)
        yield near(case, "pairs needed", row.pairs_needed_relative_to_independent, 1.0 / pairs.saving, ROUNDING)
    columns = ("mean", "sd", "relative_half_width", "first_sample", "theoretical_runs", "coverage_reference", "coverage_to_require")
    for row in _at_95(folder, "sequential_stopping.csv", *columns, "mean_runs_reference").itertuples():
        runs, coverage = _stopped(row)
        luck = 4.0 * np.sqrt(2.0 * row.coverage_reference * (1.0 - row.coverage_reference) / REPETITIONS)
        yield near("sequential stopping", "mean number of runs, reference runs", row.mean_runs_reference, runs, RUNS)
        yield near("sequential stopping", "coverage, reference runs", row.coverage_reference, coverage, luck)
        yield near("sequential stopping", "mean number of runs", row.theoretical_runs, runs, RUNS)
        yield within("sequential stopping", "coverage", row.coverage_reference, coverage, row.coverage_to_require, 1.0)


def _at_95(folder: Folder, name: str, *columns: str) -> pd.DataFrame:
    """A table whose intervals are at 95 %, the only ones that there are here; raises DataError for another ``confidence``."""
    table = folder.table(name, columns, (), ("confidence",))
    rows = enumerate(table["confidence"], HEADER)
    refuse(
        [
            Fault(f"{folder.where(name)} row {row}", "confidence", given, "0.95")
            for row, given in rows
            if given != 0.95 and not np.isnan(given)
        ]
    )
    return table


def _pairs(sd: float, correlation: float) -> Paired:
    """Difference of two samples of exactly that spread and correlation."""
    a, e = np.random.default_rng(1908).normal(size=(2, _PAIRS))
    a = (a - a.mean()) / a.std(ddof=1)
    e = e - e.mean() - a * (e @ a) / (a @ a)
    b = correlation * a + np.sqrt(1.0 - correlation**2) * e / e.std(ddof=1)
    return paired(sd * a, sd * b)


def _stopped(row: Any) -> tuple[float, float]:
    """Mean number of draws, and share of the intervals that hold the mean."""
    draws = np.random.default_rng(1965).normal(row.mean, row.sd, (REPETITIONS, CEILING))
    precision = Precision(row.relative_half_width, relative=True, floor=int(row.first_sample), ceiling=CEILING)
    times = stopping_times(draws, precision)
    mean, half = running(draws)
    stop = np.arange(REPETITIONS), times - 1
    return float(times.mean()), float(np.mean(np.abs(mean[stop] - row.mean) <= half[stop]))


TARGET = Target(
    "replication",
    "Wilson 1927; Chow & Robbins 1965",
    "intervals of shares, sequential stopping, paired runs",
    "formula",
    ("paired_difference.csv", "sequential_stopping.csv", "wilson_95.csv", "worst_case_sample_size.csv"),
    findings,
)
