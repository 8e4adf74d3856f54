"""Small sweeps of the invented world, made once: a sample, a grid crossed with policies and futures, Morris and Saltelli designs."""

from __future__ import annotations

import pytest

from experiments.sweeps.plan import plan
from experiments.sweeps.result import Result, read
from experiments.sweeps.study import checked
from experiments.sweeps.sweep import here, sweep

SAMPLE = {"trust_ceiling_slope": {}, "exit_hazard": {"low": 0.001, "high": 0.02, "log": True}, "secondary": {}}


@pytest.fixture(scope="session")
def swept(tmp_path_factory):
    """Runs a study given as plain data and reads it."""

    def make(name: str, **content) -> Result:
        base = {"name": name, "title": f"Study {name}", "question": "What happens?", "scenarios": ["ten-states"], "months": 40}
        made = plan(checked({**base, "measures": ["cohesion", "core_trust", "target_loss"], **content}, name))
        folder = tmp_path_factory.mktemp(name)
        sweep(made, folder, here(2))
        return read(folder)

    return make


@pytest.fixture(scope="session")
def sampled(swept):
    return swept("sampled", replicates=4, factors=SAMPLE, design={"kind": "latin-hypercube", "points": 80})


@pytest.fixture(scope="session")
def crossed(swept):
    return swept(
        "crossed",
        replicates=6,
        factors={"secondary": {"levels": 3}, "balance": {"values": [0.02, 0.0]}},
        design={"kind": "grid"},
        policies={"calm": {}, "firm": {"parameters.exit_hazard": 0.02}},
        futures={"plain": {}, "harsh": {"parameters.crisis_rate": 0.04}},
    )


@pytest.fixture(scope="session")
def screened(swept):
    return swept("screened", replicates=3, factors=SAMPLE, design={"kind": "morris", "points": 8})


@pytest.fixture(scope="session")
def saltelli(swept):
    return swept("saltelli", replicates=3, factors=SAMPLE, design={"kind": "saltelli", "points": 16})


@pytest.fixture(scope="session")
def lengths(swept):
    """Two scenarios, each as long as it is."""
    return swept(
        "lengths",
        scenarios=["ten-states", "axis-2022"],
        months=None,
        replicates=30,
        factors={"exit_hazard": {"low": 0.003, "high": 0.006, "levels": 2}},
        design={"kind": "grid"},
    )
