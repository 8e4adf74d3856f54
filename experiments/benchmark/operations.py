"""How many operations a month of the rules takes, counted while the rules run.

The text of every rule, of every measure and of every function that they call is rewritten so that each stretch of statements
that is run as a whole counts how often it ran; what stands in it is counted once, from its syntax tree. Branches that are not
taken, the second side of an ``and`` and the other side of a conditional expression are not counted. The rewritten functions run
in the interpreter and give the same world to the bit.

Counted by kind (``KINDS``): what a rule does to numbers as it is written. Left out: arithmetic of indices and of loops, reads and
writes of arrays that a compiler keeps in registers anyway (``reads`` and ``writes`` count them as written, nothing is charged for
them), the loop over months and calls. A compiler may need less, where it sees that a value was computed before.
"""

from __future__ import annotations

import ast
import inspect
import math
import textwrap
import time
from collections import Counter
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from simulation import chance, numerics
from simulation.engine import program_of
from simulation.events import no_log
from simulation.footprint import footprint
from simulation.initial import imposed_on, initial_world
from simulation.measures import MEASURES
from simulation.scenario import Scenario
from simulation.schedule import START
from simulation.world import World

KINDS = {
    "arithmetic": "sums, differences, products, changes of sign",
    "comparisons": "comparisons, min and max",
    "divisions": "quotients and square roots",
    "exp": "exponentials",
    "log": "logarithms",
    "draws": "numbers drawn, uniform or normal",
    "reads": "elements of arrays read",
    "writes": "elements of arrays written",
}
"""Kinds of operations and what they are."""

_WHOLE = {numerics.exp: "exp", numerics.log: "log", chance.uniform: "draws", chance.normal: "draws"}
"""Functions counted as one, because what a call of them takes is measured."""
_Function = Callable[..., Any]


class Counted(NamedTuple):
    """Operations of a month by kind, the mean of the months that were counted, the world that they lead to, and seconds to the first."""

    a_month: dict[str, float]
    months: int
    world: World
    seconds: float


def operations(scenario: Scenario, seconds: float = math.inf) -> Counted:
    """Operations of a run under seed 1 month by month, up to the scenario's last, or to the first that ends so many seconds after month 0.

    Month 0 is run and not counted, as it is the same in every run of an ensemble.
    """
    began = time.perf_counter()
    until = first = math.inf
    months = scenario.head.months
    counter = _Counter()
    month = [(counter.function(rule), footprint(rule).arguments) for rule in scenario.month]
    start = [(counter.function(rule), footprint(rule).arguments) for rule in START]
    measures = [(counter.function(measure), footprint(measure).arguments) for measure in MEASURES.values()]
    world = initial_world(scenario)
    at = {
        "world": world,
        "start": world,
        "imposed": imposed_on(scenario, months),
        "p": program_of(scenario, False).parameter_record(scenario.parameters),
        "record": np.full((months + 1, len(MEASURES)), np.nan),
        "log": no_log(),
    }
    for t in range(months + 1):
        world.month[0] = t
        for function, arguments in month if t else start:
            given = [at[name] for name in arguments if name != "i"]
            if "i" in arguments:
                for i in range(len(world.id)):
                    function(*given, i)
            else:
                function(*given)
        for k, (function, arguments) in enumerate(measures):
            at["record"][t, k] = function(*(at[name] for name in arguments))
        if t == 0:
            at["start"] = world.copy()
            counter.clear()
            until = time.perf_counter() + seconds
        if t == 1:
            first = time.perf_counter() - began
        if t and time.perf_counter() > until:
            break
    found = counter.total()
    return Counted({kind: found[kind] / t for kind in KINDS}, t, world, first)


class _Counter:
    """Functions rewritten to count, and what they counted: ``ran`` has one number a stretch, of which ``held`` says what it holds."""

    def __init__(self) -> None:
        self.held: list[Counter[str]] = []
        self.ran: list[int] = []
        self.called: Counter[str] = Counter()
        self._made: dict[Any, Any] = {}

    def clear(self) -> None:
        """Forget what was counted so far."""
        self.ran[:] = [0] * len(self.ran)
        self.called.clear()

    def total(self) -> Counter[str]:
        """Operations counted so far by kind."""
        found = Counter(self.called)
        for times, held in zip(self.ran, self.held, strict=True):
            for kind, number in held.items():
                found[kind] += times * number
        return found

    def function(self, function: Any) -> _Function:
        """A function that does the same and counts, and so do those that it calls."""
        if function not in self._made:
            self._made[function] = self._whole(function) if function in _WHOLE else self._rewritten(function)
        return self._made[function]

    def stretch(self, held: Counter[str]) -> int:
        """A new stretch of the text that holds those operations."""
        self.held.append(held)
        self.ran.append(0)
        return len(self.held) - 1

    def _whole(self, function: Any) -> _Function:
        kind, called = _WHOLE[function], self.called

        def counted(*arguments: Any) -> Any:
            called[kind] += 1
            return function(*arguments)

        return counted

    def _rewritten(self, function: Any) -> _Function:
        plain = getattr(function, "py_func", function)
        tree = ast.parse(textwrap.dedent(inspect.getsource(plain)))
        definition = tree.body[0]
        assert isinstance(definition, ast.FunctionDef)
        definition.decorator_list, definition.returns = [], None
        for argument in definition.args.args:
            argument.annotation = None
        definition.body = _Text(self).block(definition.body)
        names = dict(plain.__globals__) | {"_ran": self.ran, "_passed": self._passed}
        for name in plain.__code__.co_names:
            if name in names:
                names[name] = self._seen(names[name], plain.__code__.co_names)
        exec(compile(ast.fix_missing_locations(tree), f"<counted {plain.__name__}>", "exec", dont_inherit=True), names)
        return names[plain.__name__]

    def _passed(self, k: int) -> None:
        self.ran[k] += 1

    def _seen(self, value: Any, names: tuple[str, ...]) -> Any:
        """What a global of a rewritten function stands for: a function that counts, a module of such, or what it was."""
        if isinstance(value, ModuleType) and value.__name__.startswith("simulation."):
            return SimpleNamespace(**{name: self._seen(getattr(value, name), ()) for name in names if hasattr(value, name)})
        plain = getattr(value, "py_func", value)
        if inspect.isfunction(plain) and plain.__module__.startswith("simulation."):
            return self.function(value)
        return value


