"""The command that starts Mesa's own page: page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Annotated

import typer

from experiments import completing
from experiments.as_json import AsJson, print_json
from experiments.chosen import Changes, ScenarioName, announce, changed, recalled
from experiments.page import ASKED, SLIDERS, needs, sliders
from simulation.faults import BlocformError


def page(
    scenario: ScenarioName,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="seed of every draw")] = 1,
    change: Changes = [],  # noqa: B006  typer reads it
    slider: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", autocompletion=completing.slider, help="what can be moved: parameters.balance, levers.secondary"),
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="port on this machine")] = 8765,
    opened: Annotated[bool, typer.Option("--open/--no-open", help="open a browser")] = True,
    as_json: AsJson = False,
) -> None:
    """Show a scenario on Mesa's own page, with sliders, month by month; with --json only print the sliders."""
    chosen = changed(recalled(scenario)[0], change, None)
    offered = sliders(chosen, slider or SLIDERS)
    if as_json:
        print_json(offered)
        return
    needs()
    announce(chosen)
    asked = {"scenario": scenario, "changes": change, "seed": seed, "sliders": list(offered)}
    settings = {ASKED: json.dumps(asked), "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False"}
    command = [sys.executable, "-m", "solara", "run", "experiments.page_view", "--production", "--port", str(port)]
    done = subprocess.run([*command, "--open" if opened else "--no-open"], env=os.environ | settings, check=False)
    if done.returncode:
        raise BlocformError(f"the server of the page ended with {done.returncode}; if port {port} is taken, give another with --port")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(page)
