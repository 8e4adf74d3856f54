"""Figures draw without a warning for any world, show what the run holds, and keep their texts apart."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

import scenarios
import simulation
from experiments.figures import FIGURES, focus, save_all
from experiments.figures.events import events, flags, rows_of
from experiments.figures.states import members, partners
from experiments.figures.text import fitted, spread, width
from simulation import Scenario, Trajectory
from simulation.engine import records
from simulation.months import month_after, months_between
from simulation.tables import EVENTS

SHIPPED = ("axis-2022", "ten-states")


def _changed(states: tuple[str, ...] = (), group: str = "", **head: Any) -> Scenario:
    """The invented world with some of its states alone, all of them in one group where one is given."""
    config = scenarios.load("ten-states").config()
    config["head"] |= {"months": 12} | head
    kept = states or tuple(state["id"] for state in config["states"])
    config["states"] = [state | ({"group": group} if group else {}) for state in config["states"] if state["id"] in kept]
    for name, rows in config["tables"].items():
        config["tables"][name] = [row for row in rows if {row.get("state", ""), row.get("partner", "")} <= {*kept, ""}]
    return Scenario.from_config(config)


def _crowded() -> Scenario:
    """The invented world with names too long for their place, and more events than a panel has room for."""
    config = _changed().config()
    config["head"]["title"] = "A title that goes on and on " * 10
    for state in config["states"]:
        state["name"] += " and its many $overseas$ provinces" * 4
    event = config["tables"]["calendar"][0]
    config["tables"]["calendar"] += [
        event | {"event": f"a_rather_long_event_{k}", "month": month_after("1900-01", k)} for k in range(1, 13)
    ]
    return Scenario.from_config(config)


UGLY = {
    "one state": lambda: _changed(("BOR",)),
    "one pair in the core": lambda: _changed(("ARD", "BOR")),
    "no core": lambda: _changed(("DUR", "ELV", "FEN", "GWE", "HET", "ISM", "JUV")),
    "no coalition": lambda: _changed(("ARD", "BOR", "CEV", "DUR", "HET", "ISM", "JUV")),
    "all in the core": lambda: _changed(group="core"),
    "no sanctions": lambda: scenarios.load("no-war").override({"months": 12}),
    "one month": lambda: _changed(months=1),
    "far future": lambda: _changed(months=900),
    "crowded": _crowded,
}


@cache
def _run(name: str) -> Trajectory:
    if name in UGLY:
        return simulation.run(UGLY[name]())
    return simulation.run(scenarios.load(name))


@cache
def _drawn(figure: str, name: str) -> Figure:
    drawn = FIGURES[figure](_run(name))
    drawn.canvas.draw()
    return drawn


def _line(axes: Axes, label: str) -> np.ndarray:
    return np.asarray(next(line for line in axes.lines if line.get_label() == label).get_ydata())


def _texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


everywhere = pytest.mark.parametrize("name", [*SHIPPED, *UGLY])
each = pytest.mark.parametrize("figure", FIGURES)
shipped = pytest.mark.parametrize("name", SHIPPED)


@each
@everywhere
def test_titles_and_units(figure: str, name: str) -> None:
    drawn = _drawn(figure, name)
    titles = [axes.get_title(loc="left") for axes in drawn.axes if axes.get_label() != "scale"]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert any(axes.get_ylabel() for axes in drawn.axes)
    assert drawn.texts[0].get_text()


@each
@everywhere
def test_texts_are_whole_and_apart(figure: str, name: str) -> None:
    _check_texts(_drawn(figure, name))


def _check_texts(drawn: Figure) -> None:
    """No text runs out of the figure or over another."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in _texts(drawn)]
    for text, box in boxes:
        assert box.x0 >= -1, text
        assert box.x1 <= drawn.bbox.width + 1, text
        assert box.y0 >= -1, text
        assert box.y1 <= drawn.bbox.height + 1, text
    for (first, a), (second, b) in combinations(boxes, 2):
        wide, deep = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 2 or deep <= 0.3 * min(a.height, b.height), f"{first!r} on {second!r}"


