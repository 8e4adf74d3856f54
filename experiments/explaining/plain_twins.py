"""Twins and turning points as plain values, for JSON."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from experiments.chronicle import sentence
from experiments.explaining.difference import Difference
from experiments.explaining.turning import Turning
from experiments.explaining.twin import Chain, Twin
from experiments.explaining.words import both, chances, odds, table_of
from experiments.outcomes import Share
from simulation.months import month_after
from simulation.scenario import Scenario


def twin_plain(twin: Twin) -> dict[str, Any]:
    """Classes, ends, the first decision that differs, how many do by month, what those that were tried carry, and what follows from two.

    ``chains`` are of the first decision that can be led back and of the one that carries most.
    """
    scenario = twin.other.scenario
    carried = [{**_decision(one.difference, scenario), "outcome": one.outcome, "shares": dict(one.shares)} for one in twin.carried]
    return {
        "seed": twin.base.seed,
        "replicate": twin.base.replicate,
        "is_same": twin.is_same,
        "outcomes": dict(zip(("base", "other", "without_decisions"), twin.outcomes, strict=True)),
        "ends": _records(twin.ends.rename_axis("measure").reset_index()),
        "first": _decision(twin.differences[0], scenario) if twin.differences else None,
        "differing_by_month": twin.counts.tolist(),
        "differing_still": twin.left,
        "carried": carried,
        "chains": [_chain(chain, scenario) for chain in twin.chains],
    }


def turning_plain(turning: Turning) -> dict[str, Any]:
    """Odds by month and class, and the turning points with their events."""
    run = turning.run
    turns = []
    for turn in turning.turns:
        names = table_of([one.event for one in turn.carriers], run.scenario)["id"]
        carriers = [
            {"event": name, "share": one.share, "without": _share(one.without), "probability": one.probability}
            for name, one in zip(names, turn.carriers, strict=True)
        ]
        date = month_after(run.scenario.head.start, turn.month)
        jump = {"before": _share(turn.before), "after": _share(turn.after), "probability": turn.probability}
        turns.append({"month": turn.month, "date": date, "outcome": turn.name, **jump, "carriers": carriers})
    return {"seed": run.seed, "replicate": run.replicate, "odds": _records(turning.odds), "turning_points": turns}


def _decision(difference: Difference, scenario: Scenario) -> dict[str, Any]:
    base, other = both(difference, scenario)
    date = month_after(scenario.head.start, difference.month)
    said = {"month": difference.month, "date": date, "base": base, "other": other, "odds": odds(difference)}
    sides = {"base": difference.base, "other": difference.other}
    ids = {name: None if side is None else table_of([side], scenario)["id"].iloc[0] for name, side in sides.items()}
    return said | {"events": ids, "probability": chances(difference)}


def _chain(chain: Chain, scenario: Scenario) -> dict[str, Any]:
    events = [{**row, "sentence": sentence(row)} for row in _records(chain.events)]
    return {"decision": _decision(chain.difference, scenario), "count": chain.count, "events": events}


def _share(share: Share) -> dict[str, float]:
    return {"count": share.count, "share": share.share, "low": share.low, "high": share.high}


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return json.loads(table.to_json(orient="records", double_precision=15))
