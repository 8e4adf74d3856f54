"""The contract of a rule: a list of what it must hold, each a function that says what is wrong."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from experiments.contract.endless import limited
from experiments.contract.moments import Moment, moments
from experiments.contract.worlds import apply
from simulation.events import COLUMNS, KINDS
from simulation.footprint import footprint, text_of
from simulation.frame import Taken
from simulation.program import Program
from simulation.schedule import START, Rule, declared
from simulation.world import VARIABLES, World

Check = Callable[[Rule, Program], str]
"""Takes a rule and a program that has it; the problem, or nothing."""
CLOSE = 1e-12
"""What sums in another order may differ by."""


def says_what_it_does(rule: Rule, program: Program) -> str:
    """It has a docstring of a sentence, and changes something of the world."""
    if "." not in (inspect.getdoc(rule) or ""):
        return "no docstring with a sentence of what it does"
    if not footprint(rule).writes:
        return "it writes nothing to the world; a rule sets fields, as in world.threat[i] = 0.5, and what it returns is not used"
    returned = any(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(ast.parse(text_of(rule))))
    return "it returns a value, which nobody uses; a rule sets fields of the world" if returned else ""


def comes_to_an_end(rule: Rule, program: Program) -> str:
    """It comes to an end."""
    for moment in moments(program):
        with limited(rule):
            after(rule, moment.apart())
    return ""


def is_the_same_again(rule: Rule, program: Program) -> str:
    """Called again on the same world it does the same: chance is drawn by simulation.chance alone, and nothing is remembered."""
    for moment in moments(program):
        if name := _differing(after(rule, moment), after(rule, moment), 0.0):
            return f"{moment}: world.{name} differs when it is called again; draw with simulation.chance, and keep nothing between calls"
    return ""


def declares_parameters(rule: Rule, program: Program) -> str:
    """Every parameter that it reads is declared with bounds that hold its base, a unit, a meaning and a source."""
    known = declared([rule])
    for name in footprint(rule).parameters:
        if name not in known:
            return f"p.{name} is read, and no Parameter of that name is declared in the file or in the package"
        parameter = known[name]
        low, high = parameter.domain
        if not low <= parameter.low <= parameter.base <= parameter.high <= high:
            return f"{name}: the base lies outside its bounds, or the bounds outside the domain"
        if missing := [key for key in ("unit", "meaning", "source") if not getattr(parameter, key)]:
            return f"{name}: no {missing[0]}"
    return ""


def leaves_the_rest_alone(rule: Rule, program: Program) -> str:
    """It changes neither the start, nor what is imposed, nor past measures, nor any field that its text does not write."""
    for moment in moments(program):
        fixed = (*moment.start, *moment.imposed, moment.record)
        before = [array.copy() for array in fixed]
        now = after(rule, moment)
        if any(a.tobytes() != b.tobytes() for a, b in zip(fixed, before, strict=True)):
            return f"{moment}: it changes start, imposed or record"
        for name in set(VARIABLES) - set(footprint(rule).writes):
            if getattr(moment.world, name).tobytes() != getattr(now, name).tobytes():
                return f"{moment}: it changes world.{name}, which its text does not write by name"
    return ""


def writes_its_own_row(rule: Rule, program: Program) -> str:
    """A state's rule writes nothing but the row of that state."""
    i = 3
    for moment in moments(program) if footprint(rule).of_state else ():
        now = after(rule, moment, [i])
        for name in footprint(rule).writes:
            axis = VARIABLES[name].dims.find("i")
            if axis < 0:
                return f"world.{name} has no row for each state; a rule with i writes the row of i alone"
            arrays = (np.delete(getattr(world, name), i, axis=axis) for world in (moment.world, now))
            if len({array.tobytes() for array in arrays}) > 1:
                return f"{moment}: for the state in row {i} it changes rows of world.{name} that are not its own"
    return ""


def is_the_same_in_any_order(rule: Rule, program: Program) -> str:
    """The order in which states are called does not matter: none reads what another writes in the same rule."""
    for moment in moments(program) if footprint(rule).of_state else ():
        n = len(moment.world.id)
        expected, events = told(rule, moment)
        for order in (range(n)[::-1], np.random.default_rng(1).permutation(n).tolist()):
            found, noted = told(rule, moment, order)
            if name := _differing(expected, found, 0.0):
                return f"{moment}: world.{name} depends on the order in which states are called; write to a field of its own first"
            if not np.array_equal(events, noted):
                return f"{moment}: its events depend on the order in which states are called"
    return ""


def is_the_same_for_any_names(rule: Rule, program: Program) -> str:
    """Rows may be exchanged: no state is special by its place, and draws are named by ids, not by rows."""
    for moment in moments(program):
        order = np.random.default_rng(2).permutation(len(moment.world.id))
        imposed = moment.imposed._make(
            np.take(array, order, axis=-1) if "i" in VARIABLES[name].dims else array for name, array in moment.imposed._asdict().items()
        )
        moved = moment._replace(world=_permuted(moment.world, order), start=_permuted(moment.start, order), imposed=imposed)
        expected, events = told(rule, moment)
        found, noted = told(rule, moved)
        if name := _differing(_permuted(expected, order), found, CLOSE):
            return f"{moment}: world.{name} differs when the rows of states are exchanged"
        for column in ("actor", "partner"):
            k = COLUMNS.index(column)
            events[:, k] = _renamed(events[:, k], order)
        events = _in_order(events)
        if noted.shape != events.shape or not np.allclose(noted, events, rtol=0, atol=CLOSE):
            return f"{moment}: its events differ when the rows of states are exchanged"
    return ""


