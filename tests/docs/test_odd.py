"""The ODD page says what the code says: tables, equations, rules and coefficients."""

import importlib
import inspect
import pkgutil
import re

import pytest

import simulation.rules
from experiments.manual import ODD, marked, steps, tables, update
from simulation.footprint import footprint
from simulation.measures import MEASURES
from simulation.properties import ATTRIBUTES
from simulation.schedule import MONTH, PARAMETERS, RULES
from simulation.world import DRIVEN, VARIABLES

MEND = "simulation/ODD.md is not what the declarations say; run: python -m experiments.manual"
PAGE = ODD.read_text(encoding="utf-8")
PROSE = re.sub(r"<!-- begin: (\S+) -->.*?<!-- end: \1 -->", "", PAGE, flags=re.DOTALL)
SUBMODELS = PROSE.partition("\n## 7 ")[2].partition("\n## 8 ")[0].split("\n### ")[1:]
ELEMENTS = ["Purpose", "Entities", "Process", "Design", "Initialisation", "Input", "Submodels"]

every_submodel = pytest.mark.parametrize("submodel", SUBMODELS, ids=[text.split("\n")[0] for text in SUBMODELS])


def blocks(text: str) -> str:
    """What stands in code blocks."""
    return "\n".join(re.findall(r"```\n(.*?)```", text, re.DOTALL))


def values(text: str) -> list[tuple[str, str]]:
    """Names and numbers of the lines of values."""
    return [(n, v.replace("−", "-")) for n, v in re.findall(r"`(\w+)` = (−?(?:[\d.]+\d|\d))", text)]


def equations(text: str) -> set[str]:
    """Numbers of the equations that a text mentions: 'equation 2', 'equations 6, 8 and 8b'."""
    found = re.findall(r"[Ee]quations? (\d+b?(?:(?:, | and )\d+b?)*)", text)
    return {number for mention in found for number in re.split(", | and ", mention)}


def implemented() -> set[str]:
    """Numbers of the equations that the docstrings of the rules mention."""
    modules = [importlib.import_module(module.name) for module in pkgutil.iter_modules(simulation.rules.__path__, "simulation.rules.")]
    return set().union(*(equations(inspect.getdoc(thing) or "") for thing in (*modules, *RULES.values())))


@pytest.mark.parametrize("name", tables())
def test_every_table_is_the_generated_one(name):
    assert name in marked(PAGE), f"simulation/ODD.md lacks <!-- begin: {name} --> and <!-- end: {name} -->"
    assert marked(PAGE)[name] == tables()[name], MEND


def test_updating_changes_nothing():
    assert update(PAGE, tables()) == PAGE, MEND


def test_every_table_is_marked():
    assert not [line for line in PROSE.splitlines() if line.lstrip().startswith("|")]
    assert len(marked(PAGE)) == PAGE.count("<!-- begin: ")


def test_updating_mends_a_table_and_nothing_else():
    broken = PAGE.replace(tables()["levers"], "| nothing |")
    assert broken != PAGE
    assert update(broken, tables()) == PAGE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- begin: weather -->\n<!-- end: weather -->", "no such table: weather"),
        ("<!-- begin: levers -->\n", "lacks its partner"),
        ("<!-- begin: levers -->\n<!-- end: issues -->", "lacks its partner"),
    ],
)
def test_a_wrong_mark_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        update(text, tables())


def test_the_steps_of_the_schedule_are_those_of_the_month():
    assert [rule for _, rule in steps()] == list(MONTH)
    numbers = [int(step.split()[0]) for step, _ in steps()]
    assert numbers == sorted(numbers)


def test_the_elements_of_the_protocol_are_there_in_order():
    headings = re.findall(r"^## (\d) (\w+)", PROSE, re.MULTILINE)
    assert headings[:7] == [(str(k), word) for k, word in enumerate(ELEMENTS, 1)]


def test_the_page_has_the_equations_of_the_rules():
    headings = "\n".join(text.split("\n")[0] for text in SUBMODELS)
    tags = set(re.findall(r"\s\((\d+b?)\)$", blocks("\n".join(SUBMODELS)), re.MULTILINE))
    assert equations(headings) == implemented()
    assert tags == implemented()
    assert equations(PROSE) <= implemented()


@pytest.mark.parametrize("name", RULES)
def test_the_submodels_name_every_rule(name):
    assert sum(f"`{name}`" in text for text in SUBMODELS) >= 1


def test_every_parameter_has_its_base_beside_one_submodel():
    listed = [name for text in SUBMODELS for name, _ in values(text)]
    assert sorted(listed) == sorted(PARAMETERS)


@every_submodel
def test_numbers_of_a_submodel_are_the_declared_ones(submodel):
    """A swept parameter stands in the equations by name, a fixed coefficient as its number, and no other decimal does."""
    written = blocks(submodel)
    for name, number in values(submodel):
        assert number == f"{PARAMETERS[name].base:.10g}", name
        sign = number.lstrip("-") if PARAMETERS[name].fixed else name
        assert re.search(rf"(?<![\w.]){re.escape(sign)}(?![\w.])", written), f"{name}: {sign} is not in the equations"
    fixed = {number.lstrip("-") for name, number in values(submodel) if PARAMETERS[name].fixed}
    assert set(re.findall(r"\d+\.\d+", written)) <= fixed


def test_everything_that_a_scenario_gives_is_read():
    rules = [rule for rule in MONTH if not set(footprint(rule).writes) & set(DRIVEN)]
    read = {field for f in (*rules, *MEASURES.values()) for owner in ("world", "start") for field in footprint(f).fields[owner]}
    given = {name for name, variable in VARIABLES.items() if variable.driven or variable.data}
    written = {field for rule in rules for field in footprint(rule).writes}
    assert given - read - written == set()
    assert {attribute.name for attribute in ATTRIBUTES} - {variable.data.partition(".")[2] for variable in VARIABLES.values()} == set()
