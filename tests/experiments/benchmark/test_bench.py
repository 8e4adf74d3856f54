"""The benchmark: what it prints and whether its numbers fit together; never how fast anything is."""

import gc
import json
import re
import tempfile
from pathlib import Path

import mesa
import numpy as np
import pytest

import scenarios
import simulation
from experiments import screen_bench
from experiments.benchmark import start as bench_start
from experiments.benchmark.bench import agree, growth, states_of, world_of
from experiments.benchmark.machine import machine, memory, peak_memory, speeds
from experiments.benchmark.operations import KINDS, operations
from experiments.benchmark.peer import NAME, load_peer
from experiments.benchmark.scaled import shortened
from experiments.benchmark.timing import Timing, bytes_of, exponents
from experiments.benchmark.ways import WORDS, Lap, Way, ways
from simulation.compilation import cache_folder
from simulation.faults import ScenarioError
from simulation.initial import initial_world

PEER = '''
"""A peer of one number."""

import mesa


class OracleModel(mesa.Model):
    def __init__(self, scenario, seed=1, replicate=0, measures=True):
        super().__init__(seed=seed)
        self.scenario, self.month = scenario, 0
        mesa.Agent(self)
        self.datacollector = mesa.DataCollector(model_reporters={"cohesion": lambda model: 0.25} if measures else {})
        self.datacollector.collect(self)

    def step(self):
        self.month += 1
        sum(range(10_000))
        self.datacollector.collect(self)
        self.running = self.month < self.scenario.head.months
'''
TINY = ("--states", 10, "--months", 3, "--seconds", 0.01, "--no-start")
ALL = ["peer", "peer_silent", "model", "model_collected", "engine_1", "engine_2", "plain"]


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    """A file with a small peer."""
    file = tmp_path_factory.mktemp("peer") / "small_peer.py"
    file.write_text(PEER, encoding="utf-8")
    return file


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """No peer beside the package."""
    monkeypatch.setattr("experiments.benchmark.peer.BESIDE", tmp_path / "oracle")


class TestCommand:
    """``blocform bench``."""

    @pytest.mark.slow
    def test_json(self, blocform, peer):
        said = blocform("bench", *TINY, "--json", "--peer", peer)
        assert (said.code, said.err) == (0, "")
        report = json.loads(said.out)
        assert [row["way"] for row in report["rows"]] == ALL
        assert report["left_out"] == []
        rates = {row["way"]: row["rate"] for row in report["rows"]}
        for row in report["rows"]:
            assert (row["states"], row["months"]) == (10, 3)
            assert row["rate"] == pytest.approx(1.0 / row["best"])
            assert row["ratio"] == pytest.approx(row["rate"] / rates["peer"])
            assert row["ratio_silent"] == pytest.approx(row["rate"] / rates["peer_silent"])
            assert row["nanoseconds"] == pytest.approx(1e9 * row["best"] / (10 * 9 * 5 * 3))
            assert 0.0 < row["best"] <= row["median"]
            assert row["processor"] > 0.0
            assert min(row["founding"], row["once"]) >= 0.0
            assert min(row["laps"], row["runs"]) >= 1
        assert report["threads"] == [{"states": 10, "of_two": pytest.approx(rates["engine_2"] / rates["engine_1"])}]
        assert report["agreement"]["measures"] == 1
        assert report["agreement"]["difference"] > 0.0
        assert report["start"] is None
        assert report["exponents"] == {}
        assert report["worlds"][0]["scenario"] == "scaled-10"
        assert [each["runs"] > 0 for each in report["memory"]] == [True]
        floor = report["floor"][0]
        assert floor["quotient"] == pytest.approx(floor["measured"] / floor["floor"])
        assert floor["floor"] == pytest.approx(1e-6 * sum(floor["operations"][kind] * price for kind, price in report["speeds"].items()))
        assert floor["counted"] >= 1
        assert report["settings"] == {"states": [10], "months": 3, "seconds": 0.01, "peer": True}

    def test_without_a_peer(self, blocform, nowhere):
        said = blocform("bench", *TINY)
        assert said.code == 0
        assert "No peer found (--peer): its rows and the ratios are missing." in said.out
        assert "ordinary Mesa, measures collected" not in said.out
        assert all(WORDS[way] in said.out for way in ALL[2:])

    def test_help(self, blocform):
        said = blocform("bench", "--help")
        assert said.code == 0
        assert all(option in said.out for option in ("--peer", "--states", "--months", "--seconds", "--json", "--markdown"))

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--states", "ten"], "--states: numbers: given 'ten', allowed: whole numbers from 8 to 500"),
            (["--states", "10,,20"], "allowed: whole numbers from 8 to 500"),
            (["--states", "3"], "allowed: whole numbers from 8 to 500"),
            (["--months", "0"], "--months"),
            (["--seconds", "-1"], "--seconds"),
            (["--seconds", "inf"], "--seconds: seconds: given inf, allowed: a number from 0 upwards"),
            (["--peer", "nowhere/at/all"], "--peer: nowhere/at/all: given 'no such file or package', allowed: a package folder"),
        ],
    )
    def test_bad_options(self, blocform, arguments, message):
        said = blocform("bench", *arguments)
        assert (said.code, said.out) == (2, "")
        assert message in " ".join(said.err.replace("│", " ").split())


