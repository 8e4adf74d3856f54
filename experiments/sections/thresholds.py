"""How the shares move when the thresholds between the classes do."""

from __future__ import annotations

import pandas as pd

from experiments.analysis.intervals import wilson
from experiments.sections.reading import Reading
from experiments.sections.section import Section
from experiments.sweeps.summary import MOVED
from simulation.outcome import CLASSES


def thresholds(reading: Reading) -> Section:
    """Shares of the classes with every threshold moved by a fifth in both directions, alone and jointly towards a class."""
    table = reading.table
    rows = []
    for column in ("outcome", *MOVED):
        counts = table[column].value_counts()
        shares = {}
        for name in CLASSES:
            low, high = wilson(counts.get(name, 0), len(table))
            shares[name] = f"{counts.get(name, 0) / len(table):.3f} ({low:.3f} to {high:.3f})"
        rows.append({"thresholds": "as given" if column == "outcome" else column.removeprefix("moved_").replace("_", " "), **shares})
    given = table["outcome"].astype(str)
    changed = {column: float((table[column].astype(str) != given).mean()) for column in MOVED}
    most = max(changed, key=changed.__getitem__)
    text = [
        "Thresholds are judgements. Each is moved by a fifth towards a class and away from it (`less`), and all that "
        "bear on a class jointly (`all`).",
        f"The one that decides most runs alone or jointly is `{most.removeprefix('moved_')}`: it puts "
        f"{changed[most]:.1%} of the runs in another class."
        if changed[most]
        else "None of these moves puts any run in another class.",
    ]
    captions = {"thresholds": "Share of the runs in every class under moved thresholds, with 95 % intervals"}
    return Section("Thresholds moved by a fifth", text, {"thresholds": pd.DataFrame(rows)}, shown=30, captions=captions)
