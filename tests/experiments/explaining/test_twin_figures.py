"""The figures of twins and turning points show what was found."""

import numpy as np
import pytest

import simulation
from experiments.explaining.carriers import Carrier
from experiments.explaining.turning import Turn, Turning
from experiments.explaining.twin import compared, fork
from experiments.figures import turning, twin
from experiments.outcomes import Share
from experiments.screen_turning import carrying


@pytest.fixture(scope="module")
def forked(ten):
    return fork(ten, 1, 0, 8, {"parameters.crisis_rate": 0.5})


def test_the_measures_that_differ_most_are_drawn_from_both_runs(forked):
    *panels, counts = twin.draw(forked, "more crises").axes
    names = list(forked.base.program.measures)
    for measure, axes in zip(forked.ends.index, panels, strict=False):
        assert axes.get_title(loc="left") == measure.replace("_", " ")
        base, other, shadow = (line.get_ydata() for line in axes.lines[:3])
        for drawn, run in ((base, forked.base), (other, forked.other), (shadow, forked.shadow)):
            np.testing.assert_array_equal(drawn, run.record[:, names.index(measure)])
    assert [bar.get_height() for bar in counts.patches] == forked.counts.tolist()
    assert counts.lines[0].get_xdata()[0] == forked.differences[0].month


def test_twins_without_a_difference_are_drawn(ten):
    run = simulation.run(ten, 1, months=6)
    texts = [text.get_text() for text in twin.draw(compared(run, run)).texts]
    assert any("No decision differs" in text for text in texts)


def test_every_class_that_came_up_is_drawn_and_turning_points_are_said(ten):
    run = simulation.run(ten, 1, months=6)
    codes = {0: np.repeat([0, 1], [6, 4]), 3: np.repeat([0, 1], [5, 5]), 6: np.zeros(10, int)}
    event = run.log[0]
    turn = Turn(3, "coheres", Share(6, 10), Share(5, 10), 0.01, (Carrier(event, Share(6, 10), 0.9, 0.01),))
    figure = turning.draw(Turning(run, codes, (turn,)))
    (axes,) = figure.axes
    drawn = {line.get_label(): list(line.get_ydata()) for line in axes.lines}
    assert drawn["coheres"] == [0.6, 0.5, 1.0]
    assert "absorbed" not in drawn
    texts = " ".join(text.get_text() for text in figure.texts)
    assert "coheres goes from 0.60 to 0.50" in texts
    assert "90 % of it" in texts


def test_a_run_without_turning_points_says_so(ten):
    run = simulation.run(ten, 1, months=6)
    figure = turning.draw(Turning(run, {0: np.zeros(10, int), 6: np.zeros(10, int)}, ()))
    assert any("No turning point" in text.get_text() for text in figure.texts)


def test_a_share_above_all_is_explained(ten):
    run = simulation.run(ten, 1, months=6)
    lines = {}
    for share in (0.9, 1.3):
        turn = Turn(3, "coheres", Share(6, 10), Share(5, 10), 0.01, (Carrier(run.log[0], Share(6, 10), share, 0.01),))
        (lines[share],) = carrying(Turning(run, {}, (turn,)), turn)
    assert "opposite way" not in lines[0.9]
    assert "carries 130 % of it" in lines[1.3]
    assert lines[1.3].endswith("so that without it the odds would have gone the opposite way")
