"""The answer of a sweep: how many of its runs end how."""

from __future__ import annotations

from experiments.sections.overview import class_shares
from experiments.sections.reading import Reading

SAID = {"coheres": "coheres", "stagnates": "stagnates", "fractures": "fractures", "absorbed": "is absorbed by its strongest member"}
"""The classes as what happens to the core."""


def answer(reading: Reading) -> list[str]:
    """A sentence a class, the most frequent first; nothing without runs."""
    if reading.table.empty:
        return []
    shares = sorted(class_shares(reading.table).items(), key=lambda item: -item[1].count)
    return [
        f"In {share.count:,} of {share.runs:,} runs the core {SAID[name]} (share {share.share:.3f}, {share.low:.3f} to {share.high:.3f})."
        for name, share in shares
    ]
