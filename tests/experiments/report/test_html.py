"""The page of HTML: its structure, what it holds, and that it asks for nothing."""

from __future__ import annotations

import base64
import re
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest
from reported import HOSTILE

from experiments.report.html import page
from experiments.report.plates import LARGEST_SVG, MOST_ROWS
from experiments.report.report import Report
from experiments.sections.section import Section

VOID = {"meta", "img", "br", "hr", "input", "link"}


class Tree(HTMLParser):
    """The elements of a page in their order: tag, attributes, the tags around it, the text in it."""

    def __init__(self, text: str):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(text)
        self.close()
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), f"an attribute is given twice: {tag}"
        element = {"tag": tag, "around": [e["tag"] for e in self.open], "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, *tags):
        return [element for element in self.elements if element["tag"] in tags]


@pytest.fixture(scope="module")
def text(folder):
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tree(text):
    return Tree(text)


def content(address: str) -> bytes:
    return base64.b64decode(address.partition(";base64,")[2])


def small(**changes) -> Report:
    return Report(**({"title": "T", "question": "Q?", "answer": [], "sections": [], "provenance": {}} | changes))


def test_one_title_and_headings_in_order(tree, report):
    headings = [int(e["tag"][1]) for e in tree.all("h1", "h2", "h3", "h4")]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    titles = [e["text"] for e in tree.all("h2")]
    assert titles == ["Contents", "The question", "The answer", *(s.title for s in report.sections), "Where this comes from"]


def test_landmarks_language_and_a_way_past_the_contents(tree):
    assert tree.all("html")[0]["lang"] == "en"
    assert [len(tree.all(tag)) for tag in ("main", "nav", "header")] == [1, 1, 1]
    first = tree.all("a")[0]
    assert first["href"] == "#" + tree.all("main")[0]["id"]
    assert tree.all("meta")[0]["charset"] == "utf-8"


def test_ids_are_unique_and_links_within_the_page_lead_somewhere(tree):
    ids = Counter(e["id"] for e in tree.elements if "id" in e)
    assert set(ids.values()) == {1}
    named = [e[key] for e in tree.elements for key in ("aria-labelledby",) if key in e]
    assert set(named) <= set(ids)
    assert {e["href"][1:] for e in tree.all("a") if e.get("href", "").startswith("#")} <= set(ids)


def test_every_picture_has_words_and_every_frame_a_name_and_a_stop(tree, report):
    pictures = tree.all("img")
    assert len(pictures) == sum(len(section.figures) for section in report.sections)
    assert all(e["alt"].strip() for e in pictures)
    assert pictures[0]["alt"] == "Dots of 16 policies. All overlap."
    assert pictures[1]["alt"] == "How runs end: Survival"
    frames = [e for e in tree.elements if e.get("role") == "region"]
    assert len(frames) == len(pictures) + len(tree.all("table"))
    assert all(e["tabindex"] == "0" and ("aria-label" in e or "aria-labelledby" in e) for e in frames)


def test_tables_have_captions_and_heads(tree, report):
    tables = tree.all("table")
    assert len(tables) == len(tree.all("caption")) == 5
    assert all(e["text"].strip().startswith("Table ") for e in tree.all("caption"))
    heads = tree.all("th")
    assert {e.get("scope") for e in heads} == {"col", "row"}
    assert all(e["text"].strip() for e in heads)
    wide = report.sections[0].tables["differences"]
    assert [e["text"] for e in heads if "thead" in e["around"]][: wide.shape[1]] == list(wide.columns)


def test_nothing_is_asked_of_the_network(tree, text):
    assert not tree.all("link", "iframe", "object", "embed", "form", "base")
    assert all(e["src"].startswith("data:image/") for e in tree.elements if "src" in e)
    links = {e["href"] for e in tree.all("a") if not e.get("href", "#").startswith(("#", "data:text/csv"))}
    assert links == {"https://example.org/a?b=1&c=2", "https://example.org/x.png", "https://doi.org/10.1080/01621459.1927.10502953"}
    style = tree.all("style")[0]["text"]
    assert "url(" not in style
    assert "@import" not in style
    assert "javascript:" not in " ".join(e.get("href", "") for e in tree.elements)


def test_the_policy_lets_in_this_style_and_this_script_alone(tree):
    policy = next(e["content"] for e in tree.all("meta") if "http-equiv" in e)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (element,) = tree.all(tag)
        assert f"{tag}-src 'sha256-{base64.b64encode(sha256(element['text'].encode()).digest()).decode()}'" in policy
    assert not [e for e in tree.elements if "style" in e or any(key.startswith("on") for key in e)]


def test_what_looks_like_html_stays_text(tree):
    assert HOSTILE in tree.all("title")[0]["text"]
    assert HOSTILE in tree.all("h1")[0]["text"]
    assert len([e for e in tree.all("td", "th") if e["text"] == HOSTILE]) == 2
    assert not [e for e in tree.all("img") if "example.org" in e["src"]]


def test_the_tables_in_the_page_are_those_of_the_files(tree, folder):
    held = {e["download"]: content(e["href"]) for e in tree.all("a") if e.get("href", "").startswith("data:text/csv")}
    assert held == {file.name: file.read_bytes() for file in (folder / "tables").iterdir()}
    assert len(held) == 9


def test_figures_are_drawn_as_text_where_that_is_small(tree):
    kinds = [e["src"].partition(";")[0].partition("/")[2] for e in tree.all("img")]
    assert Counter(kinds) == {"svg+xml": 6, "png": 1}
    drawn = [content(e["src"]) for e in tree.all("img") if "svg" in e["src"][:20]]
    assert all(len(one) <= LARGEST_SVG for one in drawn)
    assert all(b"secondary-sanctions-at-most-a" in one for one in drawn), "text is text"


def test_a_figure_leads_to_its_numbers(tree):
    figures = [e["text"] for e in tree.all("figcaption")]
    assert ["Numbers in table" in said for said in figures] == [True] * 5 + [False, True]
    assert "Numbers in table 1" in figures[0]


def test_what_a_sentence_names_is_a_link(tree):
    assert [e["href"] for e in tree.all("a") if e["text"] == "tables/differences.csv"] == ["#table-1"]


def test_markdown_of_sentences(tree):
    assert [e["text"] for e in tree.all("strong") if "answer" not in e["around"]][:2] == ["coheres", "coheres"]
    items = [e["text"].strip() for e in tree.all("li")]
    assert {"one thing", "another, with code", "First.", "Second."} <= set(items)


def test_the_same_report_gives_the_same_bytes(report, text):
    assert page(report) == text


def test_a_page_of_many_figures_is_not_heavy(text):
    assert len(text) < 3_000_000


def test_of_a_very_long_table_the_page_shows_the_first_rows():
    table = pd.DataFrame({"x": range(MOST_ROWS + 1)})
    text = page(small(sections=[Section("S", [], {"t": table})]))
    tree = Tree(text)
    assert len(tree.all("tr")) == MOST_ROWS + 1
    assert f"The first {MOST_ROWS} of {MOST_ROWS + 1} rows." in text
    assert len(content(next(e["href"] for e in tree.all("a") if "download" in e)).splitlines()) == MOST_ROWS + 2


def test_a_report_of_nothing_but_a_question_is_a_page():
    tree = Tree(page(small()))
    assert [e["text"] for e in tree.all("h1", "h2")] == ["T", "Contents", "The question"]
    assert not re.search(r"\{[{%]", tree.all("body")[0]["text"])
