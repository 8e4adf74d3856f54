"""Mesa's own page: its sliders, the model that it makes, and with the extra ``page`` the page itself."""

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import numpy as np
import pytest

import scenarios
import simulation
from experiments.page import Shown, meanings, needs, sliders
from simulation.faults import ScenarioError
from simulation.levers import LEVERS
from simulation.schedule import PARAMETERS

ROOT = Path(__file__).parents[2]
with_the_extra = pytest.mark.skipif(importlib.util.find_spec("solara") is None, reason="needs the extra page")


def places(scenario, **moved):
    """What the page makes a model from: a value for every slider."""
    return {key: slider["value"] for key, slider in sliders(scenario).items()} | moved


def test_sliders_have_the_declared_ranges(ten):
    every = [f"parameters.{name}" for name in PARAMETERS] + [f"levers.{lever.name}" for lever in LEVERS]
    known = PARAMETERS | {lever.name: lever for lever in LEVERS}
    for key, slider in sliders(ten, every).items():
        declared = known[key.partition(".")[2]]
        assert (slider["min"], slider["max"]) == (declared.low, declared.high), key
        assert slider["min"] <= slider["value"] <= slider["max"]
        for number in (slider["value"], slider["max"]):
            assert round(number / slider["step"]) * slider["step"] == pytest.approx(number, abs=1e-9), key
        assert declared.meaning in meanings(ten, [key])[key]


def test_a_value_outside_its_range_widens_it(ten):
    wide = ten.override({"parameters.requests": 40})
    assert sliders(wide, ["parameters.requests"])["parameters.requests"]["max"] == 40


def test_what_cannot_be_moved_is_told_all_at_once(ten):
    with pytest.raises(ScenarioError) as caught:
        sliders(ten, ["parameters.balanc", "levers.secondry"])
    assert [fault.nearest for fault in caught.value.faults] == ["parameters.balance", "levers.secondary"]


def test_parameters_of_the_users_can_be_moved_too(tmp_path):
    (tmp_path / "code.py").write_text(
        'from simulation.parameters import Parameter\n\nSPEED = Parameter("speed", 0.0, 0.4, "1", "made up", 0.1, "a test")\n\n\n'
        'def fear(world, p, i):\n    """Fear."""\n    world.threat[i] = p.speed\n',
        encoding="utf-8",
    )
    (tmp_path / "scenario.toml").write_text('base = "ten-states"\nrules = ["...", "code.py:fear"]\n', encoding="utf-8")
    slider = sliders(scenarios.load(tmp_path), ["parameters.speed"])["parameters.speed"]
    assert (slider["min"], slider["value"], slider["max"], slider["step"]) == (0.0, 0.1, 0.4, 0.01)


@pytest.mark.parametrize("moved", [{}, {"parameters.trust_ceiling_slope": 0.3}, {"levers.secondary": 0.9, "parameters.requests": 4.5}])
def test_the_model_of_the_sliders_is_the_run_with_those_values(ten, moved):
    short = ten.override({"months": 6})
    shown = Shown(short, 5, **places(short, **moved)).run()
    np.testing.assert_array_equal(shown.record, simulation.run(short.override(moved), 5).record)


def test_a_lever_that_is_not_moved_keeps_its_dates(axis):
    """Its slider stands where it starts, and the calendar of the scenario moves it later."""
    key = "levers.secondary"
    assert Shown(axis, **places(axis)).config.digest == axis.digest
    assert Shown(axis, **places(axis, **{key: 0.5})).config.digest != axis.digest


def test_without_the_extra_it_says_what_to_install(blocform, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    said = blocform("page", "ten-states")
    assert (said.code, said.out) == (2, "")
    assert "pip install -c constraints.txt -e '.[page]'" in said.err


def test_json_prints_the_sliders_and_starts_nothing(blocform, ten):
    said = blocform("page", "ten-states", "--slider", "parameters.balance", "--json")
    assert json.loads(said.out) == sliders(ten, ["parameters.balance"])


@with_the_extra
@pytest.mark.filterwarnings("ignore")  # those of Solara and of what it stands on
def test_a_moved_slider_and_reset_make_another_model(ten, monkeypatch):
    import ipyvuetify
    import ipywidgets
    import solara

    from experiments.page_view import Bloc

    made = []
    monkeypatch.setattr(
        simulation.BlocModel, "_pass", lambda model, month, old=simulation.BlocModel._pass: (made.append(model), old(model, month))
    )

    @solara.component
    def whole():
        with solara.AppLayout():
            Bloc(ten, 3)

    _, rendered = solara.render(whole(), handle_error=False)
    shown = {slider.label: slider for slider in rendered.find(ipyvuetify.Slider).widgets}
    pressed = {button.children[0]: button for button in rendered.find(ipyvuetify.Btn).widgets}
    assert {slider["label"] for slider in sliders(ten).values()} < set(shown)
    assert (made[-1].trajectory.seed, made[-1].config.digest) == (3, ten.digest)
    pressed["Step"].click()
    assert made[-1].month == 1
    shown["trust_ceiling_slope"].v_model = 0.3
    pressed["Reset"].click()
    assert made[-1].config.digest == ten.override({"parameters.trust_ceiling_slope": 0.3}).digest
    assert len(rendered.find(ipywidgets.Image).widgets) == 1
    rendered.close()


@with_the_extra
@pytest.mark.slow
def test_the_page_answers_and_an_interrupt_ends_it():
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "experiments", "page", "ten-states", "--no-open", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, text=True)
    try:
        answer = None
        while answer is None and server.poll() is None:
            try:
                answer = urllib.request.urlopen(f"http://localhost:{port}/", timeout=30).read().decode()
            except urllib.error.URLError:
                time.sleep(0.5)
        assert answer is not None, server.communicate()[0]
        assert "solara" in answer.lower()
    finally:
        os.killpg(server.pid, signal.SIGINT)
        said = server.communicate(timeout=60)[0]
    assert server.returncode == 130, said
    assert "Traceback" not in said


@with_the_extra
def test_nothing_is_missing_with_the_extra():
    needs()
