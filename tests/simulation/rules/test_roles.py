"""Who is the hub."""

import pytest
from worlds import COALITION, CORE, SWING, apply, world

from simulation.rules.roles import find_hub


def roles(capability, group=CORE, **fields):
    now = apply(find_hub, world(states=len(capability), capability=capability, group=group, **fields))
    return now.hub[0], now.second[0]


@pytest.mark.parametrize(("capability", "expected"), [([0.3, 0.1, 0.2], (0, 2)), ([0.1, 0.2, 0.3], (2, 1)), ([0.2, 0.3, 0.1], (1, 0))])
def test_the_hub_is_the_most_capable_and_the_second_the_next(capability, expected):
    assert roles(capability) == expected


@pytest.mark.parametrize(("ids", "expected"), [([7, 5, 6], (1, 2)), ([5, 6, 7], (0, 1)), ([7, 6, 5], (2, 1))])
def test_the_smaller_hash_decides_a_tie(ids, expected):
    assert roles([0.2, 0.2, 0.2], id=ids) == expected


def test_only_the_core_counts():
    assert roles([0.1, 0.9, 0.2, 0.8], group=[CORE, COALITION, CORE, SWING]) == (2, 0)


@pytest.mark.parametrize(("group", "expected"), [([SWING, SWING], (-1, -1)), ([SWING, CORE], (1, -1))])
def test_a_core_of_none_or_one_leaves_roles_empty(group, expected):
    assert roles([0.5, 0.5], group=group, hub=0, second=0) == expected
