"""Axelrod & Bennett 1993: two minima of nine firms, four of five powers, some two hundred of seventeen."""

import numpy as np
import pandas as pd
import pytest
from descents import basins
from reproduced import changed, fails, found, put, values

from experiments.reproducing.folder import CARRIED

NAME = "axelrod_bennett_1993"
POWERS = ["Britain", "France", "Germany", "Italy", "Soviet_Union"]


@pytest.fixture(scope="module")
def findings():
    return found(NAME)


def test_every_number(findings):
    assert len(findings) == 22 + 3 + 12 + 3
    assert fails(findings) == set()


def test_what_the_paper_says_and_does_not_come_out(findings):
    """209 minima are not those of the printed sizes, and by nations a realist minimum is as good as the prediction."""
    said = {finding.quantity: finding.verdict for finding in findings if not finding.is_required}
    assert said == {
        "prediction beats every minimum by size": "agrees",
        "prediction beats every minimum by nations": "differs",
        "minima, as printed in the paper": "differs",
    }
    assert values(findings, "minima, as printed in the paper") == [226.0]
    why = {finding.quantity: finding.note for finding in findings if not finding.is_required}
    assert why["prediction beats every minimum by size"] == "the best minimum places 85.2% of the size, the prediction 95.7%"
    assert why["prediction beats every minimum by nations"] == "the best minimum misplaces 1, the prediction 2"
    assert "195 minima are strict" in why["minima, as printed in the paper"]


def repelled(names=None):
    """Basins of the powers where everybody repels everybody, in exact fractions, by the names apart from the first."""
    table = pd.read_csv(CARRIED / NAME / "nations_1936.csv", dtype=str)
    table = table if names is None else table[table["nation"].isin(names)]
    n, nation = len(table), list(table["nation"])
    ends = basins(list(table["size_percent"]), [["0" if i == j else "-1" for j in range(n)] for i in range(n)])
    return {frozenset(nation[i] for i in end): count for end, count in ends.items()}


def test_basins_of_five_powers_in_exact_fractions():
    printed = pd.read_csv(CARRIED / NAME / "great_powers_minima.csv", dtype=str)
    table = {
        frozenset(rows.loc[rows["side"] != rows["side"].iloc[0], "nation"]): int(rows["basin"].iloc[0])
        for _, rows in printed.groupby("minimum")
    }
    assert repelled(POWERS) == table
    assert sum(table.values()) == 16


def test_basins_of_seventeen_nations_in_exact_fractions():
    counts = list(repelled().values())
    expected = pd.read_csv(CARRIED / NAME / "expected.csv").set_index("quantity")["value"]
    assert (max(counts), sum(count**2 for count in counts)) == (
        int(expected["largest_basin"]),
        int(expected["sum_of_squared_basins"]),
    )
    assert (len(counts), sum(counts)) == (226, 65_536)


def test_a_broken_descent_is_told(monkeypatch):
    """Control: minima that share all configurations evenly."""
    monkeypatch.setattr("experiments.reproducing.axelrod_bennett.DRAWS", 2)
    monkeypatch.setattr("simulation.classic.landscape._basins", lambda step, stays: np.full(len(stays), len(step) // len(stays)))
    assert {"basin", "largest_basin", "sum_of_squared_basins"} <= fails(found(NAME))


@pytest.mark.parametrize("number", [1, 2])
def test_each_published_minimum_of_the_firms_is_compared(tmp_path, monkeypatch, number):
    """Control: a column whose entries belong to other firms, its mirror image, which is the same, and a copy of the other column."""
    monkeypatch.setattr("experiments.reproducing.axelrod_bennett.DRAWS", 2)
    column, other = (f"side_published_minimum_{k}" for k in (number, 3 - number))

    def quantities(change):
        return fails(found(NAME, changed(NAME, tmp_path, {"unix_firms_1988.csv": change})))

    told = quantities(lambda table: table.assign(**{column: table[column].to_numpy()[::-1]}))
    assert {f"published_minimum_{number}_is_a_minimum", "minima_are_those_published"} <= told
    assert quantities(lambda table: table.assign(**{column: 3 - table[column]})) == set()
    assert "minima_are_those_published" in quantities(lambda table: table.assign(**{column: table[other]}))


def test_another_size_of_a_power_gives_another_landscape(tmp_path, monkeypatch):
    """Control."""
    monkeypatch.setattr("experiments.reproducing.axelrod_bennett.DRAWS", 2)
    wrong = fails(found(NAME, changed(NAME, tmp_path, {"nations_1936.csv": put("size_percent", 0, 9.0)})))
    assert {"energy", "strict_minima_with_printed_sizes"} <= wrong


def test_another_kind_of_a_firm_gives_other_minima(tmp_path, monkeypatch):
    """Control."""
    monkeypatch.setattr("experiments.reproducing.axelrod_bennett.DRAWS", 2)
    wrong = fails(found(NAME, changed(NAME, tmp_path, {"unix_firms_1988.csv": put("type", 0, "generalist")})))
    assert "energy_of_each_minimum" in wrong


def test_the_count_of_the_paper_is_not_ours_even_so(tmp_path, monkeypatch):
    """Control: where 209 is asked for exactly, it fails."""
    monkeypatch.setattr("experiments.reproducing.axelrod_bennett.DRAWS", 2)

    def narrow(table):
        asked = table["quantity"] == "local_minima_published"
        return table.assign(accept_low=table["accept_low"].mask(asked, 209), accept_high=table["accept_high"].mask(asked, 209))

    folder = changed(NAME, tmp_path, {"expected.csv": narrow})
    assert fails(found(NAME, folder)) == {"local_minima_published"}
