"""The explanation of an event: what decided it, number by number, and what would have changed it."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.explaining.quantities import Quantity


@dataclass(frozen=True)
class Gathered:
    """What another decision made of many numbers on the way, such as the mean of a camp; ``count`` of them belong to its field."""

    name: str
    value: float
    count: int
    made_from: tuple[Quantity, ...]


@dataclass(frozen=True)
class Term:
    """A term of a sum, or an option of a choice with its weight.

    ``made_from`` are the numbers that it was computed from, ``gathered`` what was made of some of them on the way; ``decides``
    says that without it alone the decision would have come out otherwise, of an option that it was drawn.
    """

    name: str
    value: float
    meaning: str = ""
    made_from: tuple[Quantity, ...] = ()
    gathered: tuple[Gathered, ...] = ()
    decides: bool = False


@dataclass(frozen=True)
class Stage:
    """One step of a decision.

    Attributes
    ----------
    terms : its terms; in a race the options with their weights.
    total : their sum in their order, to the last bit the number that the rule used.
    equation : what the sum comes to, with numbers.
    probability : of the act, of the vote that was cast, or the rate of a count; None where the step has none.
    draw : what it was held against.
    floor : what of the draws another outcome takes first; None where no draw is held against a probability.
    read : every number that the step read.
    given : what was settled before, by name.
    verdict : how it ends, in a sentence.
    limits : thresholds for the sum, by name.
    """

    title: str
    terms: tuple[Term, ...]
    total: float
    equation: str = ""
    probability: float | None = None
    draw: float | None = None
    floor: float | None = None
    read: tuple[Quantity, ...] = ()
    given: tuple[tuple[str, float], ...] = ()
    verdict: str = ""
    limits: tuple[tuple[str, float], ...] = ()
    is_race: bool = False


@dataclass(frozen=True)
class Flip:
    """The nearest value of one number that changes what happened, all else equal.

    ``change`` is the distance to it as a share of the range of the number; ``instead`` what happens then; ``is_answer`` tells that
    the decision itself comes out otherwise, and not that it no longer comes up, or comes up about something else.
    """

    quantity: Quantity
    value: float
    change: float
    instead: str
    is_answer: bool = True


@dataclass(frozen=True)
class Explanation:
    """Why an event came out as it did.

    Attributes
    ----------
    event : id of the event.
    date : its month, YYYY-MM.
    sentence : what happened.
    before : steps of earlier decisions of the month that led to this one, such as the request that is answered.
    stages : steps of the decision, the one that decided last; empty where nobody decides.
    flips : what would have changed it, the smallest change first.
    firm : numbers that were read and that changed it at none of the values that were tried, from bound to bound.
    origin : rows of the scenario that imposed it, or numbers that it rests on.
    """

    event: str
    date: str
    sentence: str
    stages: tuple[Stage, ...] = ()
    flips: tuple[Flip, ...] = ()
    firm: tuple[Quantity, ...] = ()
    origin: tuple[str, ...] = ()
    before: tuple[Stage, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Terms of the step that decided."""
        return self.stages[-1].terms if self.stages else ()

    @property
    def utility(self) -> float | None:
        """Their sum."""
        return self.stages[-1].total if self.stages else None

    @property
    def probability(self) -> float | None:
        """Probability of the act, as in the log; of a vote, where the log has none, that of what was voted."""
        return self.stages[-1].probability if self.stages else None

    @property
    def draw(self) -> float | None:
        """What the probability was held against, as in the log."""
        return self.stages[-1].draw if self.stages else None

    def _repr_markdown_(self) -> str:
        from experiments.explaining.page import markdown

        return markdown(self)

    def _repr_html_(self) -> str:
        from experiments.explaining.page import html

        return html(self)
