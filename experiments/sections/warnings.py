"""Whether cohesion gives a warning before the core fractures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.roc import Warned, warning
from experiments.analysis.tipping import Signs, signs
from experiments.figures.tipping import tipping
from experiments.sections.reading import Reading
from experiments.sections.section import Section
from simulation.engine import ensemble
from simulation.faults import BlocformError
from simulation.variant import Variants

RUNS = 400
"""Runs of each kind that are made again, at most; their months were not kept."""
WINDOW, HORIZON = 12, 18
"""Months of a window, and months over which a sign must rise."""
MEASURE = "cohesion"


def warnings(reading: Reading) -> Section | None:
    """Variance and autocorrelation of cohesion before fractures, against runs of the same months without one."""
    table = reading.table
    broken = table[table["outcome"] == "fractures"]
    late = broken[_onsets(reading, broken) >= WINDOW + HORIZON]
    never = table[table["outcome"] != "fractures"]
    if len(late) < 20 or len(never) < 20:
        return None
    if not reading.result.is_repeatable:
        return Section("Warnings before fractures", ["Months were not kept, and rules or versions are not those of the sweep any more."])
    broken, whole = _spread(late), _spread(never)
    parts = []
    for name in reading.result.plan.scenarios:
        first, second = (runs[runs["scenario"] == name] for runs in (broken, whole))
        if len(first) and len(second):
            ends = _onsets(reading, first)
            parts.append((_signs(reading, first, ends), _signs(reading, second, np.resize(ends, len(second)))))
    before, without = (Signs(*(np.concatenate(sign) for sign in zip(*side, strict=True))) for side in zip(*parts, strict=True))
    text = [
        f"{len(before.variance)} runs whose core breaks after month {WINDOW + HORIZON} and {len(without.variance)} that never fracture "
        f"were made again. For each sign of {MEASURE} (over {WINDOW} months without their linear trend): Kendall's tau over the {HORIZON} "
        "months before the first month of what became the fracture, against the same months of runs of the same scenario without one "
        "(Scheffer et al. 2009)."
    ]
    rows = []
    for name in Signs._fields:
        try:
            found = warning(getattr(before, name), getattr(without, name))
        except BlocformError as error:
            text.append(f"{name}: {error}.")
            continue
        alarm = [float(getattr(found, key)[found.half]) for key in ("false_alarm", "false_alarm_low", "false_alarm_high")]
        verdict = _verdict(found)
        text.append(
            f"{name} {verdict}. AUC {found.auc:.2f} ({found.auc_low:.2f} to {found.auc_high:.2f}); a threshold that catches "
            f"half of the fractures raises a false alarm in {alarm[0]:.0%} ({alarm[1]:.0%} to {alarm[2]:.0%}) of the runs without one."
        )
        rows.append({"sign": name, "AUC": found.auc, "low": found.auc_low, "high": found.auc_high, "false alarms": alarm[0]})
    figure = tipping(before, without, about=f"{reading.study.title}: {MEASURE}")
    captions = {
        "warnings": "Area under the curve of every sign, with its 95 % interval, and false alarms where half of the fractures are caught",
        "tipping": "Trends of the signs before a fracture and without one, and how well they tell these apart",
    }
    alt = {"tipping": f"Histograms of the trends and curves of warnings caught against false alarms. {' '.join(text[1:])}"}
    return Section("Warnings before fractures", text, {"warnings": pd.DataFrame(rows)}, {"tipping": figure}, alt=alt, captions=captions)


def _verdict(found: Warned) -> str:
    if found.warns:
        return "rises more before fractures than without one"
    below = "lies below" if found.auc_high < 0.5 else "reaches"
    return f"gives no warning: the interval of its AUC {below} one half"


def _onsets(reading: Reading, runs: pd.DataFrame) -> np.ndarray:
    """First month of the sign that dates each fracture: a fracture is one once its sign has held for some months."""
    plan = reading.result.plan
    needed = {row: round(plan.thresholds(row)["months"]) for row in runs["row"].unique().tolist()}
    return runs["fracture_month"].to_numpy(int) - runs["row"].map(needed).to_numpy(int) + 1


def _spread(table: pd.DataFrame) -> pd.DataFrame:
    """Up to ``RUNS`` of the runs, evenly over rows and replicates."""
    return table.iloc[np.unique(np.linspace(0, len(table) - 1, min(RUNS, len(table))).astype(int))]


def _signs(reading: Reading, runs: pd.DataFrame, ends: np.ndarray) -> Signs:
    """Trends of the signs before a month of each run of one scenario, the runs made again."""
    plan = reading.result.plan
    rows, replicates = runs["row"].tolist(), runs["replicate"].tolist()
    scenario = plan.scenarios[plan.place(rows[0])[0]]
    variants = Variants(scenario)
    chosen = [variants.of(plan.changes(row)) for row in rows]
    keys = [plan.key(row, replicate) for row, replicate in zip(rows, replicates, strict=True)]
    return signs(ensemble(scenario, keys, variants=chosen, measures=[MEASURE]).series(MEASURE), ends, WINDOW, HORIZON)
