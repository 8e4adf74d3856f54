"""What Mesa's page shows: its controls and sliders, and the figures of the months so far. Needs the extra ``page``."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Sequence

import solara
import solara.lab

from experiments.chosen import changed, recalled
from experiments.figures import cohesion, membership, network
from experiments.page import ASKED, SLIDERS, Shown, meanings, sliders
from simulation.scenario import Scenario

with warnings.catch_warnings():  # Solara complains about Mesa's text when it reads it
    warnings.simplefilter("ignore", UserWarning)
    from mesa.visualization import SolaraViz
    from mesa.visualization.utils import update_counter

FIGURES = {"network": network, "cohesion": cohesion, "camps": membership}
"""Tabs of the page."""


@solara.component
def Bloc(scenario: Scenario, seed: int = 1, keys: Sequence[str] = SLIDERS) -> None:
    """The page of a scenario: in a notebook ``Bloc(scenario)`` shows it where it stands."""
    model = solara.use_memo(lambda: solara.reactive(Shown(scenario, seed)), [])
    moved = solara.use_memo(lambda: sliders(scenario, keys), [])
    seeds = {"type": "SliderInt", "label": "seed", "value": seed, "min": 0, "max": max(100, seed), "step": 1}
    SolaraViz(
        model, model_params={"scenario": scenario, "seed": seeds, **moved}, name=scenario.head.title, play_interval=500, use_threads=False
    )
    Pictures(model)
    with solara.Details("What the sliders move: press Reset to start again with their values"):
        for key, meaning in meanings(scenario, moved).items():
            solara.Text(f"{key}: {meaning}")  # not Markdown, which fetches a library of formulas from the network


@solara.component
def Pictures(model: solara.Reactive[Shown]) -> None:
    """A tab for each figure, drawn anew after every month."""
    update_counter.get()
    with solara.lab.Tabs(lazy=True):
        for name, figure in FIGURES.items():
            with solara.lab.Tab(name):
                solara.FigureMatplotlib(figure.draw(model.value.trajectory), format="png")


@solara.component
def Page() -> None:
    """What ``blocform page`` serves: a run of its own for everybody who opens it."""
    asked = json.loads(os.environ[ASKED])
    scenario = solara.use_memo(lambda: changed(recalled(asked["scenario"])[0], asked["changes"], None), [])
    Bloc(scenario, asked["seed"], asked["sliders"])
