"""How long the core holds under every policy."""

from __future__ import annotations

from experiments.comparing.differences import LESS, MORE
from experiments.comparing.findings import Findings
from experiments.comparing.times import survival_curves, times
from experiments.comparing.words import listed
from experiments.figures.survival_panels import survival_panels
from experiments.sections.section import Section


def fractures(findings: Findings) -> Section:
    """Kaplan-Meier curves, and mean months without a fracture with paired intervals; a sentence where nothing fractures."""
    comparison = findings.comparison
    table = times(comparison)
    title = "How long the core holds"
    if not table["fractured"].any():
        return Section(title, [f"No run fractures in `{comparison.runs.places[0]}` under any policy."])
    longer, shorter = (table.loc[table["told"] == sign, "policy"].tolist() for sign in (1, -1))
    said = [f"longer under {listed(longer)}"] * bool(longer) + [f"shorter under {listed(shorter)}"] * bool(shorter)
    alone = table.loc[table["verdict"].isin([MORE, LESS]) & (table["told"] == 0), "policy"].tolist()
    text = [
        f"Under `{comparison.first}` the core holds {table['months'].iloc[0]:.1f} months of the run on average. "
        + (
            f"It holds {' and '.join(said)} beyond noise, given how many policies there are."
            if said
            else "No policy is told to make it longer or shorter."
        )
        + (f" By one test alone, but not among so many, it differs under {listed(alone)}." if alone else ""),
        "The p-values are of a test that exchanges the two runs of a pair, with Holm's correction; the intervals are bootstraps of pairs. "
        "Where the two disagree at the edge, the p-value decides. The log-rank test counts runs as independent, which pairs are not: "
        "its p-values are too large where luck is shared, and stand here for comparison with the literature.",
    ]
    about = f"{comparison.scenario.name}, {comparison.runs.places[0]}: {comparison.first} in grey"
    return Section(
        title,
        text,
        {"times": table},
        {"times": survival_panels(survival_curves(comparison), about)},
        alt={"times": "Share of runs without a fracture by month, a panel a policy, with the first policy in grey."},
        captions={"times": "Mean months without a fracture within the run, and the difference to the first policy with its 95 % interval"},
    )
