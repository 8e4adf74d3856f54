"""What every rule of the schedule must hold, whichever it is."""

from collections import namedtuple

import numpy as np
import pytest
from hypothesis import given
from worlds import apply, examples, mid_run, ugly_moments

from simulation.compiled import compiled
from simulation.footprint import footprint
from simulation.schedule import PARAMETERS, RULES, declared
from simulation.world import VARIABLES, World

STATE_RULES = [name for name, rule in RULES.items() if footprint(rule).of_state]

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
every_state_rule = pytest.mark.parametrize("rule", [RULES[name] for name in STATE_RULES], ids=STATE_RULES)


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
    moment = mid_run()
    for array in (*moment.start, *moment.imposed):
        array.flags.writeable = False
    try:
        apply(rule, *moment)
    finally:
        for array in (*moment.start, *moment.imposed):
            array.flags.writeable = True


@every_state_rule
def test_a_state_writes_its_own_row_of_what_its_rule_declares(rule):
    moment = mid_run()
    i = 3
    now = apply(rule, *moment, states=[i])
    before = mid_run().world
    for name, variable in VARIABLES.items():
        was, is_now = getattr(before, name), getattr(now, name)
        if name in footprint(rule).writes:
            own = variable.dims.index("i")
            was, is_now = np.delete(was, i, axis=own), np.delete(is_now, i, axis=own)
        assert was.tobytes() == is_now.tobytes(), name


@every_rule
def test_a_rule_leaves_alone_what_it_does_not_declare_as_written(rule):
    moment = mid_run()
    apply(rule, *moment)
    for name in set(VARIABLES) - set(footprint(rule).writes):
        assert getattr(moment.world, name).tobytes() == getattr(mid_run().world, name).tobytes(), name


@every_state_rule
def test_the_order_of_states_does_not_matter(rule):
    n = len(mid_run().world.id)
    orders = [range(n), range(n)[::-1], np.random.default_rng(1).permutation(n).tolist()]
    worlds = [apply(rule, *mid_run(), states=order) for order in orders]
    assert same_bits(worlds[0], worlds[1])
    assert same_bits(worlds[0], worlds[2])


@every_rule
def test_naming_the_states_in_another_order_changes_nothing(rule):
    moment = mid_run()
    order = np.random.default_rng(2).permutation(len(moment.world.id))
    moved = moment._replace(world=permuted(moment.world, order), start=permuted(moment.start, order))
    imposed = [np.take(array, order, axis=-1) if "i" in VARIABLES[name].dims else array for name, array in moment.imposed._asdict().items()]
    expected = permuted(apply(rule, *moment), order)
    found = apply(rule, *moved._replace(imposed=type(moment.imposed)(*imposed)))
    for name in VARIABLES:
        np.testing.assert_allclose(getattr(found, name), getattr(expected, name), rtol=0, atol=1e-12, err_msg=name)


@every_rule
def test_compiled_and_plain_give_the_same_bits(rule):
    moment = mid_run()
    touched = footprint(rule)
    sources = {"world": moment.world, "start": moment.start, "imposed": moment.imposed}
    views = {
        name: namedtuple(f"{rule.__name__}_{name}", touched.fields[name])(*(getattr(source, field) for field in touched.fields[name]))
        for name, source in sources.items()
    }
    fast = compiled(rule)
    for i in range(len(moment.world.id)) if touched.of_state else (0,):
        fast(*((views | {"p": moment.p, "i": i})[argument] for argument in touched.arguments))
    assert same_bits(moment.world, apply(rule, *mid_run()))


@examples
@given(moment=ugly_moments())
def test_no_rule_leaves_the_declared_ranges(moment):
    for rule in RULES.values():
        world = apply(rule, moment.world.copy(), *moment[1:])
        for name in footprint(rule).writes:
            array, variable = getattr(world, name), VARIABLES[name]
            assert np.all(np.isfinite(array)), (rule, name)
            assert np.all((array >= variable.low) & (array <= variable.high + 1e-9)), (rule, name)
