"""What sanctions do to their targets, and what they cost."""

import pytest
from worlds import COALITION, CORE, SWING, close, world

from simulation.measures import coalition

SCENE = {"states": 4, "group": [CORE, CORE, COALITION, COALITION], "membership": [1, 1, -1, -1], "gdp": [10, 20, 30, 90]}


def test_the_largest_loss_of_the_core():
    assert coalition.target_loss(world(**SCENE, loss=[0.2, 0.3, 0.9, 0])) == 0.3
    assert coalition.target_loss(world(states=2, loss=0.5)) == 0.0


def test_resilience_is_what_recovery_saved_of_the_loss_that_threatened():
    now = world(
        **SCENE, weight=[0.4, 0.6], premium=[0, 0.5], lost=[[0.5, 0, 1, 1], [0.2, 0.1, 1, 1]], unserved=[[0.2, 0, 0, 0], [0.1, 0.1, 0, 0]],
        loss=[0.3, 0.09, 0, 0],
    )  # fmt: skip
    saved = 0.4 * 0.3 + 0.6 * 0.1 * 1.5
    assert coalition.resilience(now) == close(1 - 0.39 / (0.39 + saved))
    assert coalition.resilience(world(**SCENE)) == coalition.resilience(world(states=2, loss=1.0)) == 1.0


def test_know_how_of_evasion_of_the_core():
    assert coalition.core_evasion(world(**SCENE, evasion=[0.2, 0.6, 1, 1])) == close(0.4)


def test_compliance_of_third_parties_with_secondary_sanctions_on_the_core():
    compliance = [[1, 0.2, 1, 1], [0.4, 1, 1, 1], [0.6, 1, 1, 1], [1, 1, 1, 1]]
    scene = {"states": 4, "group": [CORE, SWING, SWING, COALITION], "membership": [1, 0, 0, -1]}
    now = world(**scene, secondary=[0.5, 0.5, 0, 0], compliance=compliance)
    assert coalition.third_party_compliance(now) == close((0.4 + 0.6) / 2)
    assert coalition.third_party_compliance(now._replace(secondary=0 * now.secondary)) == 0.0


@pytest.mark.parametrize(("measure", "expected"), [(coalition.coalition_loss, 0.4 / 4), (coalition.world_loss, (2 + 6 + 12) / 150)])
def test_losses_are_weighted_by_gdp_of_the_start(measure, expected):
    now = world(**(SCENE | {"gdp": 1.0}), loss=[0.2, 0.3, 0.4, 0])
    assert measure(now, world(**SCENE)) == close(expected)


def test_the_cost_to_the_coalition_by_hand():
    levers = {"military_aid": 0.6, "engagement": [0.2, 0.4, 9, 9], "secondary": [0.6, 0, 9, 9]}
    now = world(**(SCENE | levers | {"gdp": 1.0}), loss=[9, 9, 0.4, 0], war=[0.5, 0.2, 0, 0])
    assert coalition.coalition_cost(now, world(**SCENE)) == close(0.1 + 0.004 * 0.6 * 0.5 + 0.001 * 0.3 + 0.002 * 0.3)
    peace = world(**SCENE, military_aid=1.0)
    assert coalition.coalition_cost(peace, world(**SCENE)) == 0.0
