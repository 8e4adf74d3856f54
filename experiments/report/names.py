"""Names of tables and figures: the file that each is kept in, and how it reads."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

NAMED = re.compile(r"\b(?:tables/[\w-]+\.csv|figures/[\w-]+\.png)")
LONGEST = 50
"""Letters that a file keeps of a name."""


def table_file(name: str) -> str:
    """Where the table of that name is kept, below the folder of its report."""
    return f"tables/{_stem(name)}.csv"


def figure_file(name: str) -> str:
    """Where the figure of that name is kept."""
    return f"figures/{_stem(name)}.png"


def words(name: str) -> str:
    """The name as the beginning of a sentence."""
    said = " ".join(name.replace("_", " ").split())
    return said[:1].upper() + said[1:]


def files_named(page: Path) -> set[Path]:
    """Tables and figures that a Markdown page names, beside it; none where there is no page."""
    text = page.read_text(encoding="utf-8", errors="replace") if page.is_file() else ""
    return {page.parent / file for file in NAMED.findall(text)}


def _stem(name: str) -> str:
    """The name without what a path or a link would take for something else: factors may be called anything.

    What is lost comes back as a digest, so that no two names have one file.
    """
    stem = re.sub(r"[^\w-]", "_", name)[:LONGEST]
    return stem if stem == name != "" else f"{stem}_{sha256(name.encode()).hexdigest()[:6]}"
