"""Antal, Krapivsky & Redner 2005, 2006: local and constrained triad dynamics, and six powers before a war."""

from functools import partial

import pytest
from reproduced import changed, fails, found, put, values

from experiments.reproducing import antal
from simulation.classic.triads import Ends, constrained_dynamics

NAME = "antal_krapivsky_redner"
DENSITY = "density, local dynamics"


@pytest.fixture
def few_steps(monkeypatch):
    """Too few steps for the tolerance of a density, and quick."""
    monkeypatch.setattr("experiments.reproducing.antal.STEPS", 1000)


@pytest.mark.slow
def test_every_number():
    findings = found(NAME)
    assert len(values(findings, DENSITY)) == 4
    assert fails(findings) == set()


@pytest.mark.slow
def test_the_density_of_another_chance_is_told(tmp_path):
    """Control: p = .11 in place of .1."""
    folder = changed(NAME, tmp_path, {"ltd_density.csv": lambda table: table.assign(p=0.11)[table["p"] == 0.1]})
    assert fails(found(NAME, folder)) == {"density, formula", DENSITY}


def test_formula_panels_and_jammed_states(few_steps):
    """All but the densities, which a thousand steps do not reach (control)."""
    findings = found(NAME)
    assert fails(findings) == {DENSITY}
    assert values(findings, "jammed share")[::2] == [0.0, 0.0]
    assert all(share > 0 for share in values(findings, "jammed share")[1::2])


def test_another_sign_of_a_panel_is_told(few_steps, tmp_path):
    """Control: the last panel is balanced, so any sign of it breaks that."""

    def turn(table):
        return put("sign", 66, -table["sign"][66])(table)

    wrong = fails(found(NAME, changed(NAME, tmp_path, {"great_power_panels.csv": turn})))
    assert {"unbalanced_triads", "line_index_two_factions"} <= wrong


def test_runs_that_come_to_no_end_are_told(few_steps, monkeypatch):
    """Control: with too few steps, as without the flips that leave as many triads unbalanced, runs are neither balanced nor jammed."""
    monkeypatch.setattr(antal, "constrained_dynamics", partial(constrained_dynamics, steps=20))
    assert "unfinished runs" in fails(found(NAME))


def test_the_nodes_that_never_jam_are_always_tried(few_steps, tmp_path, monkeypatch):
    """Also where a folder does not list them; control: jammed runs are told."""
    folder = changed(NAME, tmp_path, {})
    (folder / "ctd_jammed.csv").unlink()
    findings = found(NAME, folder)
    assert [(f.case, f.ours) for f in findings if f.quantity == "jammed runs"] == [("8 nodes", 0.0), ("10 nodes", 0.0)]
    assert values(findings, "unfinished runs") == [0.0, 0.0]
    monkeypatch.setattr(antal, "constrained_dynamics", lambda nodes, runs: Ends(runs - 1, 1, 0))
    assert "jammed runs" in fails(found(NAME, folder))
