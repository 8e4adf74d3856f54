"""Designs: which points of the unit cube a sweep visits; arrays (points, factors), float64 in [0, 1].

The same arguments give the same points. A design of no factors or no points is refused with BlocformError.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

from simulation.faults import BlocformError


def grid(levels: Sequence[Sequence[float]]) -> np.ndarray:
    """Full factorial: every combination of the positions of every factor, the first factor slowest.

    Raises BlocformError where a factor has no position, one twice, or one outside 0 to 1.
    """
    _count("factors", len(levels))
    return np.stack(np.meshgrid(*map(_positions, levels), indexing="ij"), axis=-1).reshape(-1, len(levels))


def latin_hypercube(factors: int, points: int, seed: int) -> np.ndarray:
    """A random point in each of ``points`` strata of every factor, the strata of the factors matched at random.

    McKay, Beckman & Conover 1979, Technometrics 21.
    """
    _count("factors", factors)
    _count("points", points)
    return qmc.LatinHypercube(factors, rng=np.random.default_rng(seed)).random(points)


def sobol_sequence(factors: int, points: int, scrambled: bool, seed: int) -> np.ndarray:
    """The first points of the sequence of Sobol' 1967; best balanced where their number is a power of two.

    Parameters
    ----------
    scrambled : whether to randomise it (linear scramble and digital shift; Matoušek 1998, Journal of Complexity 14); without that it
        begins at the origin, and ``seed`` does nothing.
    """
    _count("factors", factors, most=qmc.Sobol.MAXDIM)
    _count("points", points)
    sequence = qmc.Sobol(factors, scramble=scrambled, rng=np.random.default_rng(seed))
    # Drawn as a whole power of two: scipy warns of any other number, and the first points are the same.
    return sequence.random_base2((points - 1).bit_length())[:points]


def saltelli(factors: int, base_points: int, seed: int, second_order: bool = False) -> np.ndarray:
    """Points for the Sobol' indices, ``factors + 2`` to a base point, or ``2 * factors + 2`` for those of second order.

    Two points A and B from a scrambled Sobol' sequence of twice as many dimensions make a block: A, A with one factor from B for
    each factor, for the second order B with one factor from A for each, and B. Saltelli 2002, Computer Physics Communications 145.
    """
    _count("factors", factors, most=qmc.Sobol.MAXDIM // 2)
    _count("base points", base_points)
    pairs = sobol_sequence(2 * factors, base_points, True, seed)
    a, b = pairs[:, None, :factors], pairs[:, None, factors:]
    one = np.eye(factors, dtype=bool)
    blocks = [a, np.where(one, b, a), *([np.where(one, a, b)] if second_order else []), b]
    return np.concatenate(blocks, axis=1).reshape(-1, factors)


def morris(factors: int, trajectories: int, seed: int, levels: int = 4) -> np.ndarray:
    """Trajectories for elementary effects, one after the other, ``factors + 1`` points each.

    Every step moves one factor, each factor once and in random order, by ``levels / (2 * (levels - 1))`` up or down, between points
    of the grid of ``levels`` positions. Morris 1991, Technometrics 33.

    Parameters
    ----------
    levels : even, at least 2; with an odd number the step would leave the grid.
    """
    _count("factors", factors)
    _count("trajectories", trajectories)
    _count("levels", levels, least=2)
    if levels % 2:
        raise BlocformError(f"levels: given {levels}, allowed: an even number")
    rng = np.random.default_rng(seed)
    jump = levels // 2
    low = rng.integers(jump, size=(trajectories, 1, factors))
    falls = rng.integers(2, size=(trajectories, 1, factors), dtype=bool)
    turn = rng.permuted(np.tile(np.arange(factors), (trajectories, 1)), axis=1)[:, None, :]
    moved = np.arange(factors + 1)[:, None] > turn
    return ((low + jump * (moved ^ falls)) / (levels - 1)).reshape(-1, factors)


def correlated(points: np.ndarray, pairs: Sequence[tuple[int, int, float]]) -> np.ndarray:
    """The points with rank correlation between pairs of factors, through a Gaussian copula; every factor stays uniform.

    Meant for random designs of independent factors. The second factor of a pair is moved, and loses the strata of a Latin hypercube.

    Parameters
    ----------
    points : array (points, factors), 0 to 1; the ends count as the nearest numbers inside.
    pairs : first and second factor, from 0, and Spearman's correlation between them, -1 to 1. A factor is in one pair at most.

    Raises
    ------
    BlocformError : if a factor does not exist or is named twice, or a position or a correlation is out of its range.
    """
    found = np.array(points, dtype=np.float64)
    if found.ndim != 2 or not np.all((found >= 0.0) & (found <= 1.0)):
        raise BlocformError(f"points: given an array of shape {found.shape}, allowed: (points, factors) with numbers 0 to 1")
    named = [factor for first, second, _ in pairs for factor in (first, second)]
    if not set(named) <= set(range(found.shape[1])) or len(set(named)) < len(named):
        raise BlocformError(f"pairs: given factors {named}, allowed: each of 0 to {found.shape[1] - 1} at most once")
    for first, second, spearman in pairs:
        if not -1.0 <= spearman <= 1.0:
            raise BlocformError(f"pairs: given correlation {spearman}, allowed: -1 to 1")
        pearson = 2.0 * np.sin(np.pi * spearman / 6.0)
        normal = ndtri(np.clip(found[:, [first, second]], np.finfo(float).tiny, 1.0 - np.finfo(float).epsneg))
        found[:, second] = ndtr(pearson * normal[:, 0] + np.sqrt(1.0 - pearson**2) * normal[:, 1])
    return found


def _count(name: str, given: int, least: int = 1, most: int | None = None) -> None:
    if given < least or (most is not None and given > most):
        raise BlocformError(f"{name}: given {given}, allowed: {least} {f'to {most}' if most is not None else 'or more'}")


def _positions(given: Sequence[float]) -> np.ndarray:
    positions = np.array(given, dtype=np.float64)
    if not positions.size or len(set(given)) < len(given) or not np.all((positions >= 0.0) & (positions <= 1.0)):
        raise BlocformError(f"positions of a factor: given {list(given)}, allowed: one or more different numbers, 0 to 1")
    return positions
