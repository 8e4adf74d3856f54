"""Sensitivity indices in closed form, and sizes and points of designs (Ishigami & Homma 1990, Saltelli & Sobol' 1995, Morris 1991 ...)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from experiments.analysis.morris import elementary_effects
from experiments.analysis.sobol import sobol_indices
from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import Folder, known
from experiments.reproducing.target import Target
from experiments.sweeps.designs import morris, saltelli, sobol_sequence

BASE_POINTS = 16_384
"""Base points of a design."""
ISHIGAMI, SAMPLED, NOISY = 0.0013, 0.005, 0.02
"""Sampling error of an index at that many: of the Ishigami function, of others, and with luck of its own in every run."""
EXACT = 1e-9
"""Rounding of what does not depend on a sample."""
_ORDERS = ("first_order", "total_order")
_NOISY_INPUTS = ("x1", "x2")


def findings(folder: Folder) -> Iterator[Finding]:
    """A finding for every number of the tables."""
    yield from _ishigami(folder.table("ishigami.csv", ("value",), ("quantity",)))
    yield from _g_function(folder.table("sobol_g.csv", ("a", *_ORDERS), ("input",)))
    effects = ("morris_mu_star", "morris_sigma")
    yield from _linear(folder.table("linear_model.csv", ("coefficient", "low", "high", *effects, *_ORDERS), ("input",)))
    yield from _product(folder.table("product_function.csv", ("value",), ("quantity", "input")))
    columns = ("noise_sd", "replicates_averaged", *(f"{order}_{name}" for order in _ORDERS for name in _NOISY_INPUTS))
    yield from _noisy(folder.table("stochastic_model.csv", columns, ("noise_across_rows",)))
    yield from _designs(folder.table("design_sizes.csv", ("base_samples", "inputs", "rows"), ("design",)))
    yield from _sequence(folder.table("sobol_sequence_2d.csv", ("x1", "x2")))


def _indices(model: Callable[[np.ndarray], np.ndarray], names: list[str], second_order: bool = False) -> dict[tuple[str, str], float]:
    """Estimated indices of a function of the unit cube by order and input; a pair is joined by a star."""
    found = sobol_indices(names, model(saltelli(len(names), BASE_POINTS, 1, second_order)), second_order)
    rows = found.factors
    estimates = {(f"{order}_order", name): float(rows.loc[name, order]) for order in ("first", "total") for name in names}
    pairs = {("second_order", f"{row.factor}*{row.partner}"): float(row.second) for row in found.pairs.itertuples()} if second_order else {}
    return estimates | pairs


def _ishigami(table: pd.DataFrame) -> Iterator[Finding]:
    """y = sin x1 + 7 sin^2 x2 + x3^4 sin x1 / 10, inputs uniform on (-pi, pi)."""

    def model(points: np.ndarray) -> np.ndarray:
        x1, x2, x3 = (np.pi * (2.0 * points - 1.0)).T
        return np.sin(x1) + 7.0 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)

    ours = _indices(model, ["x1", "x2", "x3"], second_order=True)
    output = model(sobol_sequence(3, BASE_POINTS, scrambled=True, seed=1))
    moments = {"mean": output.mean(), "variance": output.var()}
    for row in table[table["input"].isna()].itertuples():
        yield near("Ishigami function", row.quantity, row.value, known(moments, row.quantity, "ishigami.csv"), SAMPLED * row.value)
    for row in table[table["input"].notna()].itertuples():
        yield near(
            "Ishigami function", f"{row.quantity} {row.input}", row.value, known(ours, (row.quantity, row.input), "ishigami.csv"), ISHIGAMI
        )


def _g_function(table: pd.DataFrame) -> Iterator[Finding]:
    """Product of (|4 x - 2| + a) / (1 + a)."""
    a = table["a"].to_numpy()
    ours = _indices(lambda points: np.prod((np.abs(4.0 * points - 2.0) + a) / (1.0 + a), axis=1), list(table["input"]))
    yield from _orders("Sobol' G function", table, ours, SAMPLED)


def _linear(table: pd.DataFrame) -> Iterator[Finding]:
    """A sum of inputs times coefficients, each on its range; Morris' effects are those of the ranges as a whole."""
    low, span = table["low"].to_numpy(), (table["high"] - table["low"]).to_numpy()
    names, coefficient = list(table["input"]), table["coefficient"].to_numpy()

    def model(points: np.ndarray) -> np.ndarray:
        return (low + points * span) @ coefficient

    points = morris(len(names), 20, 1)
    effects = elementary_effects(pd.DataFrame(points, columns=names), model(points))
    for k, row in enumerate(table.itertuples()):
        yield near("linear model", f"Morris mu* {row.input}", row.morris_mu_star, effects["mu_star"].iloc[k], EXACT)
        yield near("linear model", f"Morris sigma {row.input}", row.morris_sigma, effects["sigma"].iloc[k], EXACT)
    yield from _orders("linear model", table, _indices(model, names), SAMPLED)


