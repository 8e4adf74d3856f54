"""How runs end by policy, and which of them end otherwise."""

from __future__ import annotations

from compared import POLICIES

from experiments.comparing import shares, transitions
from simulation.outcome import CLASSES


def test_shares_are_counts_of_all_runs(several):
    found = shares(several)
    assert list(found) == list(POLICIES)
    for own in found.values():
        assert sum(share.count for share in own.values()) == 40
    table = several.named.table
    firm = table[(table["policy"] == "firm") & (table["future"] == "plain")]
    assert found["firm"]["fractures"].count == (firm["outcome"] == "fractures").sum()


def test_runs_that_change_their_class_make_up_the_difference_of_the_counts(several):
    found, moved = shares(several), transitions(several)
    assert not set(moved["policy"]) & {"calm", "twin", "nothing"}
    assert (moved["from"] != moved["to"]).all()
    for policy in ("talk", "firm"):
        own = moved[moved["policy"] == policy]
        for name in CLASSES:
            gained = own.loc[own["to"] == name, "runs"].sum() - own.loc[own["from"] == name, "runs"].sum()
            assert gained == found[policy][name].count - found["calm"][name].count
    assert (moved["share"] == moved["runs"] / 40).all()
