"""The answer of a comparison in a few sentences, counts first."""

from __future__ import annotations

from experiments.comparing.comparison import Comparison
from experiments.comparing.differences import EQUAL, SLIGHT, WITHIN
from experiments.comparing.favoured import fails_in, preferred
from experiments.comparing.findings import Findings
from experiments.comparing.outputs import COST
from experiments.comparing.words import changed, counted, hundred, listed, number, plural
from simulation.outcome import CLASSES

MOST = 4
"""Policies that a sentence names with their numbers."""
_ENDS = dict(zip(CLASSES, ("coheres", "stagnates", "fractures", "is absorbed"), strict=True))


def answer(findings: Findings) -> list[str]:
    """What happens under the first policy, which policies change the goal, at what cost, and where the favourite fails."""
    fails = [fails_in(findings)] if findings.favourite.is_decided else []
    return [_first(findings), *_changes(findings), *_costs(findings), preferred(findings), *fails]


def unjudged(comparison: Comparison) -> list[str]:
    """The sentence where nothing can be compared, and why."""
    if comparison.first not in comparison.runs.policies:
        return [f"Nothing can be compared: the runs of `{comparison.first}`, which the others are held against, fail."]
    if len(comparison.runs.policies) < 2:
        return [f"Nothing can be compared: the runs of every policy but `{comparison.first}` fail."]
    return ["Nothing can be compared: there are no two replicates in which every policy has a run that did not fail."]


def _first(findings: Findings) -> str:
    comparison = findings.comparison
    shares = findings.shares[comparison.first]
    told = [f"{_ENDS[name]} in {counted(share)}" for name, share in shares.items() if share.count]
    never = [_ENDS[name] for name, share in shares.items() if not share.count]
    least = next((share for share in shares.values() if not share.count), None)
    rest = f"; of {plural(least.runs, 'run')} none {' or '.join(never)} (up to {hundred(least.high)} of 100 might)" if least else ""
    ends = " and ".join(part for part in (", ".join(told[:-1]), told[-1]) if part)
    return f"Under `{comparison.first}`, in `{comparison.runs.places[0]}`, the core {ends}{rest}."


def _changes(findings: Findings) -> list[str]:
    """Policies that the goal tells from the first, and those that it does not."""
    goal, first = findings.comparison.goal, findings.comparison.first
    table = findings.by_goal.sort_values("difference", key=lambda column: -goal.sign * column, kind="stable")
    said = []
    for sign, word in ((1, "better"), (-1, "worse")):
        rows = [row for _, row in table[table["told"] == sign].iterrows()][::sign]
        if rows:
            named = ", ".join(f"`{row['policy']}` {changed(row)}" for row in rows[:MOST])
            more = f", and {plural(len(rows) - MOST, 'other')}" if len(rows) > MOST else ""
            verb = "is" if len(rows) == 1 else "are"
            said.append(f"{plural(len(rows), 'policy')} of {len(table)} {verb} {word} than `{first}` beyond noise: {named}{more}.")
    lost = findings.by_goal[findings.by_goal["told"] == 0]
    for verdict, words in ((SLIGHT, "differs by next to nothing"), (EQUAL, f"leaves the {goal.title} as it is in every pair")):
        names = lost.loc[lost["verdict"] == verdict, "policy"].tolist()
        said += [f"{listed(names)} {words if len(names) == 1 else _many(words)}{_elsewhere(findings, names)}."] * bool(names)
    within = lost.loc[~lost["verdict"].isin([EQUAL, SLIGHT]), "policy"].tolist()
    if within:
        verb, pairs = "is" if len(within) == 1 else "are", plural(int(table["pairs"].iloc[0]), "pair")
        alone = lost.loc[~lost["verdict"].isin([EQUAL, SLIGHT, WITHIN]), "policy"].tolist()
        rest = f" ({listed(alone)} by one test alone, but not among so many)" if alone else ""
        rest += _elsewhere(findings, within)
        said.append(f"{listed(within)} {verb} not told from `{first}` by the goal, with {pairs} of equal luck{rest}.")
    return [f"By the {goal.title} ({goal.better} is better): {said[0]}", *said[1:]]


def _many(words: str) -> str:
    """A verb in the third person and what follows it, of several."""
    verb, rest = words.split(" ", 1)
    return f"{verb.removesuffix('s')} {rest}"


def _elsewhere(findings: Findings, names: list[str]) -> str:
    """How many other outputs tell policies that the goal does not tell."""
    counts = {name: len(findings.told_by(name)) for name in names}
    others = len(findings.outputs) - 1
    if len(names) == 1 and counts[names[0]]:
        return f"; {counts[names[0]]} of {plural(others, 'other output')} tell it"
    told = [f"{count} tell `{name}`" for name, count in counts.items() if count]
    if not told:
        return f"; none of {plural(others, 'other output')} tells {'it' if len(names) == 1 else 'them'}"
    return f"; of {others} other outputs {', '.join(told)}"


def _costs(findings: Findings) -> list[str]:
    """What the policies that are better cost."""
    better = findings.by_goal.query("told == 1").sort_values("p_value", kind="stable")["policy"].tolist()
    if not better or findings.comparison.goal.output == COST:
        return []
    told = ", ".join(f"`{policy}` {_of_gdp(findings.difference(policy, COST))}" for policy in better[:MOST])
    return [f"Cost to the coalition over the run, in percent of its GDP, against `{findings.comparison.first}`: {told}."]


def _of_gdp(row) -> str:
    if row["verdict"] == SLIGHT:
        return SLIGHT
    if not row["told"]:
        return "the same" if row["verdict"] == EQUAL else "no difference beyond noise"
    middle, low, high = (number(100 * row[name], signed=True) for name in ("difference", "low", "high"))
    return f"{middle} ({low} to {high})"
