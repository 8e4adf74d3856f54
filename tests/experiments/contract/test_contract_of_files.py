"""The contract over a user's file: a sound file passes, and what breaks a rule of it is named."""

import pytest

from experiments.contract import measures, rules
from experiments.contract.file import findings
from simulation.faults import BlocformError

HEAD = '''"""Mine."""

from simulation import chance, events
from simulation.events import NONE, note
from simulation.parameters import Parameter

SPEED = Parameter("fear_speed", 0.0, 0.4, "1/month", "speed at which fear spreads", 0.1, "made up")
'''
SOUND = (
    HEAD
    + '''

def spread_fear(world, start, p, i):
    """Fear of those tied to a state spreads to it."""
    felt = 0.0
    for j in range(world.tie.shape[0]):
        felt += p.fear_speed * max(world.tie[i, j], 0.0) * world.pressure[j]
    world.threat[i] = min(start.threat[i] + min(felt, 1.0), 1.0)


def mean_threat(world):
    """Mean threat felt; 0 to 1."""
    total = 0.0
    for i in range(world.threat.shape[0]):
        total += world.threat[i]
    return total / world.threat.shape[0]
'''
)


def found_in(folder, text):
    file = folder / "mine.py"
    file.write_text(text, encoding="utf-8")
    return list(findings(file))


def problems(folder, text):
    return [(finding.function, finding.check, finding.problem) for finding in found_in(folder, text) if not finding.holds]


def test_a_sound_file_holds_everything(tmp_path):
    found = found_in(tmp_path, SOUND)
    assert [finding.problem for finding in found if not finding.holds] == []
    assert {(finding.function, finding.kind) for finding in found} == {("spread_fear", "rule"), ("mean_threat", "measure")}


RULES = {
    "no docstring": ("def f(world, i):\n    world.threat[i] = 0.5\n", "no docstring"),
    "writes nothing": ('def f(world, i):\n    """Looks."""\n    world.threat[i]\n', "it writes nothing"),
    "a parameter that nobody declares": ('def f(world, p, i):\n    """X."""\n    world.threat[i] = p.fearsome\n', "p.fearsome"),
    "a field that is none": ('def f(world, i):\n    """X."""\n    world.thread[i] = 0.5\n', "did you mean 'threat'"),
    "an argument that is none": ('def f(worlds, i):\n    """X."""\n    worlds.threat[i] = 0.5\n', "argument 'worlds'"),
    "writes the start": ('def f(world, start, i):\n    """X."""\n    start.threat[i] = 0.5\n', "writes world alone"),
    "hides what it writes": (
        'def f(world, i):\n    """X."""\n    a = world.trust\n    a[i, 0] = 0.0\n    world.threat[i] = 0.5\n', "changes world.trust",
    ),
    "hides that it writes the start": (
        'def f(world, start, i):\n    """X."""\n    a = start.threat\n    a[i] = 0.25\n    world.threat[i] = 0.5\n', "changes start",
    ),
    "writes another's row": ('def f(world, i):\n    """X."""\n    world.threat[0] = 0.5\n', "rows of world.threat that are not its own"),
    "writes what has no row": ('def f(world, i):\n    """X."""\n    world.coordination[0] = 0.5\n', "has no row for each state"),
    "reads what others write": (
        'def f(world, i):\n    """X."""\n    world.threat[i] = 0.5 * world.threat[i - 1]\n', "order in which states are called",
    ),
    "a state that is special by its place": (
        'def f(world, i):\n    """X."""\n    world.threat[i] = 1.0 if i == 0 else 0.0\n', "when the rows of states are exchanged",
    ),
    "an event of another month": (
        'def f(world, log, i):\n    """X."""\n    world.threat[i] = 0.5\n'
        "    note(log, 99, events.CRISIS, i, NONE, NONE, NONE, 0, 0.0, 0.5, 0.5)\n", "in month 99",
    ),
    "a probability beyond 1": (
        'def f(world, log, i):\n    """X."""\n    world.threat[i] = 0.5\n'
        "    note(log, world.month[0], events.CRISIS, i, NONE, NONE, NONE, 0, 0.0, 1.5, 0.5)\n", "outside 0 to 1",
    ),
    "depends on the log": (
        'def f(world, log, i):\n    """X."""\n    world.threat[i] = 1.0 if log.shape[0] > 0 else 0.0\n', "depends on the log",
    ),
    "leaves its range": ('def f(world, i):\n    """X."""\n    world.threat[i] = 7.0\n', "leaves its range, 0 to 1"),
    "raises": ('def f(world, i):\n    """X."""\n    world.threat[i] = [0.0][i]\n', "list index out of range (line 12)"),
    "a loop without an end": (
        'def f(world, i):\n    """X."""\n    while i < 100:\n        world.threat[i] = 0.5\n', "does a loop never end, near line 12?",
    ),
    "chance of its own": (
        'import random\n\n\ndef f(world, i):\n    """X."""\n    world.threat[i] = random.random()\n', "draw with simulation.chance",
    ),
    "a memory of its own": (
        'SEEN = []\n\n\ndef f(world, i):\n    """X."""\n    SEEN.append(i)\n    world.threat[i] = 1.0 / len(SEEN)\n',
        "keep nothing between calls",
    ),
    "returns in place of writing": ('def f(world, i):\n    """X."""\n    return 0.5 * world.threat[i]\n', "what it returns is not used"),
    "returns too": ('def f(world, i):\n    """X."""\n    world.threat[i] = 0.5\n    return 0.5\n', "returns a value, which nobody uses"),
    "sets a whole field": ('def f(world, i):\n    """X."""\n    world.threat = 0.5\n', "as in world.threat[i] = 0.5"),
    "other names of arguments": ('def f(w, state):\n    """X."""\n    w.threat[state] = 0.5\n', "argument 'w', allowed: world, start"),
    "a helper that looks like a rule": ('def f(x):\n    """X."""\n    return x / 2\n', "a helper is named with an underscore"),
    "a library that the compiler does not know": (
        'import pandas as pd\n\n\ndef f(world, i):\n    """X."""\n    world.threat[i] = float(pd.Series([0.5]).mean())\n',
        "cannot be compiled; it is plain Python that the compiler does not know: Unknown attribute 'Series'",
    ),
    "cannot be compiled": ('def f(world, i):\n    """X."""\n    world.threat[i] = float(len({**{"a": i}}) > 0)\n', "cannot be compiled"),
}  # fmt: skip