def _product(table: pd.DataFrame) -> Iterator[Finding]:
    """y = x1 x2."""
    ours = _indices(lambda points: points[:, 0] * points[:, 1], ["x1", "x2"], second_order=True)
    for row in table.itertuples():
        yield near(
            "product of two",
            f"{row.quantity} {row.input}",
            row.value,
            known(ours, (row.quantity, row.input), "product_function.csv"),
            SAMPLED,
        )


def _noisy(table: pd.DataFrame) -> Iterator[Finding]:
    """y = x1 + x2 / 2 + e, e of its own in every run or in common, replicates averaged."""
    for k, row in enumerate(table.to_dict("records")):
        luck = np.random.default_rng(k)
        spread = row["noise_sd"] / np.sqrt(row["replicates_averaged"])
        is_common = row["noise_across_rows"] == "common"

        def model(points: np.ndarray, luck=luck, spread=spread, is_common=is_common) -> np.ndarray:
            return points @ [1.0, 0.5] + spread * luck.standard_normal(1 if is_common else len(points))

        ours = _indices(model, list(_NOISY_INPUTS))
        case = f"noisy model, {row['noise_across_rows']}, {row['replicates_averaged']} averaged"
        for (order, name), value in ours.items():
            yield near(case, f"{order} {name}", row[f"{order}_{name}"], value, SAMPLED if is_common else NOISY)


def _designs(table: pd.DataFrame) -> Iterator[Finding]:
    made: dict[str, Callable[[int, int], np.ndarray]] = {
        "saltelli_first_and_total": lambda inputs, base: saltelli(inputs, base, 1),
        "saltelli_with_second_order": lambda inputs, base: saltelli(inputs, base, 1, second_order=True),
        "morris_trajectories": lambda inputs, base: morris(inputs, base, 1),
    }
    for row in table.itertuples():
        yield near(row.design, "rows", row.rows, len(known(made, row.design, "design_sizes.csv")(row.inputs, row.base_samples)))


def _sequence(table: pd.DataFrame) -> Iterator[Finding]:
    ours = sobol_sequence(2, len(table), scrambled=False, seed=1)
    for k, row in enumerate(table.itertuples()):
        yield near(f"Sobol' point {k + 1}", "x1", row.x1, ours[k, 0])
        yield near(f"Sobol' point {k + 1}", "x2", row.x2, ours[k, 1])


def _orders(case: str, table: pd.DataFrame, ours: dict[tuple[str, str], float], tolerance: float) -> Iterator[Finding]:
    for row in table.to_dict("records"):
        for order in _ORDERS:
            yield near(case, f"{order} {row['input']}", row[order], ours[order, row["input"]], tolerance)


TARGET = Target(
    "sensitivity",
    "Ishigami & Homma 1990; Saltelli & Sobol' 1995; Morris 1991",
    "sensitivity indices in closed form, sizes and points of designs",
    "formula",
    (
        "design_sizes.csv",
        "ishigami.csv",
        "linear_model.csv",
        "product_function.csv",
        "sobol_g.csv",
        "sobol_sequence_2d.csv",
        "stochastic_model.csv",
    ),
    findings,
)