@everywhere
def test_shares_are_those_of_the_run(name: str) -> None:
    run, drawn = _run(name), _drawn("channel_shares", name)
    row = focus(run)
    share = run.series("share", state=run.scenario.states[row].id)
    for k, axes in enumerate(drawn.axes[:-1]):
        below = np.zeros(len(share))
        for role in ("hub", "core", "client", "swing"):
            below = below + share[:, k, partners(run, row)[role]].sum(axis=1)
            if partners(run, row)[role]:
                np.testing.assert_allclose(_line(axes, role), below, atol=1e-12)
        np.testing.assert_allclose(_line(axes, "rest") - below, 1 - share[:, k].sum(axis=1), atol=1e-12)


@shipped
def test_the_hub_is_the_lowest_band(name: str) -> None:
    run = _run(name)
    state, hub = (run.scenario.states[row].id for row in (focus(run), int(run.world().hub[0])))
    for channel, axes in zip(run.scenario.head.channels, _drawn("channel_shares", name).axes, strict=False):
        np.testing.assert_array_equal(_line(axes, "hub"), run.series("share", channel=channel, state=state, partner=hub))


@shipped
def test_leverage_is_that_of_the_run(name: str) -> None:
    run = _run(name)
    *panels, last = _drawn("leverage", name).axes
    core = [run.scenario.states[row].id for row in members(run, "core")]
    assert len(panels) == len(core)
    for state, axes in zip(core, panels, strict=True):
        np.testing.assert_array_equal(_line(axes, "coalition"), run.series("coalition_leverage", state=state))
        for other in set(core) - {state}:
            np.testing.assert_array_equal(_line(axes, other), run.series("leverage", state=state, partner=other))
    np.testing.assert_array_equal(_line(last, "asymmetry"), run.measures["asymmetry"])


@shipped
def test_losses_are_those_of_the_run(name: str) -> None:
    run = _run(name)
    *panels, last = _drawn("losses", name).axes
    state = run.scenario.states[focus(run)].id
    for channel, axes in zip(run.scenario.head.channels, panels, strict=True):
        for field in ("lost", "unserved"):
            np.testing.assert_array_equal(_line(axes, field), run.series(field, state=state, channel=channel))
    for row in members(run, "core"):
        np.testing.assert_array_equal(_line(last, run.scenario.states[row].id), run.series("loss", state=run.scenario.states[row].id))
    np.testing.assert_array_equal(_line(last, "coalition"), run.measures["coalition_loss"])


@everywhere
def test_ties_are_those_of_the_run(name: str) -> None:
    run, drawn = _run(name), _drawn("alignment", name)
    order = [row for group in ("core", "client", "swing", "attacked", "coalition") for row in members(run, group)]
    assert sorted(order) == list(range(len(run.scenario.states)))
    for month, axes in zip((0, -1), drawn.axes, strict=False):
        world = run.world(month)
        shown = axes.images[0].get_array()
        np.testing.assert_array_equal(np.ma.getmaskarray(shown), world.tied[np.ix_(order, order)] == 0)
        np.testing.assert_array_equal(shown.filled(0), (world.tie * world.tied)[np.ix_(order, order)])


@everywhere
def test_measures_are_those_of_the_run(name: str) -> None:
    run, drawn = _run(name), _drawn("measures_over_time", name)
    names = [line.get_label() for axes in drawn.axes for line in axes.lines if line.get_label() in run.measures]
    assert len(names) == 6
    for measure, axes in zip(names, drawn.axes, strict=True):
        np.testing.assert_array_equal(_line(axes, measure), run.measures[measure])


