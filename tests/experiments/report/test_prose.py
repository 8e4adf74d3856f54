"""Markdown of sentences as HTML."""

import pytest

from experiments.report.prose import line, paragraphs


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b* **c** `d`", "a <em>b</em> <strong>c</strong> <code>d</code>"),
        ("[a](https://example.org?b=1&c=2)", '<a href="https://example.org?b=1&amp;c=2">a</a>'),
        ("<b>a</b> & c", "&lt;b&gt;a&lt;/b&gt; &amp; c"),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        ("[a](javascript:alert)", "[a](javascript:alert)"),
        ("trust_ceiling_slope and 2 * 3 * 4", "trust_ceiling_slope and 2 * 3 * 4"),
    ],
)
def test_a_line(text, html):
    assert line(text) == html


def test_paragraphs_and_lists():
    assert paragraphs(["a", "- b\n- c"]) == "<p>a</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n"


@pytest.mark.parametrize("text", ["# a", "a\n===", "<div onclick='a'>b</div>", "<!-- a -->"])
def test_paragraphs_bring_no_headings_and_no_html(text):
    assert "<h1" not in paragraphs([text])
    assert paragraphs([text]).count("<") == 2, "of the paragraph alone"


def test_a_picture_becomes_a_link_that_nobody_follows():
    assert "<img" not in paragraphs(["![a](https://example.org/a.png)"])


def test_code_that_names_something_leads_there():
    assert paragraphs(["`a` `b`"], {"a": "#x&y"}) == '<p><a href="#x&amp;y"><code>a</code></a> <code>b</code></p>\n'
