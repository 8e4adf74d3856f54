"""Signs before a tipping point: autocorrelation and variance of the Ornstein-Uhlenbeck process, Kendall's tau of a trend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.signal import lfilter

from experiments.analysis.tipping import kendall, rolling
from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import Folder, known
from experiments.reproducing.target import Target

RUNS, STEPS = 40, 50_000
"""Series of the process, and points of each."""


def findings(folder: Folder) -> Iterator[Finding]:
    """Both signs of every process within five standard errors, and tau of what always rises and always falls."""
    processes = folder.table("ou_process.csv", ("lambda", "time_step", "noise_intensity", "lag1_autocorrelation", "variance"))
    for k, row in enumerate(processes.to_dict("records")):
        phi, case = np.exp(row["lambda"] * row["time_step"]), f"lambda {row['lambda']:g}"
        signs = rolling(_process(row, phi, k), STEPS)
        of_variance, of_correlation = _errors(phi)
        yield near(case, "variance", row["variance"], signs.variance.mean(), of_variance * row["variance"])
        yield near(case, "autocorrelation", row["lag1_autocorrelation"], signs.autocorrelation.mean(), of_correlation)
    rising = np.cumsum(np.random.default_rng(1938).random((1, 60)) + 1e-6, axis=1)
    series = {"strictly_increasing": rising, "strictly_decreasing": -rising}
    for row in folder.table("kendall_tau.csv", ("tau",), ("series",)).itertuples():
        values = known(series, row.series, folder.where("kendall_tau.csv"))
        yield near(row.series.replace("_", " "), "Kendall's tau", row.tau, kendall(values)[0], 1e-12)


def _process(row: dict[str, Any], phi: float, seed: int) -> np.ndarray:
    """Series of the process in its exact step, from its stationary state on, array (runs, steps)."""
    variance = row["noise_intensity"] ** 2 / (-2.0 * row["lambda"])
    noise = np.random.default_rng(seed).normal(0.0, np.sqrt(variance * (1.0 - phi**2)), (RUNS, STEPS))
    noise[:, 0] /= np.sqrt(1.0 - phi**2)
    return lfilter([1.0], [1.0, -phi], noise, axis=1)


def _errors(phi: float) -> tuple[float, float]:
    """Five standard errors of the mean variance, as a share of it, and of the mean autocorrelation, and what a trend taken out adds."""
    points = RUNS * STEPS
    of_variance = 5.0 * np.sqrt(2.0 * (1.0 + phi**2) / (1.0 - phi**2) / points) + 2.0 * (1.0 + phi) / (1.0 - phi) / STEPS
    return of_variance, 5.0 * np.sqrt((1.0 - phi**2) / points) + 2.0 * (1.0 + 3.0 * phi) / STEPS


TARGET = Target(
    "early_warning",
    "Uhlenbeck & Ornstein 1930; Kendall 1938",
    "signs before a tipping point, in closed form",
    "formula",
    ("kendall_tau.csv", "ou_process.csv"),
    findings,
)
