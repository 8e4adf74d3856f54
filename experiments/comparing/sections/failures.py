"""The futures in which the favourite fails."""

from __future__ import annotations

from experiments.analysis.box import Box
from experiments.comparing.favoured import in_draws, preferred
from experiments.comparing.findings import Findings
from experiments.comparing.shortfalls import ENOUGH, FEWEST, NEARLY, SHORT, fewest_pairs
from experiments.comparing.words import listed, plural
from experiments.sections.section import Section


def failures(findings: Findings) -> Section:
    """How the favourite does in every named future, and where among the draws it fails (scenario discovery)."""
    comparison, favourite = findings.comparison, findings.favourite
    title = "Where the favourite fails"
    if not favourite.is_decided:
        return Section(title, [preferred(findings), "Where none is, nobody asks where it fails."])
    table = findings.shortfalls
    text = [
        f"The favourite is `{favourite.policy}`. {preferred(findings)}",
        f"Good enough is {findings.good_enough}; {comparison.goal.better} is better. " + _named(table),
    ]
    tables = {"favourite_by_future": table}
    drawn = findings.drawn_shortfalls
    if drawn is not None:
        text += _drawn(findings)
        tables["favourite_by_draw"] = drawn
    return Section(
        title,
        text,
        tables,
        shown=30,
        captions={
            "favourite_by_future": "The favourite in every named future: its mean, the best policy there, and who beats it beyond noise",
            "favourite_by_draw": "The same in every draw from the ranges of the parameters",
        },
    )


def _named(table) -> str:
    """Futures by how the favourite stands in them."""
    said = []
    for standing, words in ((SHORT, "falls short beyond noise in"), (NEARLY, "falls short within noise in"), (ENOUGH, "is good enough in")):
        names = table.loc[table["standing"] == standing, "future"].tolist()
        said += [f"{words} {listed(names)}"] * bool(names)
    beaten = table[table["beaten_by"] != ""]
    told = [f"`{row['future']}` ({listed(row['beaten_by'].split(', '), most=3)})" for _, row in beaten.iterrows()]
    return f"It {', '.join(said)}. " + (
        f"Another policy is better beyond noise in {', '.join(told)}." if told else "No other policy is better beyond noise in any of them."
    )


def _drawn(findings: Findings) -> list[str]:
    """What the draws say, with the regions in which the favourite fails."""
    table = findings.drawn_shortfalls
    assert table is not None
    runs = findings.comparison.drawn
    assert runs is not None
    made, fewest = len(runs.replicates), fewest_pairs(findings.comparison, runs)
    head = f"Of {in_draws(table)}. It is said to fail where it falls short or is beaten beyond noise."
    if made < fewest:
        head += (
            f" With {plural(made, 'run')} a draw no policy can be told to beat it: the exact test takes {fewest} pairs at least, given how "
            "many policies there are."
        )
    found = findings.regions
    if found is None:
        why = f"There are fewer than {FEWEST} draws" if len(table) < FEWEST else "It fails in all of them or in none"
        return [head, f"{why}, so that no region is looked for."]
    if not found:
        return [
            head,
            "No region of the parameters is found in which it fails more often than chance would leave open (patient rule induction; "
            "quasi-p values above 5 % divided by the number of parameters). With few draws a region that is there may be missed.",
        ]
    return [head, "It fails where (patient rule induction, Friedman & Fisher 1999):", *(f"- {_region(box)}" for box in found)]


def _region(box: Box) -> str:
    """A box in a sentence."""
    limits = " and ".join(f"{limit} (quasi-p {p:.1g})" for limit, p in zip(box.limits, box.quasi_p, strict=True))
    return (
        f"{limits}: it fails in {box.cases} of {plural(box.rows, 'draw')} there (density {box.density:.0%}), which are {box.coverage:.0%} "
        f"of all its failures (coverage) and {box.mass:.0%} of all draws (support)."
    )
