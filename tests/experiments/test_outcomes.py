"""Outcomes of an ensemble: intervals, moved thresholds, variants and ceilings."""

import numpy as np
import pytest

import simulation
from experiments.outcomes import VARIANTS, Share, report, shares
from simulation.engine import ensemble
from simulation.outcome import CAUSES, CLASSES, COHERES, TOWARDS, Course, Outcome, classify

KEYS = [(1, replicate) for replicate in range(8)]


@pytest.fixture(scope="module")
def found(ten):
    """The report on eight runs of the invented world."""
    return report(ten, KEYS)


def wilson(count, runs, z=1.959963984540054):
    """The interval of Wilson 1927, in closed form."""
    share = count / runs
    middle = (share + z**2 / (2 * runs)) / (1 + z**2 / runs)
    half = z / (1 + z**2 / runs) * np.sqrt(share * (1 - share) / runs + z**2 / (4 * runs**2))
    return middle - half, middle + half


class TestShare:
    """Counts with their intervals."""

    @pytest.mark.parametrize(
        ("count", "runs", "low", "high"),
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
    )
    def test_published_intervals(self, count, runs, low, high):
        """Newcombe 1998, Statistics in Medicine 17, table I, method 3."""
        share = Share(count, runs)
        assert (share.low, share.high) == pytest.approx((low, high), abs=5e-5)

    @pytest.mark.parametrize(("count", "runs"), [(0, 1), (1, 1), (3, 8), (8, 8), (200, 2000), (1999, 2000)])
    def test_the_closed_formula(self, count, runs):
        share = Share(count, runs)
        assert share.share == count / runs
        assert (share.low, share.high) == pytest.approx(wilson(count, runs), abs=1e-12)
        assert 0.0 <= share.low <= share.share <= share.high <= 1.0

    def test_shares_count_every_class(self):
        found = shares(Outcome(np.array([0, 2, 2, 3, 2]), np.array([-1, 3, 4, -1, 9]), np.array([0, 1, 1, 0, 4])))
        assert {name: (share.count, share.runs) for name, share in found.items()} == {
            "coheres": (1, 5), "stagnates": (0, 5), "fractures": (3, 5), "absorbed": (1, 5),
        }  # fmt: skip


class TestReport:
    """A report on few runs of the invented world."""

    def test_base_is_what_classify_says(self, found, ten):
        course = ensemble(ten, KEYS, jobs=1)
        assert found.course.measures.tobytes() == course.measures.tobytes()
        outcome = classify(course, ten.thresholds)
        assert found.outcome.code.tolist() == outcome.code.tolist()
        assert {name: share.count for name, share in found.shares.items()} == {
            name: outcome.code.tolist().count(k) for k, name in enumerate(CLASSES)
        }
        assert outcome.code.tolist() == [simulation.run(ten, *key).outcome.code[0] for key in KEYS]

    def test_every_set_of_shares_holds_every_run_once(self, found):
        sets = [found.shares, *found.moved.values(), *found.variants.values()]
        assert len(sets) == 1 + 24 + len(VARIANTS)
        for one in sets:
            assert tuple(one) == CLASSES
            assert sum(share.count for share in one.values()) == len(KEYS)
            assert sum(share.share for share in one.values()) == pytest.approx(1.0)

    def test_the_table_of_runs_agrees_with_the_shares(self, found):
        table = found.runs
        assert list(zip(table.seed, table.replicate, strict=True)) == KEYS
        assert {name: int((table.outcome == name).sum()) for name in CLASSES} == {name: share.count for name, share in found.shares.items()}
        fractures = table.outcome == "fractures"
        assert 0 < fractures.sum() < len(table), "the test sees both"
        assert (table.fracture_month[fractures] > 0).all()
        assert (table.fracture_month[~fractures] == -1).all()
        assert set(table.fracture_cause[fractures]) <= set(CAUSES[1:])
        assert set(table.fracture_cause[~fractures]) == {""}

    def test_measures_are_of_the_last_month_or_the_last_year(self, found, ten):
        measures = simulation.run(ten, *KEYS[2]).measures
        row = found.runs.iloc[2]
        for name in ("cohesion", "depth", "active", "core_trust", "support", "core_affinity"):
            assert row[name] == pytest.approx(measures[name].iloc[-12:].mean(), abs=1e-12), name
        for name in ("asymmetry", "dependence_growth", "concession_rate", "rift", "world_loss"):
            assert row[name] == measures[name].iloc[-1], name

    def test_variants_run_under_the_same_luck(self, found, ten):
        assert (
            tuple(found.variants)
            == tuple(VARIANTS)
            == ("no trust slope", "no balance", "lower exit anchor", "upper exit anchor", "no treaty steps")
        )
        for name in ("no trust slope", "upper exit anchor"):
            codes = [simulation.run(ten, *key, parameters=VARIANTS[name]).outcome.code[0] for key in KEYS]
            assert [share.count for share in found.variants[name].values()] == [codes.count(k) for k in range(4)]
        short = report(ten.override({"months": 9}), KEYS, variants={"the same": {}, "as it is": {"balance": ten.parameters["balance"]}})
        assert short.variants["the same"] == short.variants["as it is"] == short.shares
        assert short.ceilings is None

    def test_ceilings_are_counted_run_by_run(self, ten):
        """Under a threshold of trust that is reached without the slope alone in some of the runs."""
        demanding = ten.override({"outcome.trust_gain": 0.1})
        free = demanding.override({"parameters.trust_ceiling_slope": 0.0})
        pairs = [(simulation.run(demanding, *key).outcome.code[0], simulation.run(free, *key).outcome.code[0]) for key in KEYS]
        found = report(demanding, KEYS, variants={"no trust slope": VARIANTS["no trust slope"]})
        assert found.ceilings == Share(sum(a != b for a, b in pairs), len(KEYS))
        assert 0 < found.ceilings.count < len(KEYS)

    def test_threads_do_not_matter_and_every_run_is_told(self, ten):
        short, told = ten.override({"months": 9}), []
        one, two = report(short, KEYS[:3], 1, told.append), report(short, KEYS[:3], 2)
        assert told == [1] * 3 * (1 + len(VARIANTS))
        assert one.course.measures.tobytes() == two.course.measures.tobytes()
        assert (one.shares, one.moved, one.variants, one.ceilings) == (two.shares, two.moved, two.variants, two.ceilings)


