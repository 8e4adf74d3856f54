"""Figures of politics: network, cohesion, trust, membership, outcomes and survival show what the runs hold."""

from __future__ import annotations

from functools import cache
from itertools import combinations, pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

import scenarios
import simulation
from experiments.figures import FIGURES, network, places, trust
from experiments.figures.cohesion import PARTS
from experiments.figures.happenings import MOST, happenings, moves, numbered
from experiments.figures.membership import CAMPS
from experiments.figures.outcome_shares import outcome_shares
from experiments.figures.states import label, members
from experiments.figures.style import COLOURS
from experiments.figures.survival import survival
from experiments.figures.text import width, wrapped
from simulation import Scenario, Trajectory
from simulation.engine import records
from simulation.events import CRISIS, RECOGNITION, TREATY
from simulation.outcome import CLASSES, trailing
from simulation.properties import GROUPS

NAMES = ("network", "cohesion", "trust", "membership")
RUNS = ("axis-2022", "ten-states", "one core state", "no core", "all move")


def _world(states: str = "", **changes: Any) -> Scenario:
    """The invented world with some of its states alone, with other parameters."""
    config = scenarios.load("ten-states").config()
    config["head"]["months"] = 24
    kept = states.split() or [state["id"] for state in config["states"]]
    config["states"] = [state for state in config["states"] if state["id"] in kept]
    for name, rows in config["tables"].items():
        config["tables"][name] = [row for row in rows if {row.get("state", ""), row.get("partner", "")} <= {*kept, ""}]
    scenario = Scenario.from_config(config)
    return scenario.override(changes) if changes else scenario


WORLDS = {
    "one core state": lambda: _world("ARD DUR ELV HET ISM"),
    "no core": lambda: _world("DUR ELV FEN GWE HET ISM JUV"),
    "all move": lambda: _world(parameters={"exit_hazard": 0.9}),
}


@cache
def _run(name: str) -> Trajectory:
    return simulation.run(WORLDS[name]() if name in WORLDS else scenarios.load(name))


@cache
def _drawn(figure: str, name: str) -> Figure:
    drawn = FIGURES[figure](_run(name))
    drawn.canvas.draw()
    return drawn


def _artist(axes: Axes, name: str) -> Any:
    return next(artist for artist in (*axes.collections, *axes.lines) if artist.get_label() == name)


def _line(axes: Axes, name: str) -> np.ndarray:
    return np.asarray(next(line for line in axes.lines if line.get_label() == name).get_ydata())