class TestPeer:
    """Finding it."""

    def test_default_is_beside_the_package_or_nothing(self, nowhere):
        assert load_peer() is None

    def test_file_and_folder(self, peer, tmp_path):
        assert load_peer(peer).__name__ == NAME
        assert load_peer(peer) is load_peer(peer)
        folder = tmp_path / "small_package"
        folder.mkdir()
        (folder / "inner.py").write_text(PEER, encoding="utf-8")
        (folder / "__init__.py").write_text("from small_package.inner import OracleModel\n", encoding="utf-8")
        assert load_peer(folder).__module__ == "small_package.inner"

    @pytest.mark.parametrize(
        ("name", "text", "given"),
        [("no_model.py", "x = 1\n", f"no class {NAME}"), ("broken.py", "1 / 0\n", "ZeroDivisionError"), ("json.py", PEER, "another place")],
    )
    def test_what_is_none(self, tmp_path, name, text, given):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(ScenarioError, match=given):
            load_peer(tmp_path / name)


def test_the_peer_of_the_tree_goes_the_way_of_the_engine(ten):
    found = agree(load_peer(), shortened(ten, 6))
    assert found["measures"] > 20
    assert found["difference"] < 1e-9


class TestTiming:
    """Laps that are told what they took."""

    def test_months_are_stretched_and_what_takes_long_is_left_out(self, ten):
        asked = []

        def slow(scenario, keys):
            asked.append((len(scenario.states), scenario.head.months, len(keys)))
            return Lap(np.array([2.0, 2.0]), np.array([0.5, 0.5]) * scenario.head.months, np.zeros(2))

        timing = Timing([Way("peer", slow), Way("plain", slow)], 4.0, lambda text: None)
        row = timing.rows(shortened(ten, 10))[0]
        assert asked[-1] == (10, 4, 1)
        assert (row["best"], row["median"], row["founding"]) == (7.0, 7.0, 2.0)
        assert (row["laps"], row["runs"], row["months"], row["ratio"]) == (2, 1, 4, 1.0)
        assert timing.rows(world_of(50, 10)) == []
        assert timing.left_out[0] == {"way": "peer", "states": 50, "reason": "about 100 s a lap"}

    def test_the_best_lap_counts(self, ten):
        taken = iter([9.0, 9.0, 3.0, 1.0, 2.0, 5.0, 4.0])
        way = Way("model", lambda scenario, keys: Lap(np.zeros(2), np.full(2, next(taken)), np.ones(2)))
        row = Timing([way], 50.0, lambda text: None).rows(shortened(ten, 1))[0]
        assert (row["best"], row["median"], row["processor"], row["once"]) == (1.0, 3.0, 1.0, 1.0)
        assert row["ratio"] is None

    def test_exponents(self):
        rows = [{"way": "a", "states": n, "best": 3e-6 * n**2.5} for n in (10, 20, 50)] + [{"way": "b", "states": 10, "best": 1.0}]
        assert exponents(rows) == {"a": pytest.approx(2.5)}

    def test_every_way_makes_the_runs_asked_for(self, peer, ten, monkeypatch):
        made = []
        genuine = simulation.BlocModel.__init__

        def noted(model, scenario, seed=1, replicate=0, **others):
            made.append((seed, replicate, scenario.head.months))
            genuine(model, scenario, seed, replicate, **others)

        monkeypatch.setattr(simulation.BlocModel, "__init__", noted)
        short = shortened(ten, 2)
        for way in ways(load_peer(peer)):
            lap = way.lap(short, [(1, 0), (1, 1), (1, 2)])
            assert lap.months.shape == (2,)
            assert lap.months[0] > 0.0
        assert made == 3 * [(1, 0, 2), (1, 1, 2), (1, 2, 2)]

    def test_no_model_outlives_its_lap(self, peer, ten):
        model = load_peer(peer)
        for way in ways(model):
            way.lap(shortened(ten, 2), [(1, 0), (1, 1), (1, 2)])
        assert [held for held in mesa.Agent._ids if isinstance(held, model | simulation.BlocModel)] == []
        assert [held for held in gc.get_objects() if issubclass(type(held), model)] == []

    def test_a_run_that_would_fill_the_memory_is_cut(self, ten, monkeypatch):
        asked = []

        def quick(scenario, keys):
            asked.append(scenario.head.months)
            return Lap(np.zeros(2), np.full(2, 1e-3), np.zeros(2))

        assert bytes_of(ten) == sum(array.nbytes for array in initial_world(ten))
        monkeypatch.setattr("experiments.benchmark.timing.ROOM", 7 * bytes_of(ten))
        Timing([Way("model", quick)], 1.0, lambda text: None).rows(ten)
        Timing([Way("engine_1", quick, ahead=1, cuts=False)], 1.0, lambda text: None).rows(ten)
        assert (asked[2], asked[-1]) == (7, ten.head.months)


