"""Variants: a run of one is the run of the scenario that its changes make, to the bit, and leaves no trace in the next."""

import shutil

import numpy as np
import pytest
from watched import WATCHED

import scenarios
import simulation
from scenarios.folder import HERE
from simulation.engine import ensemble, program_of
from simulation.faults import BlocformError, ScenarioError
from simulation.variant import NO_VARIANT, Patch, Variants

CHANGES = {
    "parameters": {"parameters.balance": 0.0, "parameters.requests": 12},
    "parameters nested": {"parameters": {"balance": 0.0}},
    "lever": {"levers.secondary": 1.0},
    "lever of one": {"levers.secondary.CEV": 0.9},
    "tie": {"ties.ARD.BOR": -0.5},
    "trust": {"trust.ARD.BOR": 0.9},
    "sanctions": {"sanctions.DUR.machines": 0.9},
    "attribute": {"attributes.BOR.personalism": 0.9},
    "channel": {"channels.grain.resale": 0.0},
    "calendar off": {"calendar.credit-ban": "off"},
    "calendar off, said otherwise": {"calendar.war": False},
    "lag": {"recognition_lag": 9},
    "chance": {"chance_from": "1901-02"},
    "everything": {"recognition_lag": 3, "levers.secondary": 1.0, "ties.ARD.BOR": 0.0, "calendar.war": "off", "parameters.balance": 0.05},
}


@pytest.fixture(scope="module")
def short():
    return scenarios.load("ten-states").override({"months": 14})


@pytest.fixture(scope="module")
def variants(short):
    return Variants(short)


@pytest.mark.parametrize("name", CHANGES)
def test_a_variant_is_the_scenario_that_its_changes_make(short, variants, name):
    """In measures and path, with the base before and after it in the memory of the same thread."""
    changes = CHANGES[name]
    course = ensemble(short, [(3, 1)] * 3, jobs=1, variants=[NO_VARIANT, variants.of(changes), NO_VARIANT])
    alone = simulation.run(short.override(changes), 3, 1).course
    for field in ("measures", "membership", "tie", "trust"):
        found = getattr(course, field)
        np.testing.assert_array_equal(found[1], getattr(alone, field)[0], err_msg=field)
        np.testing.assert_array_equal(found[0], found[2], err_msg=field)
    assert not np.array_equal(course.measures[0], course.measures[1]), "the change does something"


def test_any_order_and_any_number_of_threads_give_the_same(short, variants):
    every = [variants.of(changes) for changes in CHANGES.values()]
    one = ensemble(short, [(1, 0)] * len(every), jobs=1, variants=every).measures
    turned = ensemble(short, [(1, 0)] * len(every), jobs=3, variants=every[::-1]).measures
    np.testing.assert_array_equal(one, turned[::-1])


def test_thresholds_of_the_outcome_change_no_run(short, variants):
    variant = variants.of({"outcome.support": 0.9})
    assert len(variant.world.positions) == len(variant.imposed.positions) == len(variant.parameters) == 0


def test_what_is_remembered_changes_nothing(short):
    forgetful = Variants(short, room=1)
    for _ in range(2):
        for changes in CHANGES.values():
            one, other = forgetful.of(changes), Variants(short).of(changes)
            assert one.parameters == other.parameters
            for mine, theirs in ((one.world, other.world), (one.imposed, other.imposed)):
                np.testing.assert_array_equal(mine.positions, theirs.positions)
                np.testing.assert_array_equal(mine.numbers, theirs.numbers)


def test_one_and_true_are_two_values(short):
    """Which are equal as keys of a dictionary, and of which one is no number."""
    known = Variants(short)
    known.of({"recognition_lag": 1})
    with pytest.raises(ScenarioError, match="recognition_lag"):
        known.of({"recognition_lag": True})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"parameters.balanc": 0.0}, "did you mean 'balance'"),
        ({"parameters.balance": -1}, "parameters.balance: given -1"),
        ({"parameters.balance": float("nan")}, "given nan"),
        ({"parameters.balance": float("inf")}, "given inf"),
        ({"parameters.requests": 10**400}, "parameters.requests: given 1000"),
        ({"parameters.balance": "0.02"}, "given '0.02', allowed: a number"),
        ({"parameters.balance": True}, "given True, allowed: a number"),
        ({"parameters.balance": [1, 2]}, r"given \[1, 2\]"),
        ({"parameters.balance": None}, "given None"),
        ({"levers.secondary": [1]}, r"given '\[1\]'"),
        ({"levers.secondary": "much"}, "given 'much'"),
        ({"levers.secondry": 1}, "did you mean 'secondary'"),
        ({"ties.ARD.XYZ": 0.1}, "ties.STATE.PARTNER"),
        ({"calendar.wra": "off"}, "did you mean 'war'"),
        ({"calendar.war": "on"}, "off, which drops the event"),
        ({"recognition_lag": 1.5}, "recognition_lag"),
    ],
)
def test_what_is_impossible_is_refused_with_a_reason(variants, changes, said):
    with pytest.raises(ScenarioError, match=said):
        variants.of(changes)


