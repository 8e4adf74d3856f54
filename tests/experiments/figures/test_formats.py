"""A figure as the bytes of a picture."""

import matplotlib
from matplotlib.figure import Figure

from experiments.figures.formats import png, svg


def drawn(text: str) -> Figure:
    figure = Figure(figsize=(2, 1))
    axes = figure.add_subplot(title=text)
    axes.plot([0, 1], clip_on=True)
    return figure


def test_text_stays_text():
    assert "Länder & <b>".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode() in svg(drawn("Länder & <b>"))


def test_the_same_figure_gives_the_same_bytes_and_another_does_not():
    for picture in (svg, png):
        assert picture(drawn("a")) == picture(drawn("a"))
        assert picture(drawn("a")) != picture(drawn("b"))


def test_drawing_twice_changes_nothing():
    figure = drawn("a")
    first = png(figure)
    svg(figure)
    assert png(figure) == first


def test_settings_of_others_are_left_alone():
    before = dict(matplotlib.rcParams)
    svg(drawn("a"))
    assert dict(matplotlib.rcParams) == before
    assert png(drawn("a")).startswith(b"\x89PNG")
