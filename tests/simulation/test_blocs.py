"""The best division into two blocs, against every division there is."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import close, examples

from simulation.blocs import best_division, frustration, frustration_index, landscape_energy, lowest_energy, separated


def signed(seed: int, n: int) -> np.ndarray:
    """Symmetric weights, some of them 0 or equal."""
    drawn = np.triu(np.random.default_rng(seed).choice([-1.0, -0.5, 0.0, 0.25, 1.0], (n, n)), 1)
    return drawn + drawn.T


def every_division(n: int) -> list[tuple[int, ...]]:
    return [(0, *rest) for rest in product((0, 1), repeat=n - 1)]


def slowly(weights: np.ndarray, division: tuple[int, ...]) -> float:
    n = len(weights)
    return sum(weights[i, j] for i in range(n) for j in range(i) if division[i] != division[j])


matrices = st.builds(signed, st.integers(0, 2**32 - 1), st.integers(1, 8))


@examples
@given(weights=matrices)
def test_no_division_separates_less(weights):
    division, cut = best_division(weights)
    assert cut == close(min(slowly(weights, one) for one in every_division(len(weights))))
    assert cut == close(slowly(weights, division))
    assert division[0] == 0
    assert set(division) <= {0, 1}
    assert len(division) == len(weights)


def test_of_equal_divisions_the_first_in_binary_order():
    assert best_division(np.zeros((4, 4)))[0].tolist() == [0, 0, 0, 0]
    foes = np.array([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]])
    assert best_division(foes)[0].tolist() == [0, 1, 0]


def test_more_divisions_than_fit_in_one_go():
    camps = np.arange(18) % 3 == 0
    tie = np.where(camps[:, None] == camps[None, :], 0.5, -0.5) * (1 - np.eye(18))
    division, cut = best_division(tie)
    assert (division == 1).tolist() == (~camps).tolist()
    assert cut == close(-0.5 * 6 * 12)


def test_too_many_states_are_refused():
    with pytest.raises(ValueError, match="25 states"):
        best_division(np.zeros((25, 25)))


@pytest.mark.parametrize("camps", [[0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 1]])
def test_a_balanced_graph_is_not_frustrated(camps):
    """Heider 1946: friends inside two camps, foes between them."""
    camps = np.array(camps)
    tie = np.where(camps[:, None] == camps[None, :], 0.8, -0.3) * (1 - np.eye(4))
    index, division = frustration_index(tie)
    assert index == close(0.0)
    assert division.tolist() == camps.tolist()


def test_three_foes_cannot_all_be_apart():
    """Harary 1959: a triangle of negative ties frustrates one of three."""
    assert frustration_index(np.eye(3) - 1.0)[0] == close(1 / 3)


@examples
@given(tie=matrices)
def test_frustration_is_the_least_share_of_strength_on_the_wrong_side(tie):
    strength = np.abs(tie).sum() / 2
    wrong = [
        sum(abs(tie[i, j]) for i in range(len(tie)) for j in range(i) if (one[i] == one[j]) == (tie[i, j] < 0))
        for one in every_division(len(tie))
    ]
    assert frustration_index(tie)[0] == close(min(wrong) / strength if strength else 0.0)
    division = np.array(every_division(len(tie))[-1])
    assert frustration(tie, division) == close(wrong[-1] / strength if strength else 0.0)


def test_what_a_division_separates():
    weights = np.array([[0, 1, 2], [1, 0, 4], [2, 4, 0]])
    assert [separated(weights, np.array(one)) for one in ([0, 0, 0], [0, 1, 0], [0, 1, 1], [5, 6, 7])] == [0, 5, 3, 7]


def test_energy_of_axelrod_and_bennett_by_hand():
    """Equation 3: sum over ordered pairs of size_i size_j tie_ij times the distance, 1 between camps and 0 within."""
    size, tie = np.array([0.5, 0.3, 0.2]), np.array([[0, 0.6, -0.4], [0.6, 0, 0.1], [-0.4, 0.1, 0]])
    assert landscape_energy(size, tie, [0, 0, 1]) == close(2 * (0.5 * 0.2 * -0.4 + 0.3 * 0.2 * 0.1))
    assert landscape_energy(size, tie, [0, 0, 0]) == 0.0
    energy, division = lowest_energy(size, tie)
    assert division.tolist() == [0, 0, 1]
    assert energy == close(landscape_energy(size, tie, division))


@examples
@given(tie=matrices, seed=st.integers(0, 1000))
def test_no_division_has_a_lower_energy(tie, seed):
    size = np.random.default_rng(seed).random(len(tie))
    energy, _ = lowest_energy(size, tie)
    assert energy == close(min(landscape_energy(size, tie, one) for one in every_division(len(tie))))
