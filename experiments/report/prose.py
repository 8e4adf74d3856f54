"""Markdown of sentences as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

SHORT = 30
"""Letters of code that is not broken into lines."""


def paragraphs(text: Iterable[str], links: Mapping[str, str] | None = None) -> Markup:
    """Paragraphs and lists of Markdown as HTML.

    Parameters
    ----------
    text : paragraphs. Headings, images and HTML stay text: what somebody called a factor is no part of the page.
    links : where code of that text leads to.
    """
    return Markup(_parser().render("\n\n".join(text), {"links": links or {}}))


def line(text: str) -> Markup:
    """A line of Markdown as HTML, see ``paragraphs``."""
    return Markup(_parser().renderInline(text, {"links": {}}))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image"])
    parser.add_render_rule("code_inline", _code)
    return parser


def _code(renderer: Any, tokens: Any, place: int, options: Any, env: Any) -> str:
    """Code, which is a link where it names what the page has."""
    content = tokens[place].content
    code = f"<code{' class=long' if len(content) > SHORT else ''}>{escape(content)}</code>"
    return f'<a href="{escape(env["links"][content])}">{code}</a>' if content in env["links"] else code
