"""A rule that is edited takes effect in the next process, and nothing else is compiled for it."""

import pytest
from copied import Copied

from simulation.program import Program

RULES = ("find_teacher", "learn_evasion", "update_threat", "disturb_ties")
SMALL = """
import json, sys
import numpy as np
from simulation.frame import Taken
from simulation.imposed import steady
from simulation.program import Program
from simulation.schedule import RULES
from simulation.world import COUNTED, VARIABLES, WINDOW, empty

SIZES = {"i": 3, "j": 3, "c": 2, "m": 2, "g": 2, "s": 0, "r": 0, "w": WINDOW}

def world(seed):
    rng = np.random.default_rng(seed)
    made = empty(SIZES)
    for name, variable in VARIABLES.items():
        if name not in COUNTED:
            getattr(made, name)[...] = rng.random(variable.shape(SIZES))
    made.id[:] = 101, 102, 103
    made.evasion[:] = 0.1, 0.5, 0.9
    return made

def result(is_compiled):
    program = Program([RULES[name] for name in sys.argv[1:]], (), {}, is_compiled)
    now = world(1)
    program.bind(now, world(2), steady(SIZES, 3), program.parameter_record({}), Taken.of(np.zeros((0, 0)))).advance((1, 4))
    return {name: getattr(now, name).tolist() for name in ("teacher", "evasion", "threat", "tie_noise")}

print(json.dumps([result(True), result(False)]))
"""
WHOLE = """
import json
import scenarios, simulation
from experiments.provenance import record_digest
scenario = scenarios.load("ten-states")
runs = [simulation.run(scenario, 1, months=6, compiled=compiled) for compiled in (True, False)]
print(json.dumps([record_digest(run.record) for run in runs]))
"""
EVASION = "simulation/rules/evasion.py", "min(speed, 1.0) * (1.0 - world", "min(speed, 1.0) * (1.5 - world"
"""An edit of an equation: file, what stands there and what instead."""
NUMERICS = "simulation/numerics.py", "(high if x > high else x)", "(high if x > high else 0.5 * x)"
TIES = "simulation/rules/ties.py", "p.tie_speed * (target - tie)", "0.5 * p.tie_speed * (target - tie)"
CHANCE = "simulation/chance.py", "(fraction - 1.0) + ", "0.5 * (fraction - 1.0) + "

BASE = (
    "simulation/rules/ties.py",
    '0.01, "judgement", domain=(0.0, 1.0), fixed=True',
    '0.02, "judgement", domain=(0.0, 1.0), fixed=True',
)


def ran(copied, script):
    """What compiled code does, which is what the interpreter does, and the names of the entries that were compiled for it."""
    before = copied.compiled()
    fast, plain = copied.run(script, *RULES)
    assert fast == plain
    return fast, {folder.rpartition("-")[0] for folder, _ in copied.compiled() - before}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A copy in which four rules are compiled, and what they do."""
    copied = Copied(tmp_path_factory.mktemp("copied"))
    first, new = ran(copied, SMALL)
    assert new == {"loop", *RULES}
    return copied, first


def test_an_edited_rule_takes_effect_and_alone_is_compiled_anew(small):
    copied, first = small
    with copied.edited(*EVASION):
        second, new = ran(copied, SMALL)
    assert second["evasion"] != first["evasion"]
    assert {name: second[name] for name in first if name != "evasion"} == {name: first[name] for name in first if name != "evasion"}
    assert new == {"find_teacher", "learn_evasion"}
    assert ran(copied, SMALL) == (first, set())


@pytest.mark.parametrize(("edit", "moved"), [(NUMERICS, "threat"), (CHANCE, "tie_noise")], ids=["numerics", "chance"])
def test_whatever_imports_an_edited_helper_is_compiled_anew(small, edit, moved):
    copied, first = small
    with copied.edited(*edit):
        second, new = ran(copied, SMALL)
    assert second[moved] != first[moved]
    module = edit[0].removesuffix(".py").replace("/", ".")
    homes = {"find_teacher": "evasion", "learn_evasion": "evasion", "update_threat": "threat", "disturb_ties": "ties"}
    expected = {name for name, home in homes.items() if copied.depends(f"simulation.rules.{home}", module)}
    assert "disturb_ties" in expected < set(RULES)
    assert new == expected


def test_another_base_of_a_parameter_takes_effect(small):
    """It is no part of what is compiled; but it stands in the module of the rule, which is compiled anew."""
    copied, first = small
    with copied.edited(*BASE):
        second, new = ran(copied, SMALL)
    assert all(second["tie_noise"][i][j] == 2 * first["tie_noise"][i][j] != 0 for i in range(3) for j in range(i + 1, 3))
    assert new == {"disturb_ties"}


@pytest.mark.slow
def test_in_the_whole_package_an_edit_compiles_nothing_but_what_imports_it(tmp_path):
    copied = Copied(tmp_path)
    first, everything = ran(copied, WHOLE)
    with copied.edited(*TIES):
        second, new = ran(copied, WHOLE)
    assert second != first
    modules = {name: entry.function.__module__ for name, entry in Program().entries.items()}
    assert everything == set(modules)
    assert new == {name for name, module in modules.items() if copied.depends(module, "simulation.rules.ties")}
    assert len(new) < len(everything) / 4
    assert ran(copied, WHOLE) == (first, set())