class TestOperations:
    """The count of operations."""

    def test_counting_changes_nothing(self, ten):
        counted = operations(shortened(ten, 4))
        assert counted.months == 4
        theirs = simulation.run(ten, months=4).world()
        for field, ours in counted.world._asdict().items():
            np.testing.assert_array_equal(ours, getattr(theirs, field), err_msg=field)
        assert set(counted.a_month) == set(KINDS)
        assert min(counted.a_month.values()) > 0.0

    def test_a_rule_is_counted_by_hand(self, ten):
        from experiments.benchmark.operations import _Counter

        counter = _Counter()
        rule = counter.function(_by_hand)
        assert rule(np.array([1.0, -2.0, 3.0])) == _by_hand(np.array([1.0, -2.0, 3.0]))
        # a number: a read and a comparison; a positive one: two reads, a product, a sum, a quotient, a comparison
        assert counter.total() == {"reads": 3 + 2 * 2, "comparisons": 3 + 2, "arithmetic": 2 * 2, "divisions": 2}

    def test_seconds_end_it(self, ten):
        assert operations(ten, 0.0).months == 1


def _by_hand(values):
    total = 0.0
    for k in range(values.shape[0]):
        if values[k] > 0.0:
            total += min(values[k] * values[k + 0], 9.0) / 2.0
    return total


