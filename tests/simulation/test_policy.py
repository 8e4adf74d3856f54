"""Invariants of policy: what a lever at rest, a wedge of nothing and talk change (ODD page, levers of the coalition)."""

import numpy as np
import pytest

import simulation
from simulation.engine import ensemble
from simulation.levers import LEVERS


def test_no_secondary_sanctions_no_compliance(axis):
    """From the month on in which there are none; what third parties already did fades."""
    trajectory = simulation.run(axis, levers={"secondary": 0.0})
    outside = trajectory.worlds.membership >= 0
    compliance = np.where(outside[:, :, None], trajectory.worlds.compliance, 0.0)
    assert (np.diff(compliance[1:], axis=0)[outside[2:] & outside[1:-1]] <= 0.0).all()
    assert compliance[24:].max() < 1e-4
    config = axis.config()
    for row in config["tables"]["levers"]:
        row["value"] = 0.0 if row["lever"] == "secondary" else row["value"]
    assert not simulation.run(type(axis).from_config(config), months=24).worlds.compliance.any()


def test_more_sanctions_never_lower_unserved_needs(axis):
    quiet = {"parameters": {"tie_noise": 0.0}}
    state = {"state": "RUS"}
    weak = simulation.run(axis, levers={"primary": {"RUS": 0.5}, "export": {"RUS": 0.5}}, **quiet)
    strong = simulation.run(axis, **quiet)
    same_age = weak.series("age", **state) == strong.series("age", **state)
    assert same_age.any()
    lower = strong.series("unserved", **state) < weak.series("unserved", **state) - 1e-12
    assert not (lower & same_age).any()


@pytest.mark.parametrize("lever", [lever.name for lever in LEVERS])
def test_a_lever_at_its_base_value_changes_no_bit(axis, lever):
    rows = [(key[1], entry.value) for key, entry in axis.tables["levers"].items() if key[0] == lever and key[2] == axis.head.start]
    later = {key[1] for key in axis.tables["levers"] if key[0] == lever and key[2] != axis.head.start}
    base = simulation.run(axis, months=30).record
    tried = 0
    for state, value in rows:
        if state not in later:
            key = f"levers.{lever}.{state}" if state else f"levers.{lever}"
            np.testing.assert_array_equal(simulation.run(axis.override({key: value}), months=30).record, base)
            tried += 1
    assert tried > 0 or later


@pytest.mark.parametrize("nothing", ["wedge", "wedge_credibility"])
def test_a_wedge_of_no_size_or_no_credibility_is_a_no_op(axis, nothing):
    """To the bit, in the log as well; a wedge of some size and credibility is not."""
    lively = axis.override({"parameters.exit_hazard": 0.01})
    base = simulation.run(lively)
    levers = {"wedge": 1.0, "wedge_credibility": 1.0}
    other = simulation.run(lively, levers=levers | {nothing: 0.0})
    np.testing.assert_array_equal(base.record, other.record)
    np.testing.assert_array_equal(base.log, other.log)
    assert not np.array_equal(base.log, simulation.run(lively, levers=levers).log)


def test_messaging_is_lost_in_the_noise(axis):
    """Of every single tie of the core, inside and to the coalition; a mean over many ties has less noise than one."""
    loud = axis.override({"levers.messaging": 1.0})
    ties = [[simulation.run(s, 1, replicate).worlds.tie[-1] for replicate in range(30)] for s in (axis, loud)]
    base, told = (np.array(runs) for runs in ties)
    core = [row for row, state in enumerate(axis.states) if state.group == "core"]
    effect, noise = np.abs((told - base).mean(axis=0))[core], base.std(axis=0)[core]
    tied = noise > 0
    assert effect[tied].max() > 0
    assert (effect[tied] < noise[tied]).all()


def test_messaging_leaves_cohesion_where_it_is_and_sanctions_do_not(axis):
    keys = [(1, replicate) for replicate in range(30)]

    def cohesion(**levers):
        return ensemble(axis.override({"levers": levers}), keys).series("cohesion")[:, -1]

    base, told, spared = cohesion(messaging=0.0), cohesion(messaging=1.0), cohesion(primary=0.0, export=0.0)
    assert (told != base).any()
    assert abs(told.mean() - base.mean()) < base.std()
    assert abs(spared.mean() - base.mean()) > base.std()
