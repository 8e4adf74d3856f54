"""How long the core holds under every policy."""

from __future__ import annotations

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
    others = table.iloc[1:]
    longer, shorter = (others.loc[told, "policy"].tolist() for told in (others["low"] > 0, others["high"] < 0))
    said = [f"longer under {listed(longer)}"] * bool(longer) + [f"shorter under {listed(shorter)}"] * bool(shorter)
    text = [
        f"Under `{comparison.first}` the core holds {table['months'].iloc[0]:.1f} months of the run on average. "
        + (
            f"It holds {' and '.join(said)}, by 95 % intervals, each looked at by itself."
            if said
            else "No policy is told to make it longer or shorter."
        ),
        "The intervals are bootstraps of pairs with equal luck. The log-rank test counts runs as independent, which pairs are not: "
        "its p-values are too large where luck is shared, and stand here for comparison with the literature.",
    ]
    about = f"{comparison.scenario.name}, {comparison.runs.places[0]}: {comparison.first} in grey"
    return Section(
        title,
        text,
        {"times": table.rename(columns={"log_rank": "p_log_rank"})},
        {"times": survival_panels(survival_curves(comparison), about)},
        alt={"times": "Share of runs without a fracture by month, a panel a policy, with the first policy in grey."},
        captions={"times": "Mean months without a fracture within the run, and the difference to the first policy with its 95 % interval"},
    )
