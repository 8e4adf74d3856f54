"""How runs end under every policy, and which runs end otherwise than under the first."""

from __future__ import annotations

import pandas as pd

from experiments.comparing.comparison import Comparison
from experiments.outcomes import Share, Shares
from simulation.outcome import CLASSES


def shares(comparison: Comparison, place: int = 0) -> dict[str, Shares]:
    """Share of every class by policy, in the first future or another."""
    ends = comparison.runs.text("outcome")[:, place]
    return {
        policy: {name: Share(int((own == name).sum()), len(own)) for name in CLASSES}
        for policy, own in zip(comparison.runs.policies, ends, strict=True)
    }


def transitions(comparison: Comparison) -> pd.DataFrame:
    """Runs of the first future by policy, by their class under the first policy (``from``) and under the policy (``to``).

    A row for every change that occurs, with ``runs`` and ``share`` of all; those that stay in their class have none.
    """
    ends = comparison.runs.text("outcome")[:, 0]
    rows = []
    for policy, own in list(zip(comparison.runs.policies, ends, strict=True))[1:]:
        for before in CLASSES:
            for after in CLASSES:
                runs = int(((ends[0] == before) & (own == after)).sum())
                if runs and before != after:
                    rows.append({"policy": policy, "from": before, "to": after, "runs": runs, "share": runs / len(own)})
    return pd.DataFrame(rows, columns=["policy", "from", "to", "runs", "share"])