def test_events_of_every_run_are_kept_on_request(ten):
    short, keys = ten.override({"months": 7}), [(2, 0), (2, 1), (5, 3)]
    found = report(short, keys, jobs=2, variants={}, keep_events=True)
    for seed, replicate in keys:
        table = found.events[(found.events.seed == seed) & (found.events.replicate == replicate)].reset_index(drop=True)
        expected = simulation.run(short, seed, replicate).events
        assert table[list(expected)].equals(expected)
        assert len(expected) > 50
    assert len(found.events) == sum(len(simulation.run(short, *key).events) for key in keys)
    assert report(short, keys, variants={}).events.empty


def test_events_beyond_the_room_for_them_are_kept_too(ten, monkeypatch):
    short, told = ten.override({"months": 7}), []
    roomy = report(short, KEYS[:2], variants={}, keep_events=True)
    monkeypatch.setattr("simulation.engine.EVENTS_A_MONTH", 1)
    tight = report(short, KEYS[:2], progress=told.append, variants={}, keep_events=True)
    assert tight.events.equals(roomy.events)
    assert tight.course.measures.tobytes() == roomy.course.measures.tobytes()
    assert told == [1, 1]


NAMES = (
    "cohesion", "active", "core_trust", "support", "dependence_growth", "asymmetry", "concession_rate", "core_trust_limit",
)  # fmt: skip


def made(runs, months=30, core=4, **paths):
    """A course of calm runs that stagnate, with the series given: numbers, or arrays (runs,) or (runs, months + 1)."""
    measures = np.zeros((runs, months + 1, len(NAMES)))
    calm = {"cohesion": 0.6, "core_trust": 0.5, "core_trust_limit": 1.0}
    for name, path in (calm | {k: v for k, v in paths.items() if k in NAMES}).items():
        measures[:, :, NAMES.index(name)] = np.asarray(path)[:, None] if np.ndim(path) == 1 else path
    course = Course(NAMES, measures, np.ones((runs, months + 1, core)), *np.full((2, runs, months + 1, core, core), 0.5))
    if "tie" in paths:
        course.tie[:, 1:, 0, 1] = course.tie[:, 1:, 1, 0] = paths["tie"][:, None]
    if "trust" in paths:
        course.trust[:, 1:, 0, 1] = 0.5 * paths["trust"][:, None]
    for run, away in enumerate(paths.get("away", ())):
        course.membership[run, 5 : 5 + away, 2] = 0.0
    return course


@pytest.fixture
def judged(monkeypatch, ten):
    """The report on courses made by hand, the second where the trust slope is 0."""

    def judge(course, without=None, **thresholds):
        def fake(scenario, keys, jobs, progress, variants=None, **_):
            return course if variants is None or without is None else without

        monkeypatch.setattr("experiments.outcomes.ensemble", fake)
        scenario = ten.override({"outcome": thresholds}) if thresholds else ten
        return report(scenario, [(1, k) for k in range(len(course.measures))], variants={} if without is None else VARIANTS)

    return judge


