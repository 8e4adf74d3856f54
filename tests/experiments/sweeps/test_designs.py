"""Designs: sizes, ranges, what moves from point to point, and refusals."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from SALib.sample import sobol as salib
from scipy.stats import kstest, qmc, spearmanr

from experiments.sweeps.designs import correlated, grid, latin_hypercube, morris, saltelli, sobol_sequence
from simulation.faults import BlocformError

positions = st.lists(st.sampled_from([k / 16 for k in range(17)]), min_size=1, max_size=4, unique=True)
small = st.integers(1, 6)
examples = settings(max_examples=60, deadline=None, derandomize=True)


class TestGrid:
    """Every combination, the first factor slowest."""

    @examples
    @given(st.lists(positions, min_size=1, max_size=4))
    def test_every_combination_in_order(self, levels):
        assert [tuple(point) for point in grid(levels)] == list(product(*levels))

    @pytest.mark.parametrize("levels", [[], [[]], [[0.5], []], [[0.5, 0.5]], [[1.5]], [[-0.1]], [[float("nan")]], [[float("inf")]]])
    def test_refusals(self, levels):
        with pytest.raises(BlocformError, match="given"):
            grid(levels)


def test_latin_hypercube_is_scipys():
    expected = qmc.LatinHypercube(5, rng=np.random.default_rng(7)).random(33)
    np.testing.assert_array_equal(latin_hypercube(5, 33, 7), expected)


@pytest.mark.parametrize("scrambled", [True, False])
@pytest.mark.parametrize("count", [1, 2, 3, 100])
def test_the_sequence_begins_the_same_whatever_its_length(count, scrambled):
    np.testing.assert_array_equal(sobol_sequence(3, count, scrambled, 5), sobol_sequence(3, 128, scrambled, 5)[:count])


class TestSaltelli:
    """Blocks of A, A with one factor of B, B with one of A, and B."""

    @pytest.mark.parametrize("second_order", [False, True])
    @pytest.mark.parametrize("factors", [1, 3, 6])
    def test_the_points_are_salibs(self, factors, second_order):
        problem = {"num_vars": factors, "names": [f"x{k}" for k in range(factors)], "bounds": [[0.0, 1.0]] * factors}
        expected = salib.sample(problem, 16, calc_second_order=second_order, scramble=True, seed=np.random.default_rng(3))
        np.testing.assert_array_equal(saltelli(factors, 16, 3, second_order), expected)

    @examples
    @given(small, st.integers(1, 9), st.booleans())
    def test_a_block_mixes_two_points(self, factors, base_points, second_order):
        step = (2 if second_order else 1) * factors + 2
        blocks = saltelli(factors, base_points, 1, second_order).reshape(base_points, step, factors)
        a, b = blocks[:, 0], blocks[:, -1]
        for k in range(factors):
            for row, from_a in ((1 + k, np.arange(factors) != k), (1 + factors + k, np.arange(factors) == k))[: 1 + second_order]:
                np.testing.assert_array_equal(blocks[:, row], np.where(from_a, a, b))


class TestMorris:
    """Trajectories on a grid."""

    @examples
    @given(small, st.integers(1, 5), st.sampled_from([2, 4, 6, 10]), st.integers(0, 99))
    def test_each_step_moves_one_factor_by_delta(self, factors, trajectories, levels, seed):
        points = morris(factors, trajectories, seed, levels)
        assert points.shape == (trajectories * (factors + 1), factors)
        assert set(points.ravel()) <= {k / (levels - 1) for k in range(levels)}
        steps = np.diff(points.reshape(trajectories, factors + 1, factors), axis=1)
        assert np.all(np.sum(steps != 0.0, axis=1) == 1)
        assert np.all(np.sum(steps != 0.0, axis=2) == 1)
        np.testing.assert_allclose(np.abs(steps.sum(axis=1)), levels / (2.0 * (levels - 1)))

    def test_every_level_order_and_direction_is_equally_likely(self):
        points = morris(3, 4000, 1).reshape(4000, 4, 3)
        steps = np.diff(points, axis=1)
        assert np.mean(steps.sum(axis=1) > 0.0) == pytest.approx(0.5, abs=0.02)
        assert np.mean(np.abs(steps) > 0.0, axis=0) == pytest.approx(np.full((3, 3), 1.0 / 3.0), abs=0.03)
        assert [np.mean(np.isclose(points, k / 3.0)) for k in range(4)] == pytest.approx([0.25] * 4, abs=0.02)

    @pytest.mark.parametrize("levels", [0, 1, 3, 5])
    def test_an_odd_grid_is_refused(self, levels):
        with pytest.raises(BlocformError, match="levels"):
            morris(2, 3, 1, levels)


class TestCorrelated:
    """A Gaussian copula on pairs of factors."""

    points = sobol_sequence(4, 2**14, True, 1)

    @pytest.mark.parametrize("rho", [-1.0, -0.9, -0.5, 0.0, 0.3, 0.5, 0.8, 1.0])
    def test_the_rank_correlation_is_what_was_asked(self, rho):
        found = correlated(self.points, [(2, 0, rho)])
        assert spearmanr(found[:, 2], found[:, 0]).statistic == pytest.approx(rho, abs=0.004)
        for k in range(4):
            assert kstest(found[:, k], "uniform").pvalue > 0.5
        np.testing.assert_array_equal(found[:, 1:], self.points[:, 1:])

    def test_pearsons_relation_would_not_do(self):
        """Control: asking for the correlation of the normals gives a rank correlation outside the tolerance."""
        found = correlated(self.points, [(0, 1, 6.0 / np.pi * np.arcsin(0.25))])
        assert abs(spearmanr(found[:, 0], found[:, 1]).statistic - 0.5) > 0.004

    def test_two_pairs_and_none(self):
        before = self.points.copy()
        found = correlated(self.points, [(0, 1, 0.6), (3, 2, -0.4)])
        between = spearmanr(found).statistic
        assert (between[0, 1], between[2, 3], between[0, 3]) == pytest.approx((0.6, -0.4, 0.0), abs=0.01)
        np.testing.assert_array_equal(correlated(self.points, []), self.points)
        np.testing.assert_array_equal(self.points, before)

    def test_the_ends_of_the_range(self):
        corners = grid([[0.0, 1.0], [0.0, 1.0]])
        for rho in (-1.0, -0.5, 0.0, 0.5, 1.0):
            found = correlated(corners, [(0, 1, rho)])
            assert np.all((found >= 0.0) & (found <= 1.0))

    @pytest.mark.parametrize(
        "pairs", [[(0, 0, 0.5)], [(0, 1, 0.5), (1, 2, 0.5)], [(0, 4, 0.5)], [(-1, 0, 0.5)], [(0, 1, 1.1)], [(0, 1, np.nan)]]
    )
    def test_refused_pairs(self, pairs):
        with pytest.raises(BlocformError, match="pairs: given"):
            correlated(self.points, pairs)

    @pytest.mark.parametrize("points", [np.full((2, 2), np.nan), np.full((2, 2), 1.1), np.zeros(3)])
    def test_refused_points(self, points):
        with pytest.raises(BlocformError, match="points: given"):
            correlated(points, [])


RANDOM = {
    "latin_hypercube": lambda factors, points, seed: latin_hypercube(factors, points, seed),
    "sobol_sequence": lambda factors, points, seed: sobol_sequence(factors, points, True, seed),
    "saltelli": lambda factors, points, seed: saltelli(factors, points, seed),
    "morris": lambda factors, points, seed: morris(factors, points, seed),
}


@pytest.mark.parametrize("design", RANDOM.values(), ids=RANDOM)
class TestRandomDesigns:
    """What holds for each of them."""

    def test_a_seed_gives_the_same_points_and_another_gives_others(self, design):
        np.testing.assert_array_equal(design(4, 10, 0), design(4, 10, 0))
        assert not np.array_equal(design(4, 10, 0), design(4, 10, 1))

    @pytest.mark.parametrize(("factors", "points"), [(1, 1), (1, 7), (25, 3)])
    def test_positions_are_in_the_unit_cube(self, design, factors, points):
        found = design(factors, points, 1)
        assert found.dtype == np.float64
        assert found.shape[1] == factors
        assert np.all((found >= 0.0) & (found <= 1.0))

    @pytest.mark.parametrize(("factors", "points"), [(0, 5), (-1, 5), (3, 0), (3, -2)])
    def test_empty_designs_are_refused(self, design, factors, points):
        with pytest.raises(BlocformError, match=r"given (0|-1|-2), allowed: 1"):
            design(factors, points, 1)


def test_too_many_factors_are_refused():
    with pytest.raises(BlocformError, match="allowed: 1 to"):
        saltelli(20_000, 2, 1)
