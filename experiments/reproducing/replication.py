"""How many runs: Wilson's interval (1927), sequential stopping (Chow & Robbins 1965), paired runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from experiments.analysis.intervals import Z, paired, wilson
from experiments.reproducing.finding import Finding, near, within
from experiments.reproducing.folder import Folder
from experiments.reproducing.target import Target
from experiments.sweeps.stopping import Precision, running, stopping_times

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
    for row in folder.table("worst_case_sample_size.csv", ("half_width", "runs")).itertuples():
        yield near("any share", "runs that hold it", row.runs, np.ceil((Z / 2.0 / row.half_width) ** 2))
    for row in folder.table("paired_difference.csv", ("sd", "correlation", "variance_of_difference")).itertuples():
        variance, saving = _pairs(row.sd, row.correlation)
        yield near(f"correlation {row.correlation:g}", "variance of the difference", row.variance_of_difference, variance, ROUNDING)
        yield near(f"correlation {row.correlation:g}", "pairs needed", row.pairs_needed_relative_to_independent, 1.0 / saving, ROUNDING)
    for row in folder.table("sequential_stopping.csv", ("mean", "sd", "relative_half_width", "theoretical_runs")).itertuples():
        runs, coverage = _stopped(row)
        yield near("sequential stopping", "mean number of runs", row.theoretical_runs, runs, RUNS)
        yield within("sequential stopping", "coverage", row.coverage_reference, coverage, row.coverage_to_require, 1.0)


def _pairs(sd: float, correlation: float) -> tuple[float, float]:
    """Variance of the difference of two samples of exactly that spread and correlation, and what pairing them saves."""
    a, e = np.random.default_rng(1908).normal(size=(2, _PAIRS))
    a = (a - a.mean()) / a.std(ddof=1)
    e = e - e.mean() - a * (e @ a) / (a @ a)
    b = correlation * a + np.sqrt(1.0 - correlation**2) * e / e.std(ddof=1)
    return float(np.var(sd * (a - b), ddof=1)), paired(sd * a, sd * b).saving


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