@pytest.mark.parametrize("runs", [1, 7])
def test_bands_of_many_runs(runs: int) -> None:
    run = _run("ten-states")
    bands = records(run.scenario, [(1, replicate) for replicate in range(runs)])
    drawn = FIGURES["measures_over_time"](run, bands)
    assert f"of {runs} run" in drawn.texts[1].get_text()
    tie = list(run.program.measures).index("core_tie")
    np.testing.assert_allclose(_line(drawn.axes[0], "median"), np.median(bands[:, :, tie], axis=0))
    band = next(artist for artist in drawn.axes[0].collections if artist.get_label() == "band").get_paths()[0].vertices[:, 1]
    low, high = np.quantile(bands[:, :, tie], (0.05, 0.95), axis=0)
    np.testing.assert_allclose([band.min(), band.max()], [low.min(), high.max()])
    drawn.canvas.draw()
    _check_texts(drawn)


@shipped
def test_events_are_those_of_the_calendar(name: str) -> None:
    run = _run(name)
    marked, everything = events(run), events(run, passing=True)
    brief = {shock.name for shock in EVENTS if shock.passing}
    for event, variable, *_, month in run.scenario.tables["calendar"]:
        when = months_between(run.scenario.head.start, month)
        assert (event.replace("-", " ") in marked.get(when, [])) == (when <= run.months and variable not in brief)
        assert (event.replace("-", " ") in everything.get(when, [])) == (when <= run.months)
    lines = next(artist for artist in _drawn("measures_over_time", name).axes[-1].collections if artist.get_label() == "events")
    assert sorted(segment[0][0] for segment in lines.get_segments()) == sorted(marked)


def test_events_of_another_channel_are_left_out() -> None:
    run = _run("ten-states")
    assert events(run, "ARD", "credit") == {6: ["war"], 7: ["credit ban"], 24: ["secondary"]}
    assert 12 in events(run, "ARD", "grain")
    assert events(run, "BOR", "credit") == {6: ["war"]}


def test_flags_never_cross() -> None:
    placed = flags({1: ["one", "two"], 2: ["three"], 11: ["far"], 12: ["last"]}, months=100, count=6)
    assert [flag.month for flag in placed] == [1, 2, 11, 12]
    assert [flag.row for flag in placed] == sorted((flag.row for flag in placed), reverse=True)
    assert rows_of(placed) == 4
    assert flags({}, 10, 1) == []


def test_the_sanctioned_state_is_followed() -> None:
    assert focus(_run("ten-states")) == _run("ten-states").scenario.row("ARD")
    unsanctioned = _run("no sanctions")
    assert focus(unsanctioned) == int(unsanctioned.world().second[0])
    assert focus(_run("no core")) == 0


def test_spread_moves_as_little_as_it_can() -> None:
    assert spread([0.0, 5.0], 1.0, 0.0, 10.0) == [0.0, 5.0]
    assert spread([3.0, 3.0], 1.0, 0.0, 10.0) == [2.5, 3.5]
    placed = spread([9.9, 0.0, 9.8, 9.9], 1.0, 0.0, 10.0)
    assert placed == [9.0, 0.0, 8.0, 10.0]


def test_text_that_is_too_wide_is_cut() -> None:
    assert fitted("a word", 8, 100) == "a word"
    cut = fitted("many words in a row", 8, 50)
    assert cut.endswith("…")
    assert width(cut, 8) <= 50
    assert fitted("many words", 8, 2) == ""


def test_files_are_written(tmp_path) -> None:
    run = _run("ten-states")
    written = save_all(run, tmp_path / "new" / "folder")
    assert [file.name for file in written] == [f"{name}.png" for name in FIGURES]
    assert sorted(file.name for file in (tmp_path / "new" / "folder").iterdir()) == sorted(file.name for file in written)
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in written)


def test_a_figure_is_the_same_every_time() -> None:
    one, other = BytesIO(), BytesIO()
    for file in (one, other):
        FIGURES["leverage"](_run("ten-states")).savefig(file)
    assert one.getvalue() == other.getvalue()
