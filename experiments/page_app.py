"""What Solara serves: the page of the scenario that the environment names; see ``cli_page``."""

from __future__ import annotations

import json
import os

import solara

from experiments.chosen import changed, recalled
from experiments.page import ASKED, page


@solara.component
def Page() -> None:
    """A page of its own, with a run of its own, for everybody who opens it."""
    asked = json.loads(os.environ[ASKED])
    page(changed(recalled(asked["scenario"])[0], asked["changes"], None), asked["seed"], asked["sliders"])
