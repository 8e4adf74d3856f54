"""Programs: rules of a schedule in order, as entries that are compiled or run by the interpreter."""

import numpy as np
import pytest
from worlds import no_record, ugly

from simulation.events import new_log
from simulation.faults import BlocformError
from simulation.frame import Taken
from simulation.imposed import steady
from simulation.measures import MEASURES
from simulation.parameters import Parameter
from simulation.program import NO_RULES, Program
from simulation.schedule import MONTH, PARAMETERS, START
from simulation.world import World

HOLD = Parameter("hold_of_a_test", 0.0, 1.0, "1", "how much of a threat stays", 0.5, "made up for a test")
GAIN = Parameter("gain_of_a_test", 0.0, 1.0, "1", "how much is added", 0.25, "made up for a test")


def hold_threat(world, p, i):
    """Halves a threat and adds the number of the month, so that the order of rules shows."""
    world.threat[i] = p.hold_of_a_test * world.threat[i] + p.gain_of_a_test * world.month[0]


def lower_threat(world, start, i):
    """Takes an eighth of the threat of the start away."""
    world.threat[i] -= 0.125 * start.threat[i]


def count_months(world):
    """A rule of the whole system."""
    world.war_months[0] += 1.0


def greatest_threat(world):
    """A measure, 0 upwards."""
    highest = 0.0
    for i in range(world.threat.shape[0]):
        highest = max(highest, world.threat[i])
    return highest


RULES = (hold_threat, lower_threat, count_months)
both = pytest.mark.parametrize("is_compiled", [True, False], ids=["compiled", "plain"])


def program(is_compiled=True, month=RULES, start=(count_months,)):
    """A program of the rules above."""
    return Program(month, start, {"greatest_threat": greatest_threat}, is_compiled)


def bound(made, months=3, core=()):
    """The program on an ugly world with threats 1, 2, 4 and 8; the world, and what is taken down."""
    moment = ugly(7, states=4)
    moment.world.threat[:] = moment.start.threat[:] = [1, 2, 4, 8]
    moment.world.war_months[0] = 0.0
    moment.world.trust[...] = np.arange(16).reshape(4, 4) / 16
    taken = Taken.of(np.full((months + 1, 1), np.nan), core=core, months=months)
    lengths = {"i": 4, "c": 2, "g": 2, "m": 2, "s": 2, "j": 4}
    run = made.bind(moment.world, moment.start, steady(lengths, months), made.parameter_record({}), taken)
    return run, moment.world, taken


@both
def test_months_run_their_rules_in_order_and_the_first_those_of_the_start(is_compiled):
    run, now, taken = bound(program(is_compiled))
    run.advance((0, 1))
    assert now.threat.tolist() == [1, 2, 4, 8]
    assert now.war_months[0] == 1
    run.advance((1, 3))
    expected = np.array([1.0, 2, 4, 8])
    for month in (1, 2):
        expected = 0.5 * expected + 0.25 * month - 0.125 * np.array([1, 2, 4, 8])
    assert now.threat.tolist() == expected.tolist()
    assert now.month[0] == 2
    assert now.war_months[0] == 3
    assert taken.record[:2, 0].tolist() == [8, 0.5 * 8 + 0.25 - 1]
    assert np.isnan(taken.record[3]).all()


@both
def test_a_range_of_rules_runs_those_alone_and_takes_the_month_down_with_the_last(is_compiled):
    run, now, taken = bound(program(is_compiled))
    run.advance((2, 3), (0, 1))
    assert now.threat.tolist() == [1, 1.5, 2.5, 4.5]
    assert np.isnan(taken.record).all()
    run.advance((2, 3), (1, 2))
    assert now.threat.tolist() == [0.875, 1.25, 2.0, 3.5]
    assert (now.war_months[0], now.month[0]) == (0, 2)
    run.advance((2, 3), (2, 3))
    assert now.war_months[0] == 1
    assert taken.record[:, 0].tolist() == pytest.approx([np.nan, np.nan, 3.5, np.nan], nan_ok=True)