def _said(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def _check_texts(figure: Figure) -> None:
    figure.canvas.draw()
    boxes = [(text.get_text(), text.get_window_extent()) for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    for text, box in boxes:
        assert box.x0 >= -1, text
        assert box.x1 <= figure.bbox.width + 1, text
    for (first, a), (second, b) in combinations(boxes, 2):
        wide, deep = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 2 or deep <= 0.3 * min(a.height, b.height), f"{first!r} on {second!r}"


everywhere = pytest.mark.parametrize("name", RUNS)


@pytest.mark.parametrize("figure", NAMES)
@everywhere
def test_texts_are_apart(figure: str, name: str) -> None:
    _check_texts(_drawn(figure, name))


@everywhere
def test_a_marker_a_camp(name: str) -> None:
    run = _run(name)
    spots = places.places(run)
    for month, axes in zip((0, -1), _drawn("network", name).axes, strict=False):
        world = run.world(month)
        seen = 0
        for camp, (membership, group, _) in CAMPS.items():
            nodes = _artist(axes, camp)
            rows = np.flatnonzero(world.membership == membership)
            np.testing.assert_array_equal(nodes.get_offsets().filled(), spots[rows])
            scale = network.SHAPES[camp][1] * network.AREA
            np.testing.assert_allclose(nodes.get_sizes(), scale * np.sqrt(world.capability[rows]))
            assert all(to_hex(face) == COLOURS[group].lower() for face in nodes.get_facecolors())
            seen += len(rows)
        assert seen == len(spots)
        assert {text.get_text() for text in axes.texts} == {state.id for state in run.scenario.states}
    assert len({shape for shape, *_ in network.SHAPES.values()}) == len(CAMPS)


@everywhere
def test_edges_are_strong_ties_and_those_of_the_core(name: str) -> None:
    run = _run(name)
    core = run.world().group == GROUPS.index("core")
    least = max(network.threshold(run, month) for month in (0, -1))
    assert least >= network.STRONG
    for month, axes in zip((0, -1), _drawn("network", name).axes, strict=False):
        world = run.world(month)
        inside = np.outer(core, core)
        strong = np.triu((world.tied > 0) & (inside | (np.abs(world.tie) >= least)), 1)
        assert (strong & ~inside).sum() <= network.MOST
        for sign, ties in (("positive", strong & (world.tie >= 0)), ("negative", strong & (world.tie < 0))):
            assert len(_artist(axes, sign).get_segments()) == ties.sum()
        strokes = _artist(axes, "commitment").get_segments()
        assert len(strokes) == np.triu(world.commitment * world.tied * inside, 1).sum()
    positive, negative = (_artist(_drawn("network", "axis-2022").axes[0], sign) for sign in ("positive", "negative"))
    assert to_hex(positive.get_colors()[0]) != to_hex(negative.get_colors()[0])
    assert positive.get_linestyle() != negative.get_linestyle()


@everywhere
def test_places_are_apart_and_inside(name: str) -> None:
    run = _run(name)
    spots = places.places(run)
    gaps = [np.hypot(*(a - b)) for a, b in combinations(spots, 2)]
    assert min(gaps, default=99) > 20
    assert (spots > 12).all()
    assert (spots < [places.WIDE - 12, places.HIGH - 12]).all()
    group = run.world().group
    sides = {code: spots[group == code, 0] for code in range(len(GROUPS))}
    for left, right in (("core", "swing"), ("client", "swing"), ("swing", "coalition"), ("swing", "attacked")):
        a, b = (sides[GROUPS.index(group)] for group in (left, right))
        assert not len(a) or not len(b) or a.max() < b.min()


@everywhere
def test_cohesion_and_its_parts(name: str) -> None:
    run = _run(name)
    whole, *parts = _drawn("cohesion", name).axes
    for measure, axes in zip(("cohesion", *PARTS), (whole, *parts), strict=True):
        np.testing.assert_allclose(_line(axes, measure), trailing(run.measures[measure].to_numpy()[None])[0])
    assert set(_line(whole, "threshold")) == {run.scenario.thresholds["cohesion"]}
    low, high = whole.get_ylim()
    assert low < run.scenario.thresholds["cohesion"] < high
    together = sum(weight * _line(axes, part) for (part, (_, weight)), axes in zip(PARTS.items(), parts, strict=True))
    if len(members(run, "core")) > 1:
        np.testing.assert_allclose(together, _line(whole, "cohesion"))
        assert f"outcome: {CLASSES[run.outcome.code[0]]}" in _drawn("cohesion", name).texts[1].get_text()


@everywhere
def test_numbers_of_happenings(name: str) -> None:
    run, drawn = _run(name), _drawn("cohesion", name)
    listed, others = numbered(run)
    assert len(listed) == min(MOST, len({happening.month for happening in happenings(run)}))
    assert len(listed) + others == len({happening.month for happening in happenings(run)})
    whole = drawn.axes[0]
    numbers = np.asarray(_artist(whole, "numbers").get_offsets())
    assert len(numbers) == len(listed)
    assert all(a < b for a, b in pairwise(numbers[:, 0]))
    assert [text.get_text() for text in whole.texts if text.get_color() == "white"] == [str(k + 1) for k in range(len(listed))]
    assert [text.get_text() for text in drawn.texts if text.get_color() == "white"] == [str(k + 1) for k in range(len(listed))]
    for axes in drawn.axes:
        lines = _artist(axes, "events").get_segments()
        assert [line[0][0] for line in lines] == [month for month, _ in listed]


def test_happenings_are_those_of_the_log() -> None:
    run = _run("ten-states")
    ids = [state.id for state in run.scenario.states]
    core = members(run, "core")
    texts = {(happening.month, happening.text) for happening in happenings(run)}
    for month, kind, actor, partner, *_, depth, _, _ in run.log:
        said = [text for when, text in texts if when == month]
        if kind == CRISIS and actor in core:
            assert any(text.startswith(f"crisis in {ids[int(actor)]}") for text in said)
        elif kind == TREATY and actor in core and partner in core:
            before = run.world(int(month) - 1).commitment[int(actor), int(partner)]
            assert any(f": {'up' if depth > before else 'down'} to" in text for text in said)
        elif kind == RECOGNITION and actor in core:
            assert f"{ids[int(actor)]} recognises what {ids[int(partner)]} took" in said
    assert any("(revolt)" in text for _, text in texts)
    assert not any(text == "revolt" for _, text in texts)


@pytest.mark.parametrize("runs", [1, 5])
def test_band_of_cohesion(runs: int) -> None:
    run = _run("ten-states")
    bands = records(run.scenario, [(1, replicate) for replicate in range(runs)], jobs=1)
    drawn = FIGURES["cohesion"](run, bands)
    assert f"of {runs} run" in drawn.texts[1].get_text()
    others = trailing(bands[:, :, list(run.program.measures).index("cohesion")])
    np.testing.assert_allclose(_line(drawn.axes[0], "median"), np.median(others, axis=0))
    band = _artist(drawn.axes[0], "band").get_paths()[0].vertices[:, 1]
    low, high = np.quantile(others, (0.05, 0.95), axis=0)
    np.testing.assert_allclose([band.min(), band.max()], [low.min(), high.max()])
    _check_texts(drawn)


@everywhere
def test_trust_in_both_directions_with_limits(name: str) -> None:
    run, drawn = _run(name), _drawn("trust", name)
    pairs = list(combinations(members(run, "core"), 2))[: trust.MOST]
    assert len(drawn.axes) == max(len(pairs), 1)
    for (i, j), axes in zip(pairs, drawn.axes, strict=False):
        assert axes.get_title(loc="left") == f"{label(run, i)} and {label(run, j)}"
        starts = [line for line in axes.lines if line.get_label() == "start"]
        for (a, b), start in zip(((i, j), (j, i)), starts, strict=True):
            direction = f"{run.scenario.states[a].id} in {run.scenario.states[b].id}"
            whom = {"state": run.scenario.states[a].id, "partner": run.scenario.states[b].id}
            np.testing.assert_array_equal(_line(axes, direction), run.series("trust", **whom))
            np.testing.assert_array_equal(_line(axes, f"limit {direction}"), run.series("ceiling", **whom))
            assert list(start.get_ydata()) == [run.series("trust", **whom)[0]]
            for shape, field in (("^", "supported"), ("v", "abandoned")):
                months = np.asarray(_artist(axes, f"{shape} {direction}").get_xdata())
                np.testing.assert_array_equal(months, np.flatnonzero(run.series(field, **whom)))
    if not pairs:
        assert drawn.axes[0].get_title(loc="left") == "no pair in the core"


@everywhere
def test_camps_by_size(name: str) -> None:
    run = _run(name)
    membership = run.series("membership")
    for axes, weight in zip(_drawn("membership", name).axes, (run.series("capability"), np.ones_like(membership)), strict=True):
        below = np.zeros(run.months + 1)
        for camp, (code, *_) in CAMPS.items():
            below = below + (weight * (membership == code)).sum(axis=1)
            np.testing.assert_allclose(_line(axes, camp), below)
    assert len({camp.hatch for camp in CAMPS.values()}) == len(CAMPS)


@everywhere
def test_changes_of_camp_are_marked(name: str) -> None:
    run, drawn = _run(name), _drawn("membership", name)
    changes = moves(run)
    for axes in drawn.axes:
        assert sorted({segment[0][0] for segment in _artist(axes, "events").get_segments()}) == sorted({month for month, *_ in changes})
    if name == "all move":
        assert changes
        month, row, text = changes[0]
        assert text.startswith(run.scenario.states[row].id)
        assert run.world(month).membership[row] != run.world(month - 1).membership[row]
    elif not changes:
        assert "Nobody changes sides" in drawn.texts[2].get_text()


def _shares(counts: tuple[int, ...], width: float = 0.1) -> dict[str, SimpleNamespace]:
    runs = sum(counts)
    found = {}
    for name, count in zip(CLASSES, counts, strict=True):
        share = count / runs
        low, high = max(share - width, 0.0), min(share + width, 1.0)
        found[name] = SimpleNamespace(share=share, low=low, high=high, count=count, runs=runs)
    return found


@pytest.mark.parametrize("count", [1, 4, 30])
def test_shares_stand_at_their_places(count: int) -> None:
    rows = [("base", _shares((300, 1700, 2000, 0)))]
    rows += [(f"a variant of some length, number {k}" * (1 + k % 2), _shares((k, 60, 40 - k, 0))) for k in range(1, count)]
    drawn = outcome_shares(rows, "an invented world")
    assert [axes.get_title(loc="left") for axes in drawn.axes] == list(CLASSES)
    for name, axes in zip(CLASSES, drawn.axes, strict=True):
        wanted = [shares[name] for _, shares in rows]
        dots = np.asarray(_artist(axes, "shares").get_offsets())
        np.testing.assert_allclose(dots, [(share.share, k) for k, share in enumerate(wanted)])
        intervals = np.array(_artist(axes, "intervals").get_segments())
        np.testing.assert_allclose(intervals[:, :, 0], [(share.low, share.high) for share in wanted])
        texts = [text.get_text() for text in axes.texts]
        assert all(f"{share.count}/{share.runs}" in texts for share in wanted)
        assert (f"up to {wanted[0].high:.2g}" in texts) == (wanted[0].count == 0)
        colours = [to_hex(colour) for colour in _artist(axes, "intervals").get_colors()]
        assert colours[0] not in colours[1:]
    _check_texts(drawn)


@pytest.mark.parametrize("months", [1, 7, 72, 900])
def test_a_curve_of_survival(months: int) -> None:
    month = np.arange(months + 1)
    kept = np.linspace(1, 0.4, months + 1)
    curve = SimpleNamespace(
        month=month, survival=kept, low=kept - 0.05, high=np.minimum(kept + 0.05, 1), at_risk=np.arange(months + 1, 0, -1)
    )
    drawn = survival(curve, "an invented world")
    np.testing.assert_array_equal(_line(drawn.axes[0], "survival"), kept)
    assert _artist(drawn.axes[0], "survival").get_drawstyle() == "steps-post"
    band = _artist(drawn.axes[0], "band").get_paths()[0].vertices[:, 1]
    np.testing.assert_allclose([band.min(), band.max()], [kept[-1] - 0.05, 1.0])
    ticks = [round(tick) for tick in drawn.axes[0].get_xticks()]
    assert {"at risk", *(str(months + 1 - t) for t in ticks)} <= set(_said(drawn))
    _check_texts(drawn)
    del curve.at_risk
    assert "at risk" not in _said(survival(curve))


def test_text_in_lines() -> None:
    lines = wrapped("some words that go on and on", 8, 60, 2)
    assert len(lines) == 2
    assert all(width(line, 8) <= 60 for line in lines)
    assert wrapped("a word", 8, 60, 2) == ["a word"]
    assert wrapped("", 8, 60, 2) == []
