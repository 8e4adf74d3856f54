"""The goal: the output by which policies are ranked, and what of it is good enough."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.comparing.outputs import KEPT, titled
from simulation.faults import Fault, StudyError, nearest
from simulation.outcome import CLASSES

WAYS = ("lower", "higher")


@dataclass(frozen=True)
class Goal:
    """An output, a class for its share or a column of results, and whether ``lower`` or ``higher`` is better.

    ``enough`` is the mean that is good enough; None stands for what the first policy reaches in the first future. Raises StudyError
    with what is wrong.
    """

    output: str = "coheres"
    better: str = "lower"
    enough: float | None = None

    def __post_init__(self) -> None:
        faults = []
        if self.output not in (*CLASSES, *KEPT):
            near = nearest(self.output, (*CLASSES, *KEPT))
            faults.append(Fault("--goal", "output", self.output, f"one of {', '.join(CLASSES)}, or a measure", near))
        if self.better not in WAYS:
            faults.append(Fault("--goal", "better", self.better, " or ".join(WAYS), nearest(self.better, WAYS)))
        if self.enough is not None and not abs(self.enough) < float("inf"):
            faults.append(Fault("--good-enough", "value", self.enough, "a finite number"))
        if faults:
            raise StudyError(faults)

    @classmethod
    def of(cls, text: str, enough: float | None = None) -> Goal:
        """The goal that ``OUTPUT:lower`` or ``OUTPUT:higher`` names."""
        output, _, better = text.partition(":")
        return cls(output, better, enough)

    @property
    def sign(self) -> float:
        """1 where higher is better, -1 where lower is."""
        return 1.0 if self.better == "higher" else -1.0

    @property
    def title(self) -> str:
        """What it is called in a sentence."""
        return titled(self.output)

    def __str__(self) -> str:
        return f"{self.title}, {self.better} is better"