@both
def test_a_range_beyond_the_last_rule_takes_the_month_down_and_runs_nothing(is_compiled):
    run, now, taken = bound(program(is_compiled))
    run.advance((1, 2), (NO_RULES, NO_RULES + 1))
    assert now.threat.tolist() == [1, 2, 4, 8]
    assert taken.record[1, 0] == 8
    run.advance((0, 1), (0, NO_RULES - 1))
    assert taken.record[0, 0] == 8
    assert now.war_months[0] == 1


@both
def test_a_range_of_states_is_of_the_rules_of_a_state(is_compiled):
    run, now, _ = bound(program(is_compiled))
    run.advance((2, 3), (0, 2), (1, 3))
    assert now.threat.tolist() == [1, 1.25, 2.0, 8]
    run.advance((2, 3), (2, 3), (1, 1))
    assert now.war_months[0] == 1
    run.advance((2, 3), (0, 1))
    assert now.threat[0] == 1.0


@both
def test_no_months_are_none(is_compiled):
    run, now, taken = bound(program(is_compiled))
    run.advance((2, 2))
    assert now.threat.tolist() == [1, 2, 4, 8]
    assert np.isnan(taken.record).all()


@both
def test_the_path_of_the_core_is_taken_down(is_compiled):
    run, now, taken = bound(program(is_compiled), core=[3, 1])
    run.advance((0, 3))
    for month in range(3):
        assert taken.membership[month].tolist() == now.membership[[3, 1]].tolist()
        assert taken.tie[month].tolist() == now.tie[[3, 1]][:, [3, 1]].tolist()
        assert taken.trust[month].tolist() == now.trust[[3, 1]][:, [3, 1]].tolist()
    assert not taken.trust[3].any()
    assert taken.trust[0].tolist() == [[15 / 16, 13 / 16], [7 / 16, 5 / 16]]


def test_without_traces_record_and_log_nothing_is_taken_down():
    made = Program(RULES, (), {})
    moment = ugly(7, states=4)
    taken = Taken.of(np.zeros((0, 0)))
    assert [array.size for array in taken] == [0] * len(taken)
    made.bind(moment.world, moment.start, moment.imposed, made.parameter_record({}), taken).advance((1, 3))
    assert moment.world.month[0] == 2


def test_compiled_and_plain_give_the_same_bits_and_events():
    found = []
    for is_compiled in (True, False):
        made, moment = Program(is_compiled=is_compiled), ugly(11, states=4)
        taken = Taken.of(np.zeros((15, len(MEASURES))), new_log(2000), [0, 2], 14)
        run = made.bind(moment.world, moment.start, moment.imposed, moment.p, taken)
        run.advance((1, 2))
        run.advance((14, 15))
        found.append(b"".join(array.tobytes() for array in (*moment.world, *taken)))
    assert found[0] == found[1]


def test_parameters_of_users_come_after_those_of_the_package():
    made = program()
    names = made.parameter_record({}).dtype.names
    assert names == (*PARAMETERS, "hold_of_a_test", "gain_of_a_test")
    assert set(made.parameters) == {"hold_of_a_test", "gain_of_a_test"}
    assert Program().parameter_record({}).dtype.names == tuple(PARAMETERS)


def test_parameters_not_given_have_their_base_value():
    made = program()
    record = made.parameter_record({"gain_of_a_test": 0.75, "balance": 0.0})
    assert (record.gain_of_a_test, record.balance) == (0.75, 0.0)
    assert record.hold_of_a_test == 0.5
    assert record.tie_speed == PARAMETERS["tie_speed"].base
    assert made.parameter_values({"gain_of_a_test": 0.75}).tolist() == [*(q.base for q in PARAMETERS.values()), 0.5, 0.75]


