"""A made-up report of the size of a comparison of policies, with everything that a page may trip over."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.figures.outcome_shares import outcome_shares
from experiments.outcomes import Share
from experiments.report.report import Report
from experiments.sections.section import Section
from simulation.outcome import CLASSES

HOSTILE = "<script>alert('x')</script> & \"quoted\""
"""Text that a page must show and not obey."""
POLICIES = [f"{kind}-{target}" for kind in ("wedge", "engagement", "export-controls", "secondary-sanctions-at-most") for target in "abcd"]
MEASURES = ["cohesion", "core trust", "dependence on the hub", "polarisation", "multilateral index", "loss of the world"]
MEASURES += [f"{name}, mean over the horizon" for name in ("cost", "loss of the coalition", "largest loss", "support", "resilience", "tie")]


def reported() -> Report:
    """The report: 9 sections, 7 figures, tables of 16 policies and 12 measures, of 300 rows, of no row, and one that is only named."""
    chance = np.random.default_rng(1)
    differences = chance.normal(0.0, 0.03, (len(POLICIES), len(MEASURES)))
    wide = pd.DataFrame(
        [[f"{d:+.3f} ({d - 0.01:+.3f} to {d + 0.01:+.3f})" for d in row] for row in differences], columns=MEASURES, index=POLICIES
    )
    long = pd.DataFrame(
        {"policy": np.repeat(POLICIES, 19)[:300], "mean": chance.random(300), "pairs": 500, "p": 10.0 ** -chance.integers(1, 9, 300)}
    )
    long.loc[::7, "mean"] = np.nan
    odd = pd.DataFrame(
        {
            "Zustände": ["ÖÄÜ Türkiye 中国", HOSTILE, None],
            "a|b": [1.0, np.nan, -2e-7],
            HOSTILE: [True, False, None],
            "month": [13, None, 40],
        }
    )
    shares = [(policy, {name: Share(10 + 3 * k, 100) for name in CLASSES}) for k, policy in enumerate(POLICIES)]
    figure = outcome_shares(shares, "16 policies, 100 runs each")
    texts = [
        "In 38 of 100 runs the core **coheres** under `status-quo` (29 to 48), *less* than under [another](https://example.org/a?b=1&c=2).",
        "- one thing\n- another, with `code`\n- see `tables/differences.csv`",
        f"{HOSTILE} ![picture](https://example.org/x.png) [bad](javascript:alert(1))",
    ]
    sections = [
        Section(
            "What differs", texts, {"differences": _named(wide)}, {"differences": figure},
            alt={"differences": "Dots of 16 policies. All overlap."},
            captions={"differences": "Every policy less the first, with **95 %** intervals"},
        ),
        Section("How runs end", ["Said."], {"shares_by_policy": _named(wide.iloc[:, :4])}, {"survival": figure, "dots_by_policy": figure}),
        Section(HOSTILE, ["Said."], {"odd": odd, "empty": long.head(0), "no columns": pd.DataFrame()}, {"only a figure": figure}),
        Section("Every pair", ["Said."], {"pairs": long}, {"large": _large()}),
        Section("Files alone", ["Said."], {"cells": long, "../cells": long.head(3)}, shown=0),
        Section("No tables", ["Said."], figures={"pareto": figure}),
        Section("Robustness", ["Said."], {"regret": _named(wide.iloc[:, :6])}, {"regret": figure}),
        Section("Assumptions", ["1. First.\n2. Second."]),
        Section("Sources", ["Wilson, E. B. (1927). <https://doi.org/10.1080/01621459.1927.10502953>"]),
    ]  # fmt: skip
    made = {
        "Seed": "1",
        "Digest": "`3508c1a5b2a92665`",
        "Command": "`blocform compare axis-2022 --policies all --replicates 500 --out DIR`",
    }
    return Report(
        f"Policies compared {HOSTILE}", f"Which policy changes the outcome? {HOSTILE}", [*texts[:1], "In 0 of 100 runs."], sections, made
    )


def _named(table: pd.DataFrame) -> pd.DataFrame:
    return table.rename_axis("policy").reset_index()


def _large() -> Figure:
    """A figure that is large as SVG."""
    figure = Figure(figsize=(6, 3))
    figure.add_subplot().scatter(np.arange(9000), np.sin(np.arange(9000)), c=np.arange(9000))
    return figure