def test_every_fault_of_the_parameters_is_told_at_once(variants):
    with pytest.raises(ScenarioError) as caught:
        variants.of({"parameters.balance": -1, "parameters.requests": "many", "parameters.no": 0})
    assert {fault.key for fault in caught.value.faults} == {"parameters.balance", "parameters.requests", "parameters.no"}


@pytest.mark.parametrize("changes", [{"months": 9}, {"rules": ["update_trust"]}, {"measures": ["...", "cohesion"]}])
def test_another_shape_or_other_rules_are_no_variant(variants, changes):
    with pytest.raises(ValueError, match="the months, rules and measures of its base"):
        variants.of(changes)


def test_a_patch_keeps_every_bit():
    old, new = np.array([0.0, 1.0, np.nan, 2.0]), np.array([-0.0, 1.0, np.nan, 3.0])
    patch = Patch.between(old, new)
    assert patch.positions.tolist() == [0, 3]
    patch.apply(old)
    np.testing.assert_array_equal(old.view(np.int64), new.view(np.int64))


def test_some_measures_are_the_same_as_among_all(short, variants):
    chosen = ("cohesion", "second_dependence")
    every, some = (ensemble(short, [(1, 0), (1, 1)], variants=[NO_VARIANT] * 2, measures=names) for names in (None, chosen))
    for name in every.names:
        if name in chosen:
            np.testing.assert_array_equal(some.series(name), every.series(name))
        else:
            assert np.isnan(some.series(name)).all(), name
    np.testing.assert_array_equal(some.trust, every.trust)
    assert np.isnan(ensemble(short, [(1, 0)], measures=()).measures).all()


@pytest.fixture
def watchful(tmp_path):
    """A copy of ten-states whose signposts answer."""
    folder = shutil.copytree(HERE / "ten-states", tmp_path / "mine")
    for name, text in WATCHED.items():
        (folder / name).write_text(text, encoding="utf-8")
    return scenarios.load(folder).override({"months": 14})


def test_signposts_see_their_measures_though_nobody_wants_them(watchful):
    every, none = (ensemble(watchful, [(1, 0)], measures=names) for names in (None, ()))
    np.testing.assert_array_equal(every.tie, none.tie)


RULE = '''"""A rule of the test's."""


def stumble(world, i):
    """Raise an exception in month 5 of every second replicate."""
    if world.month[0] == 5 and world.key[1] % 2 == 0:
        raise ValueError("stumbled")
'''


@pytest.fixture
def stumbling(tmp_path):
    """A copy of ten-states with a rule of the user's that raises an exception in every second replicate."""
    folder = shutil.copytree(HERE / "ten-states", tmp_path / "mine")
    (folder / "my_rules.py").write_text(RULE, encoding="utf-8")
    text = (folder / "scenario.toml").read_text(encoding="utf-8")
    (folder / "scenario.toml").write_text('rules = ["...", "my_rules.py:stumble"]\n' + text, encoding="utf-8")
    return scenarios.load(folder).override({"months": 7})


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_run_that_fails_is_told_and_the_others_are_untouched(stumbling, jobs):
    told, ticks = {}, []
    course = ensemble(stumbling, [(1, k) for k in range(6)], jobs, ticks.append, failed=told.__setitem__)
    assert told == dict.fromkeys((0, 2, 4), "rule stumble raised an exception in month 5; compiled=False shows where")
    assert ticks == [1] * 6
    assert np.isnan(course.measures[::2]).all()
    sound = stumbling.override({"rules": []})
    np.testing.assert_array_equal(course.measures[1::2], ensemble(sound, [(1, k) for k in (1, 3, 5)]).measures)


def test_without_anybody_to_tell_the_failure_ends_the_ensemble(stumbling):
    with pytest.raises(BlocformError, match="stumble raised an exception in month 5"):
        ensemble(stumbling, [(1, 1), (1, 2)])


def test_the_rule_is_part_of_the_program(stumbling, short):
    assert program_of(stumbling).digest != program_of(short).digest
