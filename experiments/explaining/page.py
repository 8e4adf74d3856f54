"""An explanation as a page, in Markdown and HTML."""

from __future__ import annotations

import html as escaping

from experiments.explaining.explanation import Explanation
from experiments.explaining.sections import sections


def markdown(explanation: Explanation) -> str:
    """The page as Markdown."""
    lines = [f"# {explanation.date}: {explanation.sentence}", "", f"`{explanation.event}`", ""]
    for section in sections(explanation):
        lines += [f"## {section.title}", ""]
        if section.rows:
            table = [section.columns, ("---",) * len(section.columns), *section.rows]
            lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table] + [""]
        lines += [part for sentence in section.text for part in (sentence, "")]
    return "\n".join(lines)


def html(explanation: Explanation) -> str:
    """The page as HTML, for a notebook."""
    parts = [tag("h4", f"{explanation.date}: {explanation.sentence}"), tag("code", explanation.event)]
    for section in sections(explanation):
        parts.append(tag("h5", section.title))
        if section.rows:
            head = "".join(tag("th", column) for column in section.columns)
            body = "".join(f"<tr>{''.join(tag('td', cell) for cell in row)}</tr>" for row in section.rows)
            parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
        parts += [tag("p", sentence) for sentence in section.text]
    return "".join(parts)


def tag(name: str, text: str) -> str:
    """A text as an element of HTML."""
    return f"<{name}>{escaping.escape(text)}</{name}>"