def test_a_record_of_an_array_is_a_view_of_it():
    made = program()
    values = made.parameter_values({})
    record = made.parameter_record(values)
    values[-1] = 0.875
    assert record.gain_of_a_test == 0.875


@both
def test_a_bound_program_sees_parameters_change(is_compiled):
    made = program(is_compiled)
    moment = ugly(7, states=4)
    moment.world.threat[:] = 1.0
    values = made.parameter_values({"gain_of_a_test": 0.0})
    run = made.bind(moment.world, moment.start, moment.imposed, made.parameter_record(values), Taken.of(np.zeros((0, 1))))
    run.advance((1, 2), (0, 1))
    assert moment.world.threat.tolist() == [0.5] * 4
    values[-2] = 0.25
    run.advance((1, 2), (0, 1))
    assert moment.world.threat.tolist() == [0.125] * 4


def test_a_program_outlives_what_it_was_bound_to():
    """The arrays whose addresses the table holds are kept with it."""
    made = program()

    def begun():
        moment = ugly(7, states=4)
        moment.world.threat[:] = 1.0
        taken = Taken.of(np.zeros((4, 1)))
        run = made.bind(moment.world, moment.start.copy(), moment.imposed, made.parameter_record({}), taken)
        return run, moment.world.threat, taken.record

    made_many = [begun() for _ in range(30)]
    for run, _, _ in made_many:
        run.advance((2, 3), (0, 1))
    assert all(threat.tolist() == [1.0] * 4 for _, threat, _ in made_many)


def test_two_functions_of_one_name_are_refused():
    def greatest_threat(world, i):
        world.threat[i] = 0.0

    with pytest.raises(BlocformError, match="rule greatest_threat: another rule or measure has the same name"):
        program(month=(*RULES, greatest_threat))
    with pytest.raises(BlocformError, match="rule greatest_threat: another rule"):
        program(start=(greatest_threat,))


def test_the_digest_tells_rules_apart_and_not_how_they_run():
    assert Program().digest == Program(is_compiled=False).digest
    assert len({Program().digest, program().digest, program(month=RULES[:2], start=()).digest}) == 3


def test_entries_of_the_package_do_not_depend_on_what_users_add():
    ours, with_user = Program().entries, Program(month=(*MONTH, hold_threat)).entries
    assert {name: entry.digest for name, entry in ours.items()} == {name: with_user[name].digest for name in ours}
    assert set(with_user) - set(ours) == {"hold_threat"}


def test_a_program_is_cached_once_it_was_compiled(tmp_path, monkeypatch):
    monkeypatch.setenv("BLOCFORM_CACHE", str(tmp_path))
    made = Program((count_months,), (), {})
    assert not made.is_cached
    assert Program((count_months,), (), {}, is_compiled=False).is_cached
    assert set(made.calls) == {"loop", "count_months"}
    assert made.is_cached
    assert Program((count_months,), (), {}).is_cached
    assert not Program((lower_threat,), (), {}).is_cached


def test_every_rule_and_measure_of_the_schedule_is_an_entry():
    names = {function.__name__ for function in (*START, *MONTH, *MEASURES.values())}
    assert set(Program().entries) == names | {"loop"}


def test_a_world_of_another_shape_is_refused():
    made, moment = program(), ugly(7, states=4)
    torn = moment.world._replace(threat=np.zeros(5))
    with pytest.raises(ValueError, match=r"threat: length 5 along i, 4 elsewhere"):
        made.bind(torn, moment.start, moment.imposed, made.parameter_record({}), Taken.of(np.zeros((0, 1))))
    turned = World._make(array.T for array in moment.world)
    with pytest.raises(ValueError, match="not a contiguous array"):
        made.bind(turned, moment.start, moment.imposed, made.parameter_record({}), Taken.of(np.zeros((0, 1))))
    with pytest.raises(ValueError, match=r"measures: length 1 along k, \d+ elsewhere"):
        made.bind(moment.world, moment.start, moment.imposed, made.parameter_record({}), Taken.of(no_record()))
