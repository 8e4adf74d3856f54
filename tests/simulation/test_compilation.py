"""Entries: what their names depend on, where they are kept, and what happens where they cannot be."""

import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from copied import Copied
from worlds import ugly

from simulation.compilation import cache_folder
from simulation.faults import BlocformError
from simulation.frame import Taken
from simulation.program import Program
from simulation.user_rules import load_rule

DIGESTS = """
import json
from simulation.program import Program
print(json.dumps({name: entry.digest for name, entry in Program().entries.items()}))
"""
MODULES = """
import json
from simulation.program import Program
print(json.dumps({name: entry.function.__module__ for name, entry in Program().entries.items()}))
"""
RULE = '''"""A rule of the test's."""

from simulation.numerics import exp


def fade(world, i):
    """Threat fades to e to the minus threat of itself."""
    world.threat[i] *= exp(-world.threat[i])
'''


EDITS = {
    "evasion": ("simulation/rules/evasion.py", {"find_teacher", "learn_evasion"}),
    "threat": ("simulation/rules/threat.py", {"update_threat", "compare_grievances"}),
    "numerics": ("simulation/numerics.py", {"bear_loss", "measure_leverage", "make_deals"}),
    "chance": ("simulation/chance.py", {"make_deals", "disturb_ties"}),
    "compiled": ("simulation/compiled.py", None),
    "memory": ("simulation/memory.py", None),
    "world": ("simulation/world.py", None),
    "engine": ("simulation/engine.py", set()),
    "scenario": ("simulation/scenario.py", set()),
    "model": ("simulation/model.py", set()),
    "page": ("simulation/ODD.md", set()),
}
"""By module edited, entries that certainly depend on it; None: all of them."""


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of the package, the digests of its entries and the modules of their functions."""
    made = Copied(tmp_path_factory.mktemp("copied"))
    return made, made.run(DIGESTS), made.run(MODULES)


@pytest.mark.parametrize("edited", EDITS)
def test_an_entry_is_named_anew_where_what_it_imports_was_edited(copied, edited):
    """And nowhere else, as another reading of the imports says."""
    code, before, modules = copied
    file, certain = EDITS[edited]
    with code.edited(file, "", "\n# edited\n"):
        after = code.run(DIGESTS)
    changed = {name for name in before if before[name] != after[name]}
    if certain is None:
        assert changed == set(before)
    elif not certain:
        assert not changed
    else:
        module = file.removesuffix(".py").replace("/", ".")
        assert changed == {name for name in before if code.depends(modules[name], module)}
        assert certain <= changed < set(before)


def test_every_entry_is_named_anew_where_the_frame_is_laid_out_otherwise(copied):
    """An old binary would read the wrong address."""
    code, before, _ = copied
    with code.edited("simulation/frame.py", '"tkzelyxab"', '"tkzelyxabq"'):
        after = code.run(DIGESTS)
    assert not [name for name in before if before[name] == after[name]]


def test_the_same_text_elsewhere_has_the_same_name(copied, tmp_path):
    assert copied[1] == {name: entry.digest for name, entry in Program().entries.items()}
    assert copied[0].run(DIGESTS) == copied[1]
    assert not copied[0].compiled()


@pytest.fixture
def fade(tmp_path):
    """Gives the rule of the test's in a text of its own, as a user's."""

    def load(text=RULE, name="fade"):
        (tmp_path / "mine.py").write_text(text, encoding="utf-8")
        return load_rule(f"mine.py:{name}", tmp_path)

    return load


def digest(rule):
    return Program((rule,), (), {}).entries[rule.__name__].digest


def test_an_entry_of_a_user_is_named_after_the_text_of_its_file(fade):
    assert digest(fade()) == digest(fade())
    assert digest(fade()) != digest(fade(RULE + "\n# edited\n"))


def test_an_entry_of_a_user_is_named_anew_where_what_it_imports_was_edited(copied, tmp_path):
    code, _, _ = copied
    (tmp_path / "mine.py").write_text(RULE, encoding="utf-8")
    script = (
        "import json, sys; from pathlib import Path; from simulation.program import Program; from simulation.user_rules import load_rule;"
        "rule = load_rule('mine.py:fade', Path(sys.argv[1]));"
        "print(json.dumps(Program((rule,), (), {}).entries['fade'].digest))"
    )
    digests = [code.run(script, str(tmp_path))]
    for file in ("simulation/numerics.py", "simulation/rules/evasion.py"):
        with code.edited(file, "", "\n# edited\n"):
            digests.append(code.run(script, str(tmp_path)))
    assert digests[1] != digests[0]
    assert digests[2] == digests[0]


def faded(rule, is_compiled=True):
    """The threats of a small world after a month of the rule alone."""
    moment = ugly(5, states=3)
    moment.world.threat[:] = [0.25, 0.5, 1.0]
    made = Program((rule,), (), {}, is_compiled)
    made.bind(moment.world, moment.start, moment.imposed, made.parameter_record({}), Taken.of(np.zeros((0, 0)))).advance((1, 2))
    return moment.world.threat.tolist()


def test_a_compiled_entry_waits_in_its_folder(fade, tmp_path, monkeypatch):
    monkeypatch.setenv("BLOCFORM_CACHE", str(tmp_path / "cache"))
    rule = fade()
    entry = Program((rule,), (), {}).entries["fade"]
    assert entry.folder == tmp_path / "cache" / f"fade-{entry.digest}"
    assert not entry.is_cached
    assert faded(rule) == faded(rule, is_compiled=False)
    assert entry.is_cached
    assert {folder.name.split("-")[0] for folder in (tmp_path / "cache").iterdir()} == {"fade", "loop"}


def test_what_waits_is_taken_by_the_next_process_and_not_compiled_again(copied):
    code, _, _ = copied
    script = (
        "import json; from simulation.program import Program; from simulation.rules.evasion import find_teacher;"
        "p = Program((find_teacher,), (), {}); waits = p.is_cached; p.calls; print(json.dumps([waits, p.is_cached]))"
    )
    assert code.run(script) == [False, True]
    before = code.compiled()
    assert len(before) == 2
    assert code.run(script) == [True, True]
    assert code.compiled() == before


@pytest.mark.parametrize(
    "body",
    [
        'world.threat[i] = float(f"{world.threat[i]:.3f}")',
        "world.threat[i] = not_there",
        "world.threat[i] = {k: k for k in range(3)}",
        "world.threat[i] = world",
        "world.threat[i] = open('x').read()",
        "with open('x') as x:\n        world.threat[i] = len(x)",
        "world.threat[i] = world.threat[i].no_method()",
        "world.threat[i, 0, 0] = 1.0",
        "print(f'{world.threat[i]}', file=None)",
    ],
)
def test_a_rule_that_cannot_be_compiled_is_named(fade, body):
    with pytest.raises(BlocformError, match=r"^fade cannot be compiled"):
        faded(fade(f"def fade(world, i):\n    {body}\n"))


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_without_a_place_to_write_to_it_is_compiled_all_the_same(fade, tmp_path, monkeypatch, kind):
    """A file stands where the cache, or the folder of an entry, should be."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("BLOCFORM_CACHE", str(cache))
    rule = fade()
    made = Program((rule,), (), {})
    if kind == "file":
        cache.write_text("in the way", encoding="utf-8")
    else:
        cache.mkdir()
        for entry in made.entries.values():
            entry.folder.write_text("in the way", encoding="utf-8")
    assert not made.is_cached
    assert faded(rule) == faded(rule, is_compiled=False)
    assert not made.is_cached


def test_the_cache_is_where_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("BLOCFORM_CACHE", str(tmp_path / "one"))
    assert cache_folder() == tmp_path / "one"
    monkeypatch.delenv("BLOCFORM_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "blocform"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "nobody")
    assert cache_folder() == Path(tempfile.gettempdir()) / "blocform"
    (tmp_path / "nobody").mkdir()
    assert cache_folder() == tmp_path / "nobody" / ".cache" / "blocform"


def test_plain_entries_are_the_functions_themselves():
    """So that a breakpoint in a rule is met."""
    seen = []

    def notice(world, i):
        """A rule that only the interpreter can run."""
        seen.append(sys._getframe(1).f_code.co_name)
        world.threat[i] = float(i)

    assert faded(notice, is_compiled=False) == [0.0, 1.0, 2.0]
    assert seen == ["enter"] * 3
