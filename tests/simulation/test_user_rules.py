"""Rules of the user's: one function in a file of their own, named in scenario.toml."""

import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

import scenarios
import simulation
from scenarios.folder import HERE
from simulation import BlocformError, ScenarioError
from simulation.engine import program_of
from simulation.measures import MEASURES
from simulation.schedule import MONTH, PARAMETERS

RULE = '''"""A rule of the test's."""

from simulation.parameters import Parameter

CONTAGION = Parameter("contagion_rate", 0.0, 0.4, "1/month", "speed at which fear spreads along ties", 0.1, "made up for a test")


def contagion(world, p, i):
    """Pressure on those tied to a state is felt as a threat."""
    for j in range(world.tie.shape[0]):
        world.threat[i] += p.contagion_rate * max(world.tie[i, j], 0.0) * world.pressure[j]
    world.threat[i] = min(world.threat[i], 1.0)
'''
MONTHS = 9


@pytest.fixture
def mine(tmp_path):
    """A copy of ten-states whose last rule is the test's; gives a function that loads it with another text of the rule."""
    shutil.copytree(HERE / "ten-states", tmp_path / "mine")

    def load(rule: str = RULE, names: str = '["...", "my_rules.py:contagion"]', extra: str = "") -> simulation.Scenario:
        text = (HERE / "ten-states" / "scenario.toml").read_text(encoding="utf-8")
        (tmp_path / "mine" / "scenario.toml").write_text(f"rules = {names}\n{text}\n{extra}", encoding="utf-8")
        (tmp_path / "mine" / "my_rules.py").write_text(rule, encoding="utf-8")
        return scenarios.load(tmp_path / "mine")

    return load


def threat(scenario, compiled=False, **overrides):
    """What the rule changes, month by month."""
    return simulation.run(scenario, months=MONTHS, compiled=compiled, **overrides).series("threat")


def refused(mine, *given, **named):
    with pytest.raises(ScenarioError) as caught:
        mine(*given, **named)
    [fault] = caught.value.faults
    assert (fault.where, fault.key) == ("scenario.toml", "rules")
    return fault


def test_a_rule_is_added_where_the_list_names_it(mine):
    last, first = mine(), mine(names='["my_rules.py:contagion", "..."]')
    assert last.month[:-1] == first.month[1:] == MONTH
    assert last.month[-1].__name__ == first.month[0].__name__ == "contagion"
    assert [rule.__name__ for rule in mine(names='["update_trust", "feel_needs"]').month] == ["update_trust", "feel_needs"]


def test_a_rule_changes_the_run_and_nothing_where_its_parameter_is_zero(mine, ten):
    without = threat(ten)
    assert (threat(mine())[-1] > without[-1]).any()
    np.testing.assert_array_equal(threat(mine(), parameters={"contagion_rate": 0.0}), without)


def test_a_rule_may_declare_a_parameter_of_its_own(mine, ten):
    assert mine().parameters == ten.parameters | {"contagion_rate": 0.1}
    chosen = mine(extra="contagion_rate = 0.3")
    assert chosen.parameters["contagion_rate"] == 0.3
    assert (threat(chosen)[-1] > threat(mine())[-1]).any()


@pytest.mark.parametrize(("extra", "key"), [("contagion_rat = 0.3", "parameters"), ("contagion_rate = -1", "parameters.contagion_rate")])
def test_a_parameter_of_the_users_is_checked_as_ours_are(mine, extra, key):
    with pytest.raises(ScenarioError) as caught:
        mine(extra=extra)
    [fault] = caught.value.faults
    assert fault.key == key
    assert key != "parameters" or fault.nearest == "contagion_rate"


def test_a_parameter_is_unknown_without_the_rule_that_reads_it(mine):
    with pytest.raises(ScenarioError, match="contagion_rate"):
        mine(names='["..."]', extra="contagion_rate = 0.3")


@pytest.mark.slow
def test_compiled_and_plain_give_the_same_bits(mine, ten):
    compiled = threat(mine(), compiled=True)
    np.testing.assert_array_equal(compiled, threat(mine()))
    assert not np.array_equal(compiled, threat(ten))


@pytest.mark.slow
def test_a_rule_that_the_compiler_refuses_is_told(mine):
    """It is fine Python, so only the compiler can know."""
    scenario = mine(RULE.replace("min(world.threat[i], 1.0)", 'float(f"{world.threat[i]:.3f}")'), '["my_rules.py:contagion"]')
    assert threat(scenario).any()
    with pytest.raises(BlocformError, match=r"contagion|blocform_user"):
        threat(scenario, compiled=True)


