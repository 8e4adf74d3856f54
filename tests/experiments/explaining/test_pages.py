"""An explanation for readers: page, plain data, figure."""

import json
import re
from pathlib import Path

import pytest
from texts import check_texts, said

import experiments
from experiments.explaining.explain import explain
from experiments.explaining.page import html, markdown
from experiments.explaining.plain import plain
from experiments.explaining.sections import MOST
from experiments.figures.decision import decision
from simulation import events

IMPOSED = ("shock", "policy")


@pytest.fixture(scope="module")
def explained(told):
    """An explanation of one event of every kind, of the base case where it has one."""
    found = {}
    for run in told:
        for kind, group in run.trajectory.events.groupby("kind"):
            if kind not in found:
                found[kind] = explain(run.trajectory, group["id"].iloc[-1])
    return found


def test_markdown_has_every_term_and_the_first_flips(explained):
    for kind, one in explained.items():
        text = markdown(one)
        assert text.startswith(f"# {one.date}: {one.sentence}\n")
        assert one.event in text
        widths = [{line.count("|") for line in block.splitlines()} for block in text.split("\n\n") if block.startswith("|")]
        assert all(len(width) == 1 for width in widths), "every row of a table has its cells"
        if kind not in IMPOSED:
            assert all(f"| {term.name} |" in text for term in one.terms if kind != "request")
            assert all(flip.quantity.name in text for flip in one.flips[:MOST])
        assert "-0 " not in text
        assert "nan" not in text


def test_html_is_well_formed_and_escaped(explained):
    for one in explained.values():
        text = html(one)
        assert one._repr_html_() == text
        for tag in ("table", "tr", "td", "th", "p", "h4", "h5", "code"):
            assert len(re.findall(f"<{tag}>", text)) == text.count(f"</{tag}>")
        assert "<" not in re.sub(r"</?(table|thead|tbody|tr|td|th|p|h4|h5|code)>", "", text)


def test_plain_data_hold_every_digit(explained):
    for one in explained.values():
        read = json.loads(json.dumps(plain(one), allow_nan=False))
        assert (read["utility"], read["probability"], read["draw"]) == (one.utility, one.probability, one.draw)
        assert [flip["flips_at"] for flip in read["flips"]] == [flip.value for flip in one.flips]
        assert all(flip["low"] <= flip["flips_at"] <= flip["high"] for flip in read["flips"])


def test_what_is_imposed_names_its_row_and_source(explained, axis):
    for kind in IMPOSED:
        (row,) = explained[kind].origin
        assert explained[kind].terms == ()
        assert any(entry.source in row for table in ("calendar", "levers") for entry in axis.tables[table].values())


def test_a_vote_names_the_row_of_its_resolution(explained):
    assert any("resolution" in row for row in explained["vote"].origin)


@pytest.mark.parametrize("kind", events.KINDS.values())
def test_the_figure_shows_every_term_with_its_value(explained, kind):
    one = explained[kind]
    drawn = decision(one)
    check_texts(drawn)
    texts = said(drawn)
    assert one.sentence in texts
    bars = {bar.get_label(): [patch.get_width() for patch in bar.patches] for axes in drawn.axes for bar in axes.containers}
    assert len(bars) > 0
    if kind != "request":
        assert all(bars[term.name] == [pytest.approx(term.value)] for term in one.terms)
    stage = one.stages[-1]
    if stage.floor is not None:
        assert bars["probability"] == [pytest.approx(stage.probability)]
        (mark,) = (line for line in drawn.axes[-1].lines if line.get_label() == "draw")
        assert mark.get_xdata()[0] == stage.draw


def test_nothing_is_drawn_of_what_is_imposed(explained):
    with pytest.raises(ValueError, match="imposed, not decided"):
        decision(explained["shock"])


def test_the_readme_shows_what_the_command_says(base):
    text = (Path(experiments.__file__).parent / "README.md").read_text(encoding="utf-8")
    (event,) = set(re.findall(r"--event (\S+\.0)`", text))
    shown = text.split("<!-- begin: why -->")[1].split("<!-- end: why -->")[0]
    page = markdown(explain(base.trajectory, event))
    assert [line for line in page.splitlines() if line and line[0] not in "#`"] == [
        line for line in shown.splitlines() if line and not line.startswith("**")
    ]
    told = set(re.findall(r"^(\d{4}-\d\d\.\S+\.0)  ", text, flags=re.MULTILINE))
    assert told
    assert told <= set(base.trajectory.events["id"])
