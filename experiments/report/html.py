"""A report as one page of HTML that asks nothing of the network: style, script, figures and tables are in it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from experiments.report.plates import MOST_ROWS, parts
from experiments.report.prose import line
from experiments.report.report import Report

HERE = Path(__file__).parent / "templates"
POLICY = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"
"""What the page may ask for, style and script apart."""


def page(report: Report) -> str:
    """The report as HTML; the same report gives the same text.

    Every table comes with its CSV, equal to the file beside the page. A content security policy lets nothing in but what the page
    was made with.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    return environment.get_template("page.html").render(
        report=report,
        answer=[line(sentence) for sentence in report.answer],
        parts=parts(report),
        provenance={name: line(value) for name, value in report.provenance.items()},
        most_rows=MOST_ROWS,
        style=Markup(style),
        script=Markup(script),
        policy=f"{POLICY}; style-src {_source(style)}; script-src {_source(script)}",
    )


def _source(text: str) -> str:
    """The text as a source that a content security policy allows (W3C, Content Security Policy Level 3, 2.3.1)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
