"""What policies are compared by: the classes, and a few measures of who gains and who pays."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.outcomes import FINAL, MEAN
from simulation.measures import MEASURES
from simulation.outcome import CLASSES


@dataclass(frozen=True)
class Output:
    """A column of results: what it is called, which direction is better, and for whom."""

    column: str
    title: str
    better: str
    whom: str

    @property
    def over(self) -> str:
        """The months that it is judged over."""
        return over(self.column)


OUTPUTS = (
    Output("cohesion", "cohesion of the core", "lower", "the coalition"),
    Output("core_trust", "mean trust in the core", "lower", "the coalition"),
    Output("support", "crises supported in the core", "lower", "the coalition"),
    Output("second_dependence", "dependence on the hub", "lower", "the state that depends on it"),
    Output("mean_target_loss", "largest loss in the core", "lower", "the core"),
    Output("mean_coalition_loss", "loss of the coalition's members", "lower", "the coalition"),
    Output("mean_coalition_cost", "cost to the coalition", "lower", "the coalition"),
    Output("mean_world_loss", "loss of the world", "lower", "all states"),
    Output("polarisation", "polarisation of the world", "lower", "all states"),
    Output("multilateral_index", "multilateral index", "higher", "all states"),
)
"""Measures by which every policy is held against the first; what is a cost counts over all months, what is a state at the end."""
TRADED = ("cohesion", "mean_coalition_cost", "polarisation")
"""Those of them that are weighed against each other."""
COST = "mean_coalition_cost"
"""What a budget is held against."""
KEPT = (*MEASURES, *(output.column for output in OUTPUTS if output.column.startswith(MEAN)))
"""Columns that a comparison keeps of every run."""
_SHARES = dict(zip(CLASSES, ("cohere", "stagnate", "fracture", "are absorbed"), strict=True))


def titled(column: str) -> str:
    """What a class or column is called in a sentence."""
    if column in CLASSES:
        return f"share of runs that {_SHARES[column]}"
    return next((output.title for output in OUTPUTS if output.column == column), column)


def over(column: str) -> str:
    """The months over which a column is judged, in words."""
    if column.startswith(MEAN):
        return "mean over all months"
    return "mean over the last twelve months" if column in FINAL else "last month"
