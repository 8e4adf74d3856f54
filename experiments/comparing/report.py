"""The report of a comparison."""

from __future__ import annotations

from collections.abc import Callable

from experiments.comparing.answer import answer, unjudged
from experiments.comparing.comparison import Comparison, named_by
from experiments.comparing.findings import Findings
from experiments.comparing.heads import plain
from experiments.comparing.sections.assumptions import assumptions
from experiments.comparing.sections.costs import costs
from experiments.comparing.sections.differences import differences
from experiments.comparing.sections.failures import failures
from experiments.comparing.sections.fractures import fractures
from experiments.comparing.sections.noise import noise
from experiments.comparing.sections.outcome import outcome
from experiments.comparing.sections.ranking import ranking
from experiments.comparing.sections.robustness import robust
from experiments.report.report import Report
from experiments.sections.section import Section
from experiments.sweeps.store import versions

SECTIONS: tuple[Callable[[Findings], Section], ...] = (outcome, differences, fractures, ranking, robust, failures, costs, noise)
"""Sections in their order; the assumptions come last."""


def report(comparison: Comparison, tell: Callable[[str], None] = lambda title: None) -> Report:
    """Question, answer in counts, sections and provenance of a comparison.

    Where nothing can be compared, because runs fail, the answer says so and the assumptions are the only section. ``tell`` is called
    with the title of every section that is finished.
    """
    findings = Findings(comparison)
    sections = []
    for make in SECTIONS if comparison.is_judged else ():
        sections.append(plain(make(findings)))
        tell(sections[-1].title)
    sections.append(assumptions(comparison))
    said = answer(findings) if comparison.is_judged else unjudged(comparison)
    return Report(
        f"{comparison.scenario.head.title}: {len(comparison.policies)} policies compared",
        f"Which of {len(comparison.policies)} policies changes the outcome, for whom, at what cost, and in which futures?",
        said,
        sections,
        _provenance(comparison),
    )


def _provenance(comparison: Comparison) -> dict[str, str]:
    """What the runs were made from, and the command that makes them again."""
    study, plan = comparison.named.plan.study, comparison.named.plan
    said = {
        "scenario": f"`{comparison.scenario.name}`, digest `{comparison.scenario.digest[:16]}`",
        "runs": f"{len(comparison.named.runs):,} in named futures, digest `{plan.digest[:16]}`",
    }
    if comparison.draws is not None:
        said["draws"] = f"{len(comparison.draws.runs):,} runs, digest `{comparison.draws.plan.digest[:16]}`"
    goal = comparison.goal
    named, futures = (",".join(one.path or one.name for one in all_of) for all_of in (comparison.policies, [comparison.futures]))
    options = [f"--policies {named}", f"--futures {futures}"]
    options += [f"--replicates {study.replicates}", f"--seed {study.seed}", f"--goal {goal.output}:{goal.better}"]
    options += [f"--months {study.months}"] * (study.months is not None) + [f"--good-enough {goal.enough}"] * (goal.enough is not None)
    return {
        **said,
        "seed": str(study.seed),
        "made with": ", ".join(f"{name} {number}" for name, number in versions().items()),
        "made again by": f"`blocform compare {named_by(comparison.scenario)} {' '.join(options)} --out DIR`",
    }
