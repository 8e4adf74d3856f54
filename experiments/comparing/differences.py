"""What a policy changes: means, differences from the first policy under the same luck, and how sure they are."""

from __future__ import annotations

import pandas as pd

from experiments.analysis.decisive import decisive
from experiments.analysis.intervals import paired
from experiments.comparing.comparison import Comparison
from simulation.outcome import CLASSES


def values(comparison: Comparison, output: str, future: str) -> pd.DataFrame:
    """An output in a named future, a row a replicate and a column a policy; a class is 1 for a run of it and 0 for any other.

    Replicates in which a run of some policy failed are left out, so that every row is one draw of luck for all.
    """
    table = comparison.named.table
    chosen = table[table["future"] == future] if "future" in table else table
    numbers = (chosen["outcome"] == output).astype(float) if output in CLASSES else chosen[output]
    wide = chosen.assign(value=numbers).pivot(index="replicate", columns="policy", values="value")
    return wide[[policy.name for policy in comparison.policies]].dropna()


def differences(comparison: Comparison, outputs: list[str], future: str | None = None) -> pd.DataFrame:
    """Every policy less the first in one future, the first by default.

    Returns
    -------
    A row an output and policy: ``mean``, ``difference`` with its 95 % interval ``low`` to ``high`` from pairs of equal luck, ``verdict``
    (``more``, ``less``, ``equal`` in every pair, or ``within noise``), ``pairs``, ``decisive`` (pairs that would decide the sign if mean
    and spread are as found) and ``saving`` (how many times fewer runs the pairs need than independent ones).
    """
    future = future or next(iter(comparison.futures.futures))
    rows = []
    for output in outputs:
        wide = values(comparison, output, future)
        first = wide.iloc[:, 0]
        for name in wide:
            pair = paired(wide[name], first)
            verdict = "more" if pair.low > 0 else "less" if pair.high < 0 else "within noise"
            if (wide[name] == first).all():
                verdict = "equal"
            rows.append(
                {
                    "output": output, "policy": name, "mean": float(wide[name].mean()), "difference": pair.difference, "low": pair.low,
                    "high": pair.high, "verdict": verdict, "pairs": pair.pairs, "decisive": decisive(wide[name] - first),
                    "saving": pair.saving,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)
