"""Which events of a run are shown: the most telling, or all, of a state, a kind, a time."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from experiments.chronicle import SENTENCES, telling
from simulation.faults import Fault, FaultyError, unknown
from simulation.months import is_month
from simulation.trajectory import Trajectory


@dataclass(frozen=True)
class Selection:
    """What is asked for: ``everything`` or the most telling events; "" stands for any state or kind, and for no end of the time."""

    everything: bool = False
    state: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""

    def of(self, trajectory: Trajectory) -> pd.DataFrame:
        """The rows of the event table; raises FaultyError with every fault of what is asked for."""
        ids = trajectory.scenario.names.sets["state"]
        faults = [unknown("explain", "--state", self.state, ids)] if self.state and self.state not in ids else []
        faults += [unknown("explain", "--kind", self.kind, SENTENCES)] if self.kind and self.kind not in SENTENCES else []
        for option, month in (("--from", self.since), ("--to", self.until)):
            if month and not is_month(month):
                faults.append(Fault("explain", option, month, "a month YYYY-MM"))
        if faults:
            raise FaultyError(faults)
        table = trajectory.events
        asked = pd.Series(True, table.index)
        if self.state:
            asked &= (table["actor"] == self.state) | (table["partner"] == self.state)
        if self.kind:
            asked &= table["kind"] == self.kind
        if self.since:
            asked &= table["date"] >= self.since
        if self.until:
            asked &= table["date"] <= self.until
        chosen = table[asked].reset_index(drop=True)
        return chosen if self.everything else telling(trajectory, events=chosen)
