"""The contract of every channel of every scenario: sanctions in it close access, cost their target, and it recovers."""

import numpy as np
import pytest

import scenarios
import simulation
from simulation.months import month_after
from simulation.scenario import Scenario

CASES = [(name, channel) for name in ("axis-2022", "ten-states") for channel in scenarios.load(name).head.channels]


def sanctioned(name, channel, intensity):
    """A run in which the second core state is sanctioned in one channel alone from month 1 on, and who it is."""
    scenario = scenarios.load(name)
    target = next(s.id for s in scenario.states if s.group == "core")
    config = scenario.config()
    config["tables"]["calendar"] = [
        {"event": "test", "variable": "programme", "state": target, "channel": channel, "month": month_after(scenario.head.start, 1),
         "value": intensity, "ramp": 0, "evidence": "invented", "source": "test"}
    ]  # fmt: skip
    config["tables"]["levers"] = [row for row in config["tables"]["levers"] if row["month"] == scenario.head.start]
    config["head"]["parameters"]["tie_noise"] = 0.0
    for row in config["tables"]["sanctions"]:
        if row["state"] == target:
            row["intensity"] = 0.0
    return simulation.run(Scenario.from_config(config), months=36), target


@pytest.mark.parametrize(("name", "channel"), CASES)
def test_sanctions_close_access_and_are_borne(name, channel):
    trajectory, target = sanctioned(name, channel, 0.9)
    members = [s.id for s in trajectory.scenario.states if s.group == "coalition"]
    members += [s.id for s in trajectory.scenario.states if s.group == "attacked"]
    before = sum(trajectory.series("share", channel=channel, state=target, partner=m)[0] for m in members)
    lost = trajectory.series("lost", state=target, channel=channel)
    by_senders = (
        before
        * trajectory.scenario.value("channels", channel, "cut")
        * 0.9
        * trajectory.scenario.value("levers", "coordination", "", trajectory.scenario.head.start)
    )
    assert by_senders * 0.98 <= lost[1] <= by_senders * 1.02 + 0.03  # third parties comply a little from the start
    loss = trajectory.series("loss", state=target)
    assert (loss[1] > 0) == (before > 0)
    if lost[1] > 0.02:
        recovered = trajectory.series("recovered", state=target, channel=channel)
        assert (np.diff(recovered[1:]) >= -1e-3).all()
        assert recovered[-1] > 0.3
        assert loss[-1] < loss[1]


@pytest.mark.parametrize(("name", "channel"), CASES)
def test_a_channel_without_sanctions_loses_nothing(name, channel):
    trajectory, _ = sanctioned(name, channel, 0.9)
    for other in trajectory.scenario.head.channels:
        if other != channel:
            assert trajectory.series("lost", channel=other).max() < 0.05


@pytest.mark.parametrize(("name", "channel"), CASES)
def test_no_small_state_drowns_in_resold_exports(name, channel):
    trajectory, target = sanctioned(name, channel, 0.9)
    share = trajectory.series("share", channel=channel, partner=target)
    assert share.max() <= max(share[0].max(), 0.85) + 0.02
    assert (share[-1] - share[0]).max() <= 0.45
