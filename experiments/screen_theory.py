"""What is printed of landscape theory beside a run or an ensemble: its blocs, what they rest on, and the states that hedge."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.patterns import Verdict
from experiments.screen import out
from experiments.theory import Placement
from simulation.classic.divisions import MOST_ACTORS
from simulation.trajectory import Trajectory

NAME = "Landscape theory (Axelrod & Bennett 1993)"


def print_prediction(trajectory: Trajectory) -> None:
    """What the theory predicts from the ties and sizes of the start of a run, and who stands there at the start and the end."""
    placement = Placement()
    placement(trajectory)
    theory = placement.theory
    if theory is None:
        out.print(_none(len(trajectory.scenario.states)))
        return
    first, second = (", ".join(map(str, bloc)) or "nobody" for bloc in (theory.blocs.first, theory.blocs.second))
    minima = "the only minimum" if theory.minima == 1 else f"the lowest of {theory.minima} minima"
    if theory.tied > 1:
        minima = f"the first of {theory.tied} lowest minima of one energy among {theory.minima}: the theory does not say which"
    out.print(f"{NAME} from ties and capability at the start: {first} against {second}.")
    out.print(f"Energy {theory.blocs.energy:.4g}, {minima}, basin {theory.basin:.0%} of all divisions.")
    _print_placed(placement)


def print_beside(verdicts: Sequence[Verdict], placement: Placement, states: int) -> None:
    """What the theory meets of the checks of an ensemble that it speaks to, and where the states stand."""
    if placement.theory is None:
        out.print(_none(states))
        return
    told = [v for v in verdicts if v.theory is not None]
    right = sum(v.check.holds(v.theory) for v in told if v.theory is not None)
    ours = sum(v.verdict == "holds" for v in told)
    fitted = sum(v.check.label == "fitted" for v in told)
    fit = f" The model was fitted to {fitted} of them, the theory to none." if fitted else ""
    out.print(f"{NAME}, from ties and capability at the start, speaks to {len(told)} checks: {right} hold, of the model {ours}.{fit}")
    _print_placed(placement)


def _print_placed(placement: Placement) -> None:
    runs = f" (median of {len(placement.end)} runs)" if len(placement.end) > 1 else ""
    out.print(
        f"Of the states in a camp {placement.start[0]:.0%} stand on the side where it puts them at the start, "
        f"{np.median(placement.end):.0%} at the end{runs}. The same hands coded camps and ties, so this is no test."
    )
    if not placement.hedging:
        return
    sides = {"axis": 1.0, "coalition": -1.0}
    put = [
        f"{', '.join(state for state, camp in placement.hedging.items() if camp == side)} with the {name}"
        for name, side in sides.items() if side in placement.hedging.values()
    ]  # fmt: skip
    total = placement.moved.total()
    there, other, between = (f"{placement.moved[key] / total:.0%}" for key in (1, -1, 0))
    out.print(
        f"The states that hedge it puts {' and '.join(put)}; at the end {there} of them are in that camp, {other} in the other, "
        f"and {between} still hedge{runs.replace('median', 'mean')}."
    )


def _none(states: int) -> str:
    return f"{NAME} predicts nothing of {states} states: it tries every division into two blocs, which allows {MOST_ACTORS}."
