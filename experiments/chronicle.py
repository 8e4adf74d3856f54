"""The chronicle: events of a run as sentences, and the few that say most."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from simulation.event_table import POLICY, SHOCK
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory

SENTENCES: Mapping[str, str] = {
    "request": "{actor} asks {partner} for {good}, offering {paid_in}",
    "acceptance": "{actor} agrees to supply {partner} with {good} for {paid_in}",
    "refusal": "{actor} refuses {partner} {good}",
    "delivery": "{actor} delivers {good} to {partner} for {paid_in} (quantity {quantity:.2f})",
    "breach": "{actor} does not deliver the {good} promised to {partner} for {paid_in}",
    "payment": "{actor} pays {partner} in {good} for {paid_in} (quantity {quantity:.2f})",
    "default": "{actor} does not pay {partner} the {good} promised for {paid_in}",
    "concession": "{actor} concedes to a demand of {partner}",
    "resistance": "{actor} resists a demand of {partner}",
    "crisis": "a crisis strikes {actor}",
    "support": "{actor} stands by {partner} in its crisis",
    "abandonment": "{actor} does not stand by {partner} in its crisis",
    "vote": "{actor} {vote} the resolution against {partner}",
    "exercise": "{actor} and {partner} exercise together{times}",
    "recognition": "{actor} recognises what {partner} has taken",
    "treaty": "{actor} and {partner} set their commitment to {commitment}",
    "pledge": "{actor} and {partner} pledge friendship",
    "leader_exit": "{actor} has a new leader, who keeps {quantity:.0%} of its grievances",
    "membership": "{actor} {move}",
    "fall": "the regime of {actor} falls; it leaves its camp",
    "trigger": "the coalition sees the signpost {name} (at {quantity:.3g})",
    SHOCK: "event {name} ({actor} {good} {quantity:g})",
    POLICY: "lever {name} goes to {quantity:g} ({actor})",
}
"""A sentence for every kind of event."""

VOTES = {1.0: "votes for", 0.0: "abstains on", -1.0: "votes against"}
COMMITMENTS = ("no treaty", "consultation", "partnership", "mutual defence")
"""Steps of commitment by their depth."""
MOVES = {1.0: "joins the axis", 0.0: "hedges between the camps", -1.0: "joins the coalition"}

WEIGHTS: Mapping[str, float] = {
    "membership": 10, "fall": 10, SHOCK: 8, "treaty": 5, "leader_exit": 4, "recognition": 4, "crisis": 3, "abandonment": 3,
    "support": 2.5, "trigger": 2, POLICY: 4, "breach": 0.8, "default": 0.8, "delivery": 1.2, "resistance": 1, "concession": 1,
    "vote": 0.8, "payment": 0.5,
}  # fmt: skip
"""How much an event of a kind says, before who is in it and whether it is the first of its kind; other kinds say nothing."""
NEGATIVE = ("refusal", "breach", "default", "resistance", "abandonment")
"""Kinds whose probability is that of the opposite."""
UNDECIDED = ("request", "vote", "exercise", "pledge", "trigger")
"""Kinds whose probability says nothing of how surprising they are."""
FIRST = 2.0
"""How much more the first event of a kind between two states says than a later one."""
EXPOSED = 3.0
"""How much more a delivery says that fully exposes the supplier to the coalition."""
OUTSIDE = 0.2
"""How much less an event says in which no core state takes part."""


def sentence(event: Mapping[str, object]) -> str:
    """An event as a sentence."""
    words = dict(event)
    quantity = float(event["quantity"])  # type: ignore[arg-type]
    words["vote"] = VOTES.get(quantity, "")
    words["times"] = f" {quantity:.0f} times" if quantity > 1.0 else ""
    words["move"] = MOVES.get(quantity, "")
    words["commitment"] = COMMITMENTS[int(quantity)] if 0 <= quantity < len(COMMITMENTS) else ""
    for key in ("good", "paid_in"):
        words[key] = str(words[key]).replace("_", " ")
    return " ".join(SENTENCES[str(event["kind"])].format(**words).split()).replace(" ()", "").replace("( ", "(")


def likelihood(kind: str, probability: float) -> float:
    """Probability of what happened, where the log holds that of the act."""
    return 1.0 - probability if kind in NEGATIVE else probability


def chronicle(trajectory: Trajectory, events: pd.DataFrame | None = None) -> list[str]:
    """Every event of a run, or those given, as a line with its date and, where it was a matter of chance, its probability."""
    table = trajectory.events if events is None else events
    lines = []
    for event in table.to_dict("records"):
        likely = likelihood(event["kind"], event["probability"])
        chance = f"  [chance {likely:.2g}]" if event["kind"] not in UNDECIDED and 0.0 < likely < 1.0 else ""
        lines.append(f"{event['date']}  {sentence(event)}{chance}")
    return lines


def telling(trajectory: Trajectory, count: int = 12, among: pd.Series | None = None) -> pd.DataFrame:
    """The events that say most, in order of time; ``among`` marks the rows of the event table that may be chosen, all by default.

    An event weighs by its kind, by the part of world capability that its states hold, by whether a core state takes part,
    by surprise (what was unlikely says more) and by being the first of its kind between its states.
    """
    table = trajectory.events
    if table.empty:
        return table
    scenario = trajectory.scenario
    core = {state.id for state in scenario.states if state.group == "core"}
    first = ~table.duplicated(["kind", "actor", "partner", "good"])
    weight = table["kind"].map(WEIGHTS).fillna(0.0) * np.where(first, FIRST, 1.0)
    inside = table["actor"].isin(core) | table["partner"].isin(core)
    inside |= table["kind"].isin((SHOCK, POLICY, "trigger"))
    chance = np.where(table["kind"].isin(NEGATIVE), 1.0 - table["probability"], table["probability"]).clip(1e-6, 1.0)
    surprise = np.where(table["kind"].isin(UNDECIDED), 1.0, 1.0 - np.log10(chance))
    exposure = table["good"].map({good: scenario.value("goods", good, "exposure") for good in scenario.head.goods}).fillna(0.0)
    exposure = exposure.where(table["kind"].isin(("delivery", "payment")), 0.0)
    score = weight * (1.0 + EXPOSED * exposure) * np.where(inside, 1.0, OUTSIDE) * (0.5 + _size(table, scenario)) * surprise
    order = np.lexsort((np.arange(len(table)), -score.to_numpy()))
    order = order if among is None else order[among.to_numpy()[order]]
    spread = table.loc[order, ["kind", "actor", "partner", "name"]].groupby(["kind", "actor", "partner", "name"]).cumcount()
    by_month = table.loc[order, ["kind", "month"]].groupby(["kind", "month"]).cumcount()
    chosen = order[(spread.to_numpy() < 1) & (by_month.to_numpy() < 2)][:count]
    return table.loc[np.sort(chosen)].reset_index(drop=True)


def _size(table: pd.DataFrame, scenario: Scenario) -> np.ndarray:
    """Square root of the capability of the states of each event."""
    capability = {state.id: scenario.value("attributes", state.id, "capability") for state in scenario.states}
    both = table["actor"].map(capability).fillna(0.0) + table["partner"].map(capability).fillna(0.0)
    return np.sqrt(both.to_numpy())
