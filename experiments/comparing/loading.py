"""Policies and futures as a command names them: names of those that ship, files, ``all`` and ``none``."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios import future, policy
from scenarios.future import Future, Futures
from scenarios.policy import Policy, PolicyError
from simulation.faults import Fault

BASE = "status-quo"
"""The policy that the others are held against where nobody names one."""


def load_policies(names: Sequence[str]) -> list[Policy]:
    """The policies of these names or files; ``all`` alone stands for every one that ships, that of ``BASE`` first.

    Raises PolicyError with every fault of all of them.
    """
    wanted = [BASE, *(name for name in policy.names() if name != BASE)] if list(names) == ["all"] else names
    found, faults = [], []
    for name in wanted:
        try:
            found.append(policy.load(name))
        except PolicyError as error:
            faults += error.faults
    twice = {one.name for one in found if [other.name for other in found].count(one.name) > 1}
    faults += [Fault("--policies", "names", name, "every policy once") for name in sorted(twice)]
    if len(wanted) < 2:
        faults.append(Fault("--policies", "names", ",".join(wanted), "two or more policies, or all"))
    if faults:
        raise PolicyError(faults)
    return found


def load_futures(name: str) -> Futures:
    """The set of futures of that name or in that file; ``none`` stands for the scenario as it is."""
    if name == "none":
        as_it_is = Future(title="Nothing beyond the scenario", source="the scenario")
        return Futures(name="none", title="The scenario as it is", futures={"as-planned": as_it_is})
    return future.load(name)
