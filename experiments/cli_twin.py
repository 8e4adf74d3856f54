"""A run against its twin: under a policy, or with changes from a month on, the luck being the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.as_json import print_json

if TYPE_CHECKING:
    from experiments.explaining.twin import Twin
    from simulation.scenario import Scenario


def against(scenario: Scenario, policy: str, seed: int, replicate: int, as_json: bool, out: Path | None) -> None:
    """Print the run and its twin under a policy, and write data and figure where a folder is given."""
    from experiments.explaining.twin import against as compare
    from scenarios.policy import load

    other = load(policy)
    title = f"{scenario.name}, seed {seed}, replicate {replicate}, and the same luck under {other.name}: {other.title}"
    _show(compare(scenario, other, seed, replicate), title, other.name, as_json, out)


def fork(scenario: Scenario, month: str, changes: dict[str, Any], seed: int, replicate: int, as_json: bool, out: Path | None) -> None:
    """Print the run and what it becomes under changes from a month on, and write data and figure where a folder is given."""
    from experiments.explaining.fork import month_of
    from experiments.explaining.twin import fork as compare
    from simulation.months import month_after

    first = month_of(scenario, month)
    named = ", ".join(f"{key}={value}" for key, value in changes.items())
    name = f"from {month_after(scenario.head.start, first)}: {named or 'no change'}"
    title = f"{scenario.name}, seed {seed}, replicate {replicate}, and the same luck {name}"
    _show(compare(scenario, seed, replicate, first, changes), title, name, as_json, out)


def _show(twin: Twin, title: str, name: str, as_json: bool, out: Path | None) -> None:
    from experiments import screen
    from experiments.explaining import files
    from experiments.explaining.plain_twins import twin_plain
    from experiments.screen_twin import print_twin

    if as_json:
        print_json(twin_plain(twin))
    else:
        print_twin(twin, title)
    if out is not None:
        written = files.save_twin(twin, name, out)
        screen.err.print(f"Wrote {', '.join(file.name for file in written)} to {out}")
