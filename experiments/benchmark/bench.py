"""The benchmark: what a run costs in every way to make it, from ordinary Mesa to the engine, in one process and one sitting."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import mesa
import numpy as np

import scenarios
from experiments.benchmark.machine import machine, memory, peak_memory, speeds
from experiments.benchmark.operations import KINDS, operations
from experiments.benchmark.scaled import FEWEST, MOST, scaled, shortened
from experiments.benchmark.start import starts
from experiments.benchmark.timing import Timing, exponents, patience
from experiments.benchmark.ways import let_go, ways
from simulation.engine import ensemble
from simulation.faults import Fault, ScenarioError
from simulation.scenario import Scenario

BASE = "axis-2022"
"""The scenario at its own number of states."""
STATES = (10, 20, 50, 100, 200)
"""Numbers of states by default."""
_ROUNDS = 5


def states_of(text: str) -> tuple[int, ...]:
    """Numbers of states, rising, as ``10,20,50``; raises ScenarioError where the text is something else."""
    try:
        numbers = sorted({int(part) for part in text.split(",")})
    except ValueError:
        numbers = []
    if not numbers or not FEWEST <= numbers[0] <= numbers[-1] <= MOST:
        raise ScenarioError(
            [Fault("--states", "numbers", text, f"whole numbers from {FEWEST} to {MOST} with commas between, as in 10,20,50")]
        )
    return tuple(numbers)


def world_of(states: int, months: int) -> Scenario:
    """The base scenario where it has so many states, else an invented world of so many."""
    base = scenarios.load(BASE)
    return shortened(base if len(base.states) == states else scaled(states), months)


def bench(
    peer: type[mesa.Model] | None,
    states: Sequence[int] = STATES,
    months: int = 72,
    seconds: float = 10.0,
    with_start: bool = True,
    say: Callable[[str], None] = lambda text: None,
) -> dict[str, Any]:
    """Every measurement, as plain data.

    Parameters
    ----------
    peer : the class of the same model in ordinary Mesa; None leaves its rows and the ratios out.
    states : numbers of states, rising.
    months : months of a run.
    seconds : what the laps of one way at one number of states should take together.
    with_start : whether cold and warm start are measured, which compiles every rule anew.
    say : is told what is done next.

    Returns
    -------
    dict
        ``machine``, ``settings`` and ``worlds``; ``rows`` (``timing.Row``) and ``left_out``; ``exponents`` by way;
        ``threads``: runs a second on two threads over those on one, by number of states; ``agreement`` of peer and engine;
        ``start`` (``start.starts``, None if not asked for); ``memory``, ``speeds`` and ``floor``, see below; ``peak`` in MiB;
        ``seconds`` of all of it and ``load_after``.

    Raises
    ------
    ScenarioError
        where ``seconds`` is no number of seconds, or a number of states cannot be made.
    """
    if not 0.0 <= seconds < np.inf:
        raise ScenarioError([Fault("--seconds", "seconds", seconds, "a number from 0 upwards")])
    began = time.perf_counter()
    this = machine()
    say("cold and warm start")
    start = starts() if with_start else None
    compared = base if (base := len(scenarios.load(BASE).states)) in states else states[0]
    timing = Timing(ways(peer), seconds, say)
    worlds, rows, memories, agreement = [], [], [], None
    for count in states:
        say(f"{count} states: the world")
        scenario = world_of(count, months)
        worlds.append({"states": count, "scenario": scenario.name, "digest": scenario.digest, "channels": len(scenario.head.channels)})
        memories.append(growth(scenario, seconds))
        rows += timing.rows(scenario)
        if peer is not None and count == compared:
            agreement = agree(peer, scenario)
            let_go(peer)
    prices = speeds()
    return {
        "machine": this,
        "settings": {"states": list(states), "months": months, "seconds": seconds, "peer": peer is not None},
        "worlds": worlds,
        "rows": rows,
        "left_out": timing.left_out,
        "exponents": exponents(rows),
        "threads": _threads(rows),
        "agreement": agreement,
        "start": start,
        "memory": memories,
        "speeds": prices,
        "floor": _floors(rows, prices, months, seconds, say),
        "peak": peak_memory(),
        "seconds": time.perf_counter() - began,
        "load_after": machine()["load"],
    }


def agree(peer: type[mesa.Model], scenario: Scenario) -> dict[str, Any]:
    """The largest difference of a measure that peer and engine share, over all months, relative to the larger of 1 and its size."""
    model = peer(scenario=scenario, seed=1, replicate=0, measures=True)
    while model.running:
        model.step()
    course = ensemble(scenario, [(1, 0)], jobs=1)
    theirs = model.datacollector.model_vars
    shared = [name for name in course.names if len(theirs.get(name, ())) == scenario.head.months + 1]
    apart = 0.0
    for name in shared:
        ours = course.series(name)[0]
        apart = max(apart, float(np.max(np.abs(np.array(theirs[name], float) - ours) / np.maximum(np.abs(ours), 1.0))))
    return {"states": len(scenario.states), "measures": len(shared), "difference": apart if shared else None}


def growth(scenario: Scenario, seconds: float) -> dict[str, Any]:
    """Memory in MiB: ``before`` batches of runs of the engine, ``peak`` so far after them, and the ``growth`` from one to the other.

    One batch of the same runs came before, and the results of each are dropped before the next, so that growth is what is never
    given back; None where the system does not tell.
    """
    began = time.perf_counter()
    ensemble(scenario, [(1, 0), (1, 1)], jobs=1)
    keys = [(1, replicate) for replicate in range(2 if time.perf_counter() - began > seconds / _ROUNDS else 20)]
    ensemble(scenario, keys, jobs=1)
    before = memory()
    for _ in range(_ROUNDS):
        ensemble(scenario, keys, jobs=1)
    after = memory()
    grown = None if before is None or after is None else after - before
    return {"states": len(scenario.states), "runs": len(keys) * _ROUNDS, "before": before, "growth": grown, "peak": peak_memory()}


def _threads(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By number of states the rate on two threads over that on one."""
    rates = {(row["way"], row["states"]): row["rate"] for row in rows}
    return [
        {"states": states, "of_two": rates["engine_2", states] / rate}
        for (way, states), rate in rates.items()
        if way == "engine_1" and ("engine_2", states) in rates
    ]


def _floors(
    rows: list[dict[str, Any]], prices: dict[str, float], months: int, seconds: float, say: Callable[[str], None]
) -> list[dict[str, Any]]:
    """By number of states the operations of a run by kind, and the milliseconds that they take at the nanoseconds in ``prices``.

    ``floor`` is the sum over kinds of operations times nanoseconds: every loop in vector instructions, every value at hand, one
    kind after another. ``measured`` is a run of the engine on one thread, ``quotient`` that over the floor, ``counted`` the months
    that were counted and taken for all. A number of states whose count would take too long is left out.
    """
    found: list[dict[str, Any]] = []
    first, known = 0.0, 1
    for row in (row for row in rows if row["way"] == "engine_1"):
        states = row["states"]
        if first * (states / known) ** 2 > patience(seconds):
            continue
        say(f"{states} states: counting operations")
        counted = operations(world_of(states, months), seconds)
        first, known = counted.seconds, states
        run = {kind: counted.a_month[kind] * months for kind in KINDS}
        floor = sum(run[kind] * price for kind, price in prices.items()) / 1e6
        measured = 1e3 * row["best"]
        found.append(
            {
                "states": states,
                "counted": counted.months,
                "operations": run,
                "floor": floor,
                "measured": measured,
                "quotient": measured / floor,
            }
        )
    return found