def test_an_edited_rule_takes_effect_at_the_next_load(mine, monkeypatch):
    """Although the size of the file and its time of change to the second stay the same, and bytecode of the old one lies about."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    rates = []
    for rate in ("0.1", "0.2"):
        file = Path(mine().folder) / "my_rules.py"
        file.write_text(RULE.replace("0.1", rate) + "# edited\n", encoding="utf-8")
        os.utime(file, (1e9, 1e9))
        rates.append(scenarios.load(file.parent).parameters["contagion_rate"])
    assert rates == [0.1, 0.2]


def test_programs_of_two_versions_of_a_rule_are_never_taken_for_each_other(mine):
    """A program is named after what it was made from, not after what the file says by the time it is run."""
    one = mine(RULE + "# two versions\n")
    two = mine(RULE.replace("max(world.tie", "min(world.tie") + "# two versions\n")
    assert program_of(one).digest != program_of(two).digest


def test_a_scenario_runs_on_after_its_folder_was_moved(mine, tmp_path):
    mine(RULE + "# moved\n")
    (tmp_path / "mine").rename(tmp_path / "moved")
    assert threat(scenarios.load(tmp_path / "moved"), compiled=False).any()
    assert program_of(scenarios.load(tmp_path / "moved")).digest


def test_the_same_text_gives_the_same_program(mine):
    assert program_of(mine()).digest == program_of(mine()).digest


def test_a_rule_with_the_name_of_one_of_ours_is_refused(mine):
    """The program knows rules by their names, so it would take the place of ours in silence."""
    fault = refused(mine, RULE.replace("def contagion", "def update_trust"), '["...", "my_rules.py:update_trust"]')
    assert fault.given == "my_rules.py:update_trust"


def test_two_rules_of_the_users_may_not_share_a_name(mine):
    """The program would run one of them twice; nor may a rule take the name of a measure."""
    other = Path(mine().folder) / "other.py"
    other.write_text(RULE.replace("max(world", "min(world"), encoding="utf-8")
    refused(mine, names='["...", "my_rules.py:contagion", "other.py:contagion"]')
    measure = next(iter(MEASURES))
    refused(mine, RULE.replace("def contagion", f"def {measure}"), f'["...", "my_rules.py:{measure}"]')


def test_a_rule_may_read_a_parameter_of_ours(mine):
    """Even where the rule of ours that declares it does not run."""
    scenario = mine(RULE.replace("p.contagion_rate", "p.share_speed"), '["my_rules.py:contagion"]')
    assert scenario.parameters["share_speed"] == PARAMETERS["share_speed"].base
    assert threat(scenario).any()


def test_a_rule_lies_beside_the_scenario_that_names_it(mine, tmp_path):
    mine()
    above = tmp_path / "above"
    above.mkdir()
    (above / "scenario.toml").write_text('base = "mine"\ntitle = "Above"\n', encoding="utf-8")
    assert scenarios.load(above).month[-1].__name__ == "contagion"


@pytest.mark.parametrize("word", ["yield", "await world"])
def test_a_rule_that_would_do_nothing_when_called_is_refused(mine, word):
    head = "async def" if word.startswith("await") else "def"
    fault = refused(mine, f"{head} contagion(world, i):\n    {word}\n    world.threat[i] = 1.0\n")
    assert "allowed a plain function" in fault.allowed


@pytest.mark.parametrize(
    ("names", "allowed"),
    [
        ('["...", "my_rule.py:contagion"]', "file not found: my_rule.py"),
        ('["...", "my_rules.py:contagions"]', "my_rules.py has no function 'contagions'"),
        ('["...", "my_rules.py:CONTAGION"]', "has no function 'CONTAGION'"),
        ('["...", "my_rules.py:"]', "has no function ''"),
        ('["...", ":contagion"]', "file not found"),
        ('["...", ""]', "one of"),
    ],
)
def test_a_rule_that_does_not_exist_is_told(mine, names, allowed):
    assert allowed in refused(mine, names=names).allowed


BROKEN = {
    "syntax": ("def contagion(world:", "does not run: SyntaxError"),
    "raises": ("1 / 0", "does not run: ZeroDivisionError: division by zero"),
    "import": ("import no_such_module_anywhere", "does not run: ModuleNotFoundError"),
    "exit": ("import sys\nsys.exit(3)", "does not run: SystemExit"),
    "field": (RULE.replace("world.pressure", "world.presure"), "world.presure does not exist; did you mean 'pressure'"),
    "start": (RULE.replace("p, i", "start, p, i").replace("world.pressure", "start.pressur"), "start.pressur does not exist"),
    "argument": (RULE.replace("p, i", "params, i"), "argument 'params', allowed: world, start, imposed, p, record, log, i"),
    "writes": (RULE.replace("p, i", "start, p, i").replace("world.threat[i] =", "start.threat[i] ="), "a rule writes world alone"),
    "parameter": (RULE.replace("p.contagion_rate", "p.contagion_rte"), "contagion_rte"),
    "number": ("contagion = 5", "has no function 'contagion'"),
    "partial": ("from functools import partial\ncontagion = partial(max, 1)", "contagion"),
    "ufunc": ("from numpy import sqrt as contagion", "has no function 'contagion'"),
    "lambda": ("contagion = lambda world, i: None", "contagion"),
}


@pytest.mark.parametrize(("rule", "allowed"), BROKEN.values(), ids=BROKEN)
def test_a_rule_that_cannot_be_used_is_told(mine, rule, allowed):
    fault = refused(mine, rule)
    assert fault.given == "my_rules.py:contagion"
    assert allowed in fault.allowed
    assert "\n" not in fault.allowed


def test_a_rule_that_broke_can_be_mended(mine):
    refused(mine, "1 / 0")
    assert mine().month[-1].__name__ == "contagion"
