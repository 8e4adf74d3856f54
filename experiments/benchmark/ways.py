"""The ways in which a run can be made, each with what one timed batch of runs took.

Every way makes the same runs: keys (seed 1, replicate 0, 1, ...) of a scenario, all its months.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import mesa
import numpy as np

from simulation.engine import ensemble
from simulation.model import BlocModel
from simulation.scenario import Scenario

Key = tuple[int, int]
"""Seed and replicate of a run."""


@dataclass(frozen=True)
class Lap:
    """What a batch of runs took, each an array of two: seconds on the wall, and seconds of processor over all threads.

    ``founding`` is what a run takes before its first month, ``months`` what all its months take, both means over the runs of the
    batch; ``once`` is what was made once for the whole batch, which no run counts.
    """

    founding: np.ndarray
    months: np.ndarray
    once: np.ndarray


@dataclass(frozen=True)
class Way:
    """A way to make runs.

    Attributes
    ----------
    name : in JSON; ``WORDS`` says it in tables.
    lap : makes the runs of the keys, for all months of the scenario, and tells what they took.
    ahead : runs of a batch that come before the clock starts, one a thread; the batch has some more for every thread.
    cuts : whether fewer months may be timed where a run takes long; the months of the others are too short for that.
    """

    name: str
    lap: Callable[[Scenario, Sequence[Key]], Lap]
    ahead: int = 0
    cuts: bool = True


WORDS = {
    "peer": "ordinary Mesa, measures collected",
    "peer_silent": "ordinary Mesa, nothing collected",
    "model": "BlocModel, nothing collected",
    "model_collected": "BlocModel, measures and agents collected",
    "engine_1": "engine, 1 thread",
    "engine_2": "engine, 2 threads",
    "plain": "BlocModel, rules not compiled",
}
"""The ways in words."""


def now() -> np.ndarray:
    """Clocks: seconds on the wall and of this process, over all its threads."""
    return np.array((time.perf_counter(), time.process_time()))


def ways(peer: type[mesa.Model] | None) -> list[Way]:
    """Every way, those of the peer first where there is one."""
    ours = [
        Way("model", partial(_stepped, _silent)),
        Way("model_collected", partial(_stepped, _collected)),
        Way("engine_1", partial(_ensemble, 1), ahead=1, cuts=False),
        Way("engine_2", partial(_ensemble, 2), ahead=2, cuts=False),
        Way("plain", partial(_stepped, partial(_silent, compiled=False))),
    ]
    return ours if peer is None else [Way("peer", partial(_batch, peer, True)), Way("peer_silent", partial(_batch, peer, False)), *ours]


def let_go(kind: type[mesa.Model]) -> None:
    """Free the models of that class that nobody needs: Mesa holds on to every model that ever had an agent, with all that it keeps.

    Without this a process that makes one model after the other fills the memory of the machine.
    """
    held = getattr(mesa.Agent, "_ids", {})
    for model in [model for model in held if isinstance(model, kind)]:
        del held[model]
    gc.collect()


def _batch(peer: type[mesa.Model], measures: bool, scenario: Scenario, keys: Sequence[Key]) -> Lap:
    """The peer under ``mesa.batch_run``, with the measures of every month in the result or none."""
    founding = np.zeros(2)

    class Timed(peer):  # type: ignore[misc, valid-type]
        """The peer, which tells what its making takes."""

        def __init__(self, **arguments: object):
            began = now()
            super().__init__(**arguments)
            founding[:] += now() - began

    seeds = sorted({seed for seed, _ in keys})
    began = now()
    mesa.batch_run(
        Timed,
        parameters={"scenario": scenario, "seed": seeds, "replicate": [replicate for _, replicate in keys], "measures": measures},
        max_steps=scenario.head.months,
        data_collection_period=1 if measures else -1,
        number_processes=1,
        display_progress=False,
    )
    taken = now() - began
    let_go(Timed)
    return Lap(founding / len(keys), (taken - founding) / len(keys), np.zeros(2))


def _stepped(make: Callable[[Scenario, Key], mesa.Model], scenario: Scenario, keys: Sequence[Key]) -> Lap:
    """Models made one after the other and stepped to their last month."""
    founding, months = np.zeros(2), np.zeros(2)
    for key in keys:
        began = now()
        model = make(scenario, key)
        founded = now()
        while model.running:
            model.step()
        founding += founded - began
        months += now() - founded
        del model
        let_go(BlocModel)
    return Lap(founding / len(keys), months / len(keys), np.zeros(2))


def _silent(scenario: Scenario, key: Key, compiled: bool = True) -> mesa.Model:
    """Our model with an empty collector; its trajectory is kept all the same."""
    model = BlocModel(scenario, *key, compiled=compiled)
    model.datacollector = mesa.DataCollector()
    return model


def _collected(scenario: Scenario, key: Key) -> mesa.Model:
    """Our model with every measure and four attributes of every agent collected."""
    model = BlocModel(scenario, *key)
    reporters = {name: name for name in ("membership", "threat", "loss", "evasion")}
    model.datacollector = mesa.DataCollector(model_reporters=model.datacollector.model_reporters, agent_reporters=reporters)
    return model


def _ensemble(threads: int, scenario: Scenario, keys: Sequence[Key]) -> Lap:
    """The engine; the clock starts when as many runs are done as there are threads, by when all is made that runs share."""
    marks: list[np.ndarray] = []
    began = now()
    ensemble(scenario, keys, threads, lambda done: marks.append(now()))
    months = (now() - marks[threads - 1]) / (len(keys) - threads)
    return Lap(np.zeros(2), months, np.maximum(marks[threads - 1] - began - threads * months, 0.0))