class _Text:
    """Rewrites statements so that they count, and reads operations off expressions."""

    def __init__(self, counter: _Counter):
        self.counter = counter

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """The statements, with a count ahead of every stretch that is run as a whole."""
        done: list[ast.stmt] = []
        waiting: list[ast.stmt] = []
        held: Counter[str] = Counter()
        for statement in body:
            held += self._of_statement(statement)
            waiting.append(statement)
            if isinstance(statement, ast.If | ast.For | ast.While):
                done += [*self._count(held), *waiting]
                waiting, held = [], Counter()
        return [*done, *self._count(held), *waiting]

    def _count(self, held: Counter[str]) -> list[ast.stmt]:
        return ast.parse(f"_ran[{self.counter.stretch(held)}] += 1").body if held else []

    def _of_statement(self, statement: ast.stmt) -> Counter[str]:
        """Operations of a statement without those of the blocks in it, which are rewritten."""
        if isinstance(statement, ast.If):
            held = self.of(statement.test)
            statement.body, statement.orelse = self.block(statement.body), self.block(statement.orelse)
            return held
        if isinstance(statement, ast.For):
            held = Counter() if _is_call(statement.iter, "range") else self.of(statement.iter)
            statement.body = self.block(statement.body)
            return held
        if isinstance(statement, ast.While):
            test = self.of(statement.test)
            statement.body = [*self._count(test), *self.block(statement.body)]
            return test
        if isinstance(statement, ast.AugAssign):
            also = Counter({"reads": 1}) if isinstance(statement.target, ast.Subscript) else Counter()
            return self.of(statement.target) + self.of(statement.value) + _of_operator(statement.op) + also
        held = Counter()
        for child in ast.iter_child_nodes(statement):
            if isinstance(child, ast.expr):
                held += self.of(child)
        return held

    def of(self, node: ast.AST) -> Counter[str]:
        """Operations that an expression always takes; those that it may take are rewritten to count themselves."""
        if isinstance(node, ast.Subscript):
            if isinstance(node.value, ast.Attribute) and node.value.attr == "shape":
                return Counter()
            return Counter({"writes" if isinstance(node.ctx, ast.Store) else "reads": 1})
        if isinstance(node, ast.BoolOp):
            held = self.of(node.values[0])
            node.values[1:] = [self._if_reached(value) for value in node.values[1:]]
            return held
        if isinstance(node, ast.IfExp):
            held = self.of(node.test)
            node.body, node.orelse = self._if_reached(node.body), self._if_reached(node.orelse)
            return held
        held = Counter()
        for child in ast.iter_child_nodes(node):
            held += self.of(child)
        if isinstance(node, ast.BinOp):
            held += _of_operator(node.op)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
            held["arithmetic"] += 1
        elif isinstance(node, ast.Compare):
            held["comparisons"] += len(node.ops)
        elif _is_call(node, "min") or _is_call(node, "max"):
            held["comparisons"] += len(node.args) - 1
        elif _is_call(node, "sqrt"):
            held["divisions"] += 1
        return held

    def _if_reached(self, node: ast.expr) -> ast.expr:
        held = self.of(node)
        if not held:
            return node
        passed = ast.Call(ast.Name("_passed", ast.Load()), [ast.Constant(self.counter.stretch(held))], [])
        return ast.BoolOp(ast.Or(), [passed, node])


def _is_call(node: ast.AST, name: str) -> bool:
    if not isinstance(node, ast.Call):
        return False
    return (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) == name


def _of_operator(operator: ast.operator) -> Counter[str]:
    if isinstance(operator, ast.Add | ast.Sub | ast.Mult):
        return Counter({"arithmetic": 1})
    return Counter({"divisions": 1}) if isinstance(operator, ast.Div) else Counter()
