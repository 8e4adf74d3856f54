"""What every rule of the schedule must hold, whichever it is."""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from worlds import Moment, apply, examples, mid_run, parameters, ugly, ugly_moments

from simulation.events import COLUMNS, KINDS
from simulation.footprint import footprint
from simulation.frame import Taken
from simulation.program import Program
from simulation.schedule import MONTH, PARAMETERS, RULES, START, declared
from simulation.world import VARIABLES, World

STATE_RULES = [name for name, rule in RULES.items() if footprint(rule).of_state]

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
every_state_rule = pytest.mark.parametrize("rule", [RULES[name] for name in STATE_RULES], ids=STATE_RULES)


EAGER = {
    "demand_rate": 0.5, "exit_hazard": 1.0, "recognition_rate": 1.0, "recognition_cover": 0.0, "recognition_tie": 0.0,
    "concession_from_asymmetry": 1.5, "exposure_aversion": 0.0, "temptation_base": 0.8, "norm_weight": 0.0,
}  # fmt: skip
"""Parameters under which what is rare happens often."""


def eager(seed: int) -> Moment:
    """An ugly moment in which everybody deals, without money or fear of the coalition, and wars win cover."""
    moment = ugly(seed)._replace(p=parameters(**EAGER))
    now = moment.world
    for name, value in {"need": 1.0, "capacity": 1.0, "stock": 1.0, "liquidity": 0.0, "coalition_leverage": 0.0, "war": 1.0}.items():
        getattr(now, name)[...] = value
    now.recognised[...] = now.sanctioned[...] = 0.0
    now.cover[...] = moment.start.cover + 1.0
    return moment


@cache
def moments() -> tuple[Moment, ...]:
    """One from the middle of a run, and some that no run leads to, where a rule's own past cannot hide what it does."""
    return (mid_run(), *(ugly(seed) for seed in range(16)), *(eager(seed) for seed in range(16, 28)))


def after(rule: Callable, moment: Moment, states: Iterable[int] = ()) -> World:
    """The moment's world after the rule; the moment stays as it is."""
    return told(rule, moment, states)[0]


def told(rule: Callable, moment: Moment, states: Iterable[int] = ()) -> tuple[World, np.ndarray]:
    """The same, and the events that the rule notes, in an order that does not depend on that of states."""
    moment = moment.copy()
    now = apply(rule, *moment, states=states)
    return now, in_order(noted_in(moment.log))


def noted_in(log: np.ndarray) -> np.ndarray:
    return log[1 : int(log[0, 0]) + 1] if len(log) else log


def in_order(events: np.ndarray) -> np.ndarray:
    return events[np.lexsort(events[:, : COLUMNS.index("quantity")].T)]


def same_bits(a: World, b: World) -> bool:
    return all(x.tobytes() == y.tobytes() for x, y in zip(a, b, strict=True))


def permuted(world: World, order: np.ndarray) -> World:
    """The same world with its states in another order."""
    made = world.copy()
    for array, variable in zip(made, VARIABLES.values(), strict=True):
        for axis, d in enumerate(variable.dims):
            if d in "ij":
                array[...] = np.take(array, order, axis=axis)
    drawn = made.tie_noise + made.tie_noise.T  # one number a pair, in the row of the one that stands first
    made.tie_noise[...] = np.triu(drawn, 1)
    for pointer in (made.hub, made.second, made.response_state):
        pointer[:] = renamed(pointer, order)
    return made


def renamed(rows: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Rows of states after they were put in another order; -1 stays nobody."""
    return np.where(rows < 0, -1, np.argsort(order)[rows.astype(int)])


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
def test_a_rule_leaves_start_record_and_what_is_imposed_alone(rule):
    for moment in moments():
        fixed = (*moment.start, *moment.imposed, moment.record)
        for array in fixed:
            array.flags.writeable = False
        try:
            after(rule, moment)
        finally:
            for array in fixed:
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
        expected, events = told(rule, moment)
        for order in (range(n)[::-1], np.random.default_rng(1).permutation(n).tolist()):
            found, noted = told(rule, moment, order)
            assert same_bits(expected, found)
            np.testing.assert_array_equal(events, noted)


@every_rule
def test_naming_the_states_in_another_order_changes_nothing(rule):
    for moment in moments():
        order = np.random.default_rng(2).permutation(len(moment.world.id))
        imposed = moment.imposed._make(
            np.take(array, order, axis=-1) if "i" in VARIABLES[name].dims else array for name, array in moment.imposed._asdict().items()
        )
        moved = moment._replace(world=permuted(moment.world, order), start=permuted(moment.start, order), imposed=imposed)
        expected, events = told(rule, moment)
        found, noted = told(rule, moved)
        for name, array in permuted(expected, order)._asdict().items():
            np.testing.assert_allclose(getattr(found, name), array, rtol=0, atol=1e-12, err_msg=name)
        for column in ("actor", "partner"):
            k = COLUMNS.index(column)
            events[:, k] = renamed(events[:, k], order)
        np.testing.assert_allclose(noted, in_order(events), rtol=0, atol=1e-12)


@every_rule
def test_a_rule_notes_events_of_its_month_with_known_kinds_actors_and_probabilities(rule):
    for moment in moments():
        n, goods = moment.world.need.shape
        for month, kind, actor, partner, good, paid_in, item, quantity, probability, draw in told(rule, moment)[1]:
            assert month == moment.world.month[0]
            assert kind in KINDS
            assert actor in range(-1, n)
            assert partner in range(-1, n)
            assert actor != partner or actor == -1 or KINDS[kind] == "vote"
            assert good in range(-1, goods)
            assert paid_in in range(-2, goods)
            assert item in range(64)
            assert np.isfinite(quantity)
            assert 0.0 <= probability <= 1.0 or KINDS[kind] == "exercise"
            assert 0.0 <= draw <= 1.0 or KINDS[kind] == "vote"


def test_the_moments_of_this_contract_bring_every_kind_of_event():
    seen = {KINDS[kind] for rule in RULES.values() for moment in moments() for kind in told(rule, moment)[1][:, 1]}
    assert seen == set(KINDS.values())


@every_rule
def test_what_a_rule_does_does_not_depend_on_whether_it_is_noted(rule):
    for moment in moments():
        assert same_bits(after(rule, moment), after(rule, moment._replace(log=moment.log[:0])))


@cache
def program() -> Program:
    """The program of the package, in which every rule is compiled already."""
    return Program()


@every_rule
def test_compiled_and_plain_give_the_same_bits(rule):
    for rules, months in ((START, (0,)), (MONTH, (1, 14))):
        if rule not in rules:
            continue
        k = rules.index(rule)
        for moment, month in product(moments(), months):
            fast = moment.copy()
            fast.world.month[0] = month
            expected, events = told(rule, fast)
            taken = Taken.of(moment.record.copy(), fast.log)
            program().bind(fast.world, fast.start, fast.imposed, fast.p, taken).advance((month, month + 1), (k, k + 1))
            assert same_bits(fast.world, expected)
            np.testing.assert_array_equal(in_order(noted_in(fast.log)), events)


@examples
@given(moment=ugly_moments)
def test_no_rule_leaves_the_declared_ranges(moment):
    for rule in RULES.values():
        now = after(rule, moment)
        for name in footprint(rule).writes:
            array, variable = getattr(now, name), VARIABLES[name]
            assert np.all(np.isfinite(array)), (rule, name)
            assert np.all((array >= variable.low) & (array <= variable.high + 1e-9)), (rule, name)