def notes_sound_events(rule: Rule, program: Program) -> str:
    """Events are of this month, of known kinds, states and goods, with probabilities and draws from 0 to 1."""
    for moment in moments(program):
        n, goods = moment.world.need.shape
        for event in told(rule, moment)[1]:
            row = dict(zip(COLUMNS, event, strict=True))
            kind = KINDS.get(int(row["kind"]), "")
            if not kind or row["month"] != moment.world.month[0]:
                return f"{moment}: an event of kind {row['kind']:g} in month {row['month']:g}"
            within = -1 <= row["actor"] < n and -1 <= row["partner"] < n and -1 <= row["good"] < goods and -2 <= row["paid_in"] < goods
            if not within or (row["actor"] == row["partner"] != -1 and kind != "vote") or not 0 <= row["item"] < 64:
                return f"{moment}: {kind} of states, goods or items that do not exist"
            likely = 0.0 <= row["probability"] <= 1.0 or kind == "exercise"
            if not likely or not (0.0 <= row["draw"] <= 1.0 or kind == "vote") or not np.isfinite(row["quantity"]):
                return f"{moment}: {kind} with a probability or draw outside 0 to 1, or a quantity that is not finite"
    return ""


def is_the_same_unobserved(rule: Rule, program: Program) -> str:
    """What it does does not depend on whether its events are taken down."""
    for moment in moments(program):
        if name := _differing(after(rule, moment), after(rule, moment._replace(log=moment.log[:0])), 0.0):
            return f"{moment}: world.{name} depends on the log"
    return ""


def keeps_ranges(rule: Rule, program: Program) -> str:
    """Whatever the world, no field leaves its declared range."""
    for moment in moments(program):
        now = after(rule, moment)
        for name in footprint(rule).writes:
            array, variable = getattr(now, name), VARIABLES[name]
            if not np.all(np.isfinite(array) & (array >= variable.low) & (array <= variable.high + 1e-9)):
                return f"{moment}: world.{name} leaves its range, {variable.low:g} to {variable.high:g}"
    return ""


def is_the_same_compiled(rule: Rule, program: Program) -> str:
    """Compiled and plain Python give the same bits."""
    for part, months in ((program.start, (0,)), (program.month, (1, 14))):
        if rule not in part:
            continue
        k = part.index(rule)
        for moment in moments(program):
            for month in months:
                fast = moment.copy()
                fast.world.month[0] = month
                expected, events = told(rule, fast)
                bound = program.bind(fast.world, fast.start, fast.imposed, fast.p, Taken.of(moment.record.copy(), fast.log))
                bound.advance((month, month + 1), (k, k + 1))
                if name := _differing(fast.world, expected, 0.0):
                    return f"{moment}: world.{name} differs between compiled and plain"
                if not np.array_equal(_in_order(_noted(fast.log)), events):
                    return f"{moment}: its events differ between compiled and plain"
    return ""


CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        says_what_it_does,
        declares_parameters,
        comes_to_an_end,
        leaves_the_rest_alone,
        is_the_same_again,
        writes_its_own_row,
        is_the_same_in_any_order,
        is_the_same_for_any_names,
        notes_sound_events,
        is_the_same_unobserved,
        keeps_ranges,
        is_the_same_compiled,
    )
}
"""What a rule must hold, in the order in which it is checked."""


def with_rule(rule: Rule) -> Program:
    """A program that has the rule: that of the package, or one with the rule at the end of the month."""
    plain = Program()
    return plain if rule in (*START, *plain.month) else Program(month=(*plain.month, rule))


def after(rule: Rule, moment: Moment, states: Iterable[int] = ()) -> World:
    """The moment's world after the rule; the moment stays as it is."""
    return told(rule, moment, states)[0]


def told(rule: Rule, moment: Moment, states: Iterable[int] = ()) -> tuple[World, np.ndarray]:
    """The same, and the events that the rule notes, in an order that does not depend on that of states."""
    moment = moment.copy()
    now = apply(rule, *moment, states=states)
    return now, _in_order(_noted(moment.log))


def _noted(log: np.ndarray) -> np.ndarray:
    return log[1 : int(log[0, 0]) + 1] if len(log) else log


def _in_order(events: np.ndarray) -> np.ndarray:
    return events[np.lexsort(events[:, : COLUMNS.index("quantity")].T)]


def _differing(a: World, b: World, by: float) -> str:
    """The first field in which two worlds differ, to the bit or by more than so much; empty without one."""
    for name in World._fields:
        one, other = getattr(a, name), getattr(b, name)
        if one.tobytes() != other.tobytes() and (by == 0.0 or not np.allclose(one, other, rtol=0, atol=by)):
            return name
    return ""


def _permuted(world: World, order: np.ndarray) -> World:
    """The same world with its states in another order."""
    made = world.copy()
    for array, variable in zip(made, VARIABLES.values(), strict=True):
        for axis, d in enumerate(variable.dims):
            if d in "ij":
                array[...] = np.take(array, order, axis=axis)
    drawn = made.tie_noise + made.tie_noise.T  # one number a pair, in the row of the one that stands first
    made.tie_noise[...] = np.triu(drawn, 1)
    for pointer in (made.hub, made.second, made.response_state):
        pointer[:] = _renamed(pointer, order)
    return made


def _renamed(rows: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Rows of states after they were put in another order; -1 stays nobody."""
    return np.where(rows < 0, -1, np.argsort(order)[rows.astype(int)])
