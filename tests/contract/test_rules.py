"""What every rule of the schedule must hold, whichever it is."""

from collections import namedtuple
from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from worlds import Moment, apply, examples, mid_run, ugly, ugly_moments

from simulation.compiled import compiled
from simulation.footprint import footprint
from simulation.schedule import PARAMETERS, RULES, declared
from simulation.world import VARIABLES, World

STATE_RULES = [name for name, rule in RULES.items() if footprint(rule).of_state]

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
every_state_rule = pytest.mark.parametrize("rule", [RULES[name] for name in STATE_RULES], ids=STATE_RULES)


@cache
def moments() -> tuple[Moment, ...]:
    """One from the middle of a run, and some that no run leads to, where a rule's own past cannot hide what it does."""
    return (mid_run(), *(ugly(seed) for seed in range(16)))


def after(rule: Callable, moment: Moment, states: Iterable[int] = ()) -> World:
    """The moment's world after the rule; the moment stays as it is."""
    return apply(rule, moment.world.copy(), *moment[1:], states=states)


def same_bits(a: World, b: World) -> bool:
    return all(x.tobytes() == y.tobytes() for x, y in zip(a, b, strict=True))


def permuted(world: World, order: np.ndarray) -> World:
    """The same world with its states in another order."""
    made = world.copy()
    for array, variable in zip(made, VARIABLES.values(), strict=True):
        for axis, d in enumerate(variable.dims):
            if d in "ij":
                array[...] = np.take(array, order, axis=axis)
    for pointer in (made.hub, made.second):
        pointer[0] = np.argsort(order)[pointer[0]] if pointer[0] >= 0 else -1
    return made


@every_rule
def test_a_rule_says_what_it_does(rule):
    assert "." in rule.__doc__
    assert footprint(rule).writes


@every_rule
def test_every_parameter_that_a_rule_reads_is_declared_beside_it(rule):
    read = footprint(rule).parameters
    assert set(read) == set(declared([rule]))
    for name in read:
        parameter = PARAMETERS[name]
        assert parameter.name == name
        assert parameter.unit
        assert parameter.meaning
        assert parameter.source
        low, high = parameter.domain
        assert low <= parameter.low <= parameter.base <= parameter.high <= high


@every_rule
def test_a_rule_leaves_start_and_what_is_imposed_alone(rule):
    for moment in moments():
        for array in (*moment.start, *moment.imposed):
            array.flags.writeable = False
        try:
            after(rule, moment)
        finally:
            for array in (*moment.start, *moment.imposed):
                array.flags.writeable = True


@every_state_rule
def test_a_state_writes_its_own_row_of_what_its_rule_declares(rule):
    i = 3
    for moment in moments():
        now = after(rule, moment, [i])
        for name, variable in VARIABLES.items():
            arrays = getattr(moment.world, name), getattr(now, name)
            if name in footprint(rule).writes:
                arrays = tuple(np.delete(array, i, axis=variable.dims.index("i")) for array in arrays)
            assert arrays[0].tobytes() == arrays[1].tobytes(), name


@every_rule
def test_a_rule_leaves_alone_what_it_does_not_declare_as_written(rule):
    for moment in moments():
        now = after(rule, moment)
        for name in set(VARIABLES) - set(footprint(rule).writes):
            assert getattr(moment.world, name).tobytes() == getattr(now, name).tobytes(), name


@every_state_rule
def test_the_order_of_states_does_not_matter(rule):
    for moment in moments():
        n = len(moment.world.id)
        expected = after(rule, moment)
        for order in (range(n)[::-1], np.random.default_rng(1).permutation(n).tolist()):
            assert same_bits(expected, after(rule, moment, order))


@every_rule
def test_naming_the_states_in_another_order_changes_nothing(rule):
    for moment in moments():
        order = np.random.default_rng(2).permutation(len(moment.world.id))
        imposed = moment.imposed._make(
            np.take(array, order, axis=-1) if "i" in VARIABLES[name].dims else array for name, array in moment.imposed._asdict().items()
        )
        moved = Moment(permuted(moment.world, order), permuted(moment.start, order), imposed, moment.p)
        expected, found = permuted(after(rule, moment), order), after(rule, moved)
        for name in VARIABLES:
            np.testing.assert_allclose(getattr(found, name), getattr(expected, name), rtol=0, atol=1e-12, err_msg=name)


@every_rule
def test_compiled_and_plain_give_the_same_bits(rule):
    touched = footprint(rule)
    views = {name: namedtuple(f"{rule.__name__}_{name}", fields) for name, fields in touched.fields.items()}
    fast = compiled(rule)
    for moment in moments():
        given_ = moment._replace(world=moment.world.copy())._asdict()
        arguments = {name: view(*(getattr(given_[name], field) for field in view._fields)) for name, view in views.items()}
        for i in range(len(moment.world.id)) if touched.of_state else (0,):
            fast(*((given_ | arguments | {"i": i})[argument] for argument in touched.arguments))
        assert same_bits(given_["world"], after(rule, moment))


@examples
@given(moment=ugly_moments)
def test_no_rule_leaves_the_declared_ranges(moment):
    for rule in RULES.values():
        now = after(rule, moment)
        for name in footprint(rule).writes:
            array, variable = getattr(now, name), VARIABLES[name]
            assert np.all(np.isfinite(array)), (rule, name)
            assert np.all((array >= variable.low) & (array <= variable.high + 1e-9)), (rule, name)
