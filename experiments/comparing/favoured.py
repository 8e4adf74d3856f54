"""The favourite in sentences: whether there is one, and where it fails."""

from __future__ import annotations

import pandas as pd

from experiments.comparing.findings import Findings
from experiments.comparing.shortfalls import NEARLY, SHORT
from experiments.comparing.words import hundred, listed, plural


def preferred(findings: Findings) -> str:
    """Which policy has the least maximum regret, or that none is told to."""
    choice, futures, policies = findings.favourite, findings.comparison.runs.places, findings.comparison.runs.policies
    over = f"Over {plural(len(futures), 'future')}" if len(futures) > 1 else f"In `{futures[0]}`"
    if len(choice.among) == len(policies):
        return f"{over} none of the policies is told apart by its maximum regret, so that none is called the favourite."
    if len(choice.among) > 1:
        return f"{over} {listed(choice.among)} are not told apart by their maximum regret, the least of all: no favourite is told."
    alone = f"alone in {hundred(choice.share)} of 100 resamples"
    if not choice.is_decided:
        return f"{over} `{choice.policy}` has the least maximum regret, but {alone}: no favourite is told."
    others = "the other" if len(policies) == 2 else f"the {len(policies) - 1} others"
    return f"{over} `{choice.policy}` has the least maximum regret: it is told from {others}, and has it {alone}."


def fails_in(findings: Findings) -> str:
    """Where the favourite falls short or is beaten, in the futures and in the draws."""
    table, drawn, policy = findings.shortfalls, findings.drawn_shortfalls, findings.favourite.policy
    short, beaten = table.loc[table["standing"] == SHORT, "future"].tolist(), table.loc[table["beaten_by"] != "", "future"].tolist()
    enough = f"good enough ({findings.good_enough})"
    said = [f"falls short of {enough} beyond noise in {listed(short)}"] * bool(short)
    said += [f"is beaten beyond noise in {listed(beaten)}"] * bool(beaten)
    named = (
        f"`{policy}` {' and '.join(said)}"
        if said
        else f"In no named future does `{policy}` fall short of {enough} or is it beaten beyond noise"
    )
    if drawn is None:
        return f"{named}."
    return f"{named}; of {in_draws(drawn)}."


def in_draws(table: pd.DataFrame) -> str:
    """In how many draws the favourite falls short beyond noise, within noise, and is beaten, each by itself."""
    short, nearly = (int((table["standing"] == standing).sum()) for standing in (SHORT, NEARLY))
    beaten = int((table["beaten_by"] != "").sum())
    return (
        f"{plural(len(table), 'draw')} from the ranges of the parameters its mean falls short beyond noise in {short} and within noise in "
        f"{nearly}, and another policy is better beyond noise in {beaten}"
    )