class TestMachine:
    """What is told of the machine, and of memory."""

    def test_speeds_are_positive(self):
        found = speeds()
        assert set(found) == set(KINDS) - {"reads", "writes"}
        assert min(found.values()) > 0.0

    def test_machine(self):
        found = machine()
        assert found["cores"] >= 1
        assert found["processor"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d\+00:00", found["date"])

    def test_memory(self, ten):
        assert peak_memory() > 10.0
        assert memory() is None or 10.0 < memory() <= peak_memory() + 1.0
        assert growth(shortened(ten, 2), 0.01)["runs"] > 0

    def test_starts(self):
        """With the rules of the tests' cache, so that nothing is compiled."""
        simulation.run(scenarios.load("axis-2022"), months=1)
        found = bench_start._starts(cache_folder())
        assert min(found["importing"], found["warm"], found["cold"]) > 0.0
        assert found["compiling"] == found["cold"] - found["warm"]
        assert found["peak"] > 10.0

    def test_a_cold_start_has_an_empty_cache(self, monkeypatch):
        seen = []
        monkeypatch.setattr(bench_start, "_starts", lambda folder: seen.append((folder, list(folder.iterdir()))))
        bench_start.starts()
        assert seen[0][1] == []
        assert Path(tempfile.gettempdir()) in seen[0][0].parents
        assert not seen[0][0].exists()


REPORT = {
    "machine": {
        "date": "2030-01-02T03:04+00:00", "processor": "a processor", "cores": 2, "system": "Linux", "load": 0.1,
        "python": "3", "numba": "0", "mesa": "3", "numpy": "2",
    },
    "settings": {"states": [10, 20], "months": 72, "seconds": 10.0, "peer": True},
    "rows": [
        {"way": "peer", "states": 10, "rate": 2.0, "ratio": 1.0, "nanoseconds": 5000.0, "months": 72},
        {"way": "engine_1", "states": 10, "rate": 400.0, "ratio": 200.0, "nanoseconds": 25.0, "months": 72},
        {"way": "engine_1", "states": 20, "rate": 101.25, "ratio": None, "nanoseconds": 26.04, "months": 4},
    ],
    "left_out": [{"way": "peer", "states": 20, "reason": "about 99 s a lap"}],
    "exponents": {"engine_1": 1.98}, "threads": [{"states": 10, "of_two": 1.9}],
    "agreement": {"states": 10, "measures": 38, "difference": 1e-15},
    "start": {"cold": 60.0, "warm": 2.0, "compiling": 58.0, "importing": 1.0, "peak": 200.0, "peak_cold": 300.0},
    "memory": [{"states": 10, "runs": 100, "before": 200.0, "growth": 0.5, "peak": 210.0}],
    "speeds": {"arithmetic": 0.025, "comparisons": 0.025, "divisions": 0.4, "exp": 2.0, "log": 2.5, "draws": 15.0},
    "floor": [{"states": 10, "counted": 72, "operations": {}, "floor": 1.0, "measured": 2.5, "quotient": 2.5}],
    "peak": 400.0, "seconds": 300.0, "load_after": 0.2,
}  # fmt: skip


class TestMarkdown:
    """The block of the README."""

    def test_tables(self):
        lines = screen_bench.markdown(REPORT).splitlines()
        assert lines[:4] == [
            "| runs of 72 months a second (over ordinary Mesa) | 10 states | 20 states | exponent |",
            "|---|---|---|---|",
            "| ordinary Mesa, measures collected | 2 (1×) |  |  |",
            "| engine, 1 thread | 400 (200×) | 101 | 1.98 |",
        ]
        assert "| engine, 1 thread | 25 | 26 |" in lines
        text = "\n".join(lines)
        assert "2030-01-02, a processor, 2 cores" in text
        assert "Left out: ordinary Mesa, measures collected: about 99 s a lap (20)." in text
        assert "stretched to them: engine, 1 thread: 4 (20)." in text
        assert "2.5 ms over 1 ms, 2.5 times (10 states)" in text
        assert "compiling 58.0 s" in text

    def test_no_mark_of_other_tables(self):
        from experiments.manual import marked

        assert marked(screen_bench.markdown(REPORT)) == {}


def test_states_are_sorted_and_once():
    assert states_of("20,10,20") == (10, 20)


def test_base_scenario_at_its_own_size(axis):
    assert world_of(20, 72).digest == axis.digest
    assert world_of(13, 5).head.months == 5