@pytest.fixture
def uncompiled(request, monkeypatch):
    """Leaves the compiler out where it says nothing new, as it takes a second a function."""
    if "compile" not in request.node.callspec.id:
        for module in (rules, measures):
            monkeypatch.setattr(module, "CHECKS", {name: check for name, check in module.CHECKS.items() if "compiled" not in name})


@pytest.mark.usefixtures("uncompiled")
@pytest.mark.parametrize(("text", "said"), RULES.values(), ids=RULES)
def test_a_rule_that_breaks_the_contract_is_told(tmp_path, text, said):
    found = problems(tmp_path, f"{HEAD}\n\n{text}")
    assert any(said in problem for _, _, problem in found), found


MEASURES = {
    "no range": ('def f(world):\n    """Threat."""\n    return world.threat[0] * 1.0\n', "no docstring with meaning and range"),
    "not finite": ('def f(world):\n    """Threat; 0 to 1."""\n    return float("inf") if world.hub[0] < 0 else 0.5\n', "it is not finite"),
    "no number": ('def f(world):\n    """Threat; 0 to 1."""\n    return None\n', "TypeError"),
    "a loop without an end": ('def f(world):\n    """Threat; 0 to 1."""\n    while True:\n        pass\n', "does a loop never end"),
    "changes the world": (
        'def f(world):\n    """Threat; 0 to 1."""\n    a = world.threat\n    a[0] = 0.3\n    return a[0]\n',
        "changes the world",
    ),
}  # fmt: skip


@pytest.mark.usefixtures("uncompiled")
@pytest.mark.parametrize(("text", "said"), MEASURES.values(), ids=MEASURES)
def test_a_measure_that_breaks_the_contract_is_told(tmp_path, text, said):
    found = problems(tmp_path, text)
    assert any(said in problem for _, _, problem in found), found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no rule and no measure"),
        ("def _hidden(world):\n    return 0.0\n", "no rule and no measure"),
        ("1 / 0\n", "does not run: ZeroDivisionError"),
        ("def f(world:\n", "does not run: SyntaxError"),
    ],
)
def test_a_file_that_holds_nothing_is_told(tmp_path, text, said):
    with pytest.raises(BlocformError, match=said):
        found_in(tmp_path, text)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BlocformError, match=r"file not found: none\.py"):
        list(findings(tmp_path / "none.py"))
