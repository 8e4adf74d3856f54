"""blocform: an agent-based simulation of bloc formation.

>>> import scenarios, simulation
>>> trajectory = simulation.run(scenarios.load("ten-states"), seed=1, months=12)
>>> trajectory.months
12
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulation.engine import run, run_many
from simulation.faults import BlocformError, Fault, ScenarioError
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory
from simulation.world import World

if TYPE_CHECKING:
    from simulation.agents import StateAgent
    from simulation.model import BlocModel

__version__ = "0.1.0"
__all__ = ["BlocModel", "BlocformError", "Fault", "Scenario", "ScenarioError", "StateAgent", "Trajectory", "World", "run", "run_many"]


def __getattr__(name: str) -> Any:
    """Mesa's classes on demand: importing mesa changes how the whole process starts others."""
    if name == "BlocModel":
        from simulation.model import BlocModel

        return BlocModel
    if name == "StateAgent":
        from simulation.agents import StateAgent

        return StateAgent
    raise AttributeError(f"module 'simulation' has no attribute {name!r}")
