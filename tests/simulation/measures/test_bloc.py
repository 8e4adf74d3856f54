"""How close the core is, and how divided the world."""

import numpy as np
import pytest
from worlds import COALITION, CORE, SWING, close, world

from simulation.measures import bloc

GROUP = [CORE, CORE, COALITION, SWING]
TIES = np.array([[0, 0.5, -0.4, 0.9], [0.3, 0, -0.8, 0], [-0.4, -0.8, 0, 0], [0.9, 0, 0, 0]])


@pytest.mark.parametrize(
    ("measure", "field", "expected"),
    [
        (bloc.core_tie, "tie", 0.4), (bloc.core_affinity, "tie", 0.7), (bloc.rift, "tie", -0.6), (bloc.core_trust, "trust", 0.4),
        (bloc.core_shared_grievance, "shared", 0.4), (bloc.core_resentment, "resentment", 0.4),
        (bloc.core_trust_limit, "ceiling", 0.4),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_means_over_core_pairs(measure, field, expected):
    assert measure(world(states=4, group=GROUP, **{field: TIES})) == close(expected)
    assert measure(world(states=4, group=SWING, **{field: TIES})) == (0.5 if measure is bloc.core_affinity else 0.0)


def test_polarisation_of_esteban_and_ray_by_hand():
    now = world(states=4, membership=[-1, 1, 0, 1], capability=[0.4, 0.1, 0.3, 0.2])
    a = 2.3
    expected = (0.4**a * (0.3 * 1 + 0.3 * 2)) + (0.3**a * (0.4 + 0.3)) + (0.3**a * (0.4 * 2 + 0.3))
    assert bloc.polarisation(now) == close(expected)


def test_polarisation_is_largest_for_two_equal_camps_at_the_ends():
    two = bloc.polarisation(world(states=2, membership=[-1, 1]))
    assert two == close(4 * 0.5**3.3)
    assert two > bloc.polarisation(world(states=3, membership=[-1, 0, 1]))
    assert two > bloc.polarisation(world(states=2, membership=[-1, 1], capability=[0.7, 0.3]))
    assert two > bloc.polarisation(world(states=2, membership=[0, 1]))


@pytest.mark.parametrize("membership", [-1, 0, 1])
def test_a_world_of_one_camp_is_not_polarised(membership):
    assert bloc.polarisation(world(membership=membership)) == 0.0


def test_polarisation_by_gdp_is_that_of_shares_of_the_gdp_of_the_start():
    now = world(states=4, membership=[-1, 1, 0, 1], gdp=1.0)
    gdp = np.array([4000.0, 1000, 3000, 2000])
    by_share = bloc.polarisation(world(states=4, membership=[-1, 1, 0, 1], capability=gdp / gdp.sum()))
    assert bloc.polarisation_gdp(now, world(states=4, gdp=gdp)) == pytest.approx(by_share, rel=1e-12)
    assert bloc.polarisation_gdp(now, world(states=4, gdp=0.0)) == 0.0