class TestMoved:
    """Thresholds moved by a fifth, on runs that lie around all of them."""

    @pytest.fixture
    def found(self, judged):
        rng = np.random.default_rng(1)
        runs = 900
        late = np.arange(31) > 0
        course = made(
            runs,
            cohesion=rng.normal(0.5, 0.06, runs),
            tie=rng.normal(0.1, 0.1, runs),
            trust=rng.normal(0.85, 0.2, runs),
            away=rng.integers(0, 8, runs) * (rng.random(runs) < 0.3),
            active=rng.choice([0.5, 2 / 3, 5 / 6], runs),
            core_trust=0.5 + np.outer(rng.normal(0.045, 0.02, runs), late),
            support=rng.normal(0.4, 0.1, runs),
            dependence_growth=rng.normal(2.0, 0.5, runs),
            asymmetry=rng.normal(0.8, 0.15, runs),
            concession_rate=rng.normal(0.7, 0.15, runs),
        )
        return judged(course)

    def test_every_threshold_is_moved_both_ways_and_every_class_jointly(self, found):
        single = {(name, towards) for towards, signs in TOWARDS.items() for name in signs}
        away = {(name, f"less {towards}") for name, towards in single}
        assert set(found.moved) == single | away | {("all", name) for name in CLASSES}

    def test_a_move_towards_a_class_never_lowers_its_share(self, found):
        """Holds for every move but one in general: a higher threshold of cohesion may lose a run whose cohesion had been above the
        lower one and never is above the higher one, while it does not stay below for good. Here the cohesion of a run stands still.
        """
        for (name, towards), moved in found.moved.items():
            if towards in CLASSES:
                assert moved[towards].count >= found.shares[towards].count, (name, towards)

    def test_a_move_away_never_raises_it(self, found):
        for (name, towards), moved in found.moved.items():
            if towards.startswith("less "):
                assert moved[towards[5:]].count <= found.shares[towards[5:]].count, (name, towards)

    def test_what_other_classes_may_do(self, found):
        """Fractures go first, then absorption: what a class gains, the later ones lose, and no earlier one changes.

        Towards *stagnates* nothing else holds than that fractures fall: a run that no longer fractures may cohere or be absorbed, so
        that both of these may rise.
        """
        base = found.shares
        for (_, towards), moved in found.moved.items():
            if towards.removeprefix("less ") in ("absorbed", "coheres"):
                assert moved["fractures"] == base["fractures"]
            if towards.removeprefix("less ") == "coheres":
                assert moved["absorbed"] == base["absorbed"]
            if towards == "fractures":
                assert all(moved[name].count <= base[name].count for name in CLASSES if name != towards)
        assert found.moved["all", "stagnates"]["fractures"].count < base["fractures"].count

    def test_the_joint_move_reaches_as_far_as_each_of_its_parts(self, found):
        for (name, towards), moved in found.moved.items():
            if towards in TOWARDS and name != "all":
                assert found.moved["all", towards][towards].count >= moved[towards].count

    def test_every_threshold_bears_on_some_run(self, found):
        still = [key for key, moved in found.moved.items() if moved == found.shares]
        assert still == []

    @pytest.mark.parametrize("thresholds", [{}, {"months": 2}, {"months": 1}, {"asymmetry": 1.0, "concessions": 1.0}, {"support": 0.0}])
    def test_runs_in_which_nothing_ever_shows_a_sign_never_fracture(self, judged, thresholds):
        found = judged(made(5), **thresholds)
        assert {key: moved["fractures"].count for key, moved in found.moved.items() if moved["fractures"].count} == {}


def test_ceilings_and_barred_by_hand(judged):
    """Six runs that would cohere but for trust, which gains .04 from .5 where it is enough; 1, 2 and 5 have limits below that.

    Run 0 coheres; 1 and 2 are barred; 3 has not enough trust and a limit that would allow it; 4 lacks support; 5 fractures.
    Without the slope 1 coheres as well, and 0 no longer does, so that two runs end in another class.
    """
    late = np.arange(31) > 0
    gain, limit = np.array([0.05, 0.01, 0.02, 0.01, 0.01, 0.01]), np.array([0.6, 0.53, 0.53, 0.6, 0.53, 0.53])
    support, away = np.array([0.6, 0.6, 0.6, 0.6, 0.1, 0.6]), [0, 0, 0, 0, 0, 10]
    course = made(6, active=1.0, support=support, away=away, core_trust=0.5 + np.outer(gain, late), core_trust_limit=limit)
    other = made(6, active=1.0, support=support, away=away, core_trust=0.5 + np.outer([0.01, 0.05, 0.02, 0.01, 0.01, 0.01], late))
    found = judged(course, other)
    assert [CLASSES[k] for k in found.outcome.code] == ["coheres", *["stagnates"] * 4, "fractures"]
    assert found.barred == Share(2, 6)
    assert found.ceilings == Share(2, 6)
    assert found.variants["no trust slope"]["coheres"].count == 1
    assert found.outcome.code[0] == COHERES
