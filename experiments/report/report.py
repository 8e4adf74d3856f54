"""The type of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from experiments.sections.section import Section


@dataclass(frozen=True)
class Report:
    """A question, its answer, and what the answer rests on.

    Parameters
    ----------
    title, question : plain text.
    answer : sentences of Markdown, counts first: "in 38 of 100 runs ...".
    sections : in their order. No two have a table, or a figure, of the same name, as each is a file.
    provenance : what it was made from and how to make it again, by a short name; values are inline Markdown. No time of making
        belongs here, so that the same runs give the same bytes.

    Raises
    ------
    ValueError
        where a name is used twice.
    """

    title: str
    question: str
    answer: list[str]
    sections: list[Section]
    provenance: Mapping[str, str]

    def __post_init__(self) -> None:
        for kind in ("tables", "figures"):
            names = Counter(name for section in self.sections for name in getattr(section, kind))
            if twice := [name for name, count in names.items() if count > 1]:
                raise ValueError(f"{kind} of the same name in two sections: {', '.join(twice)}")
