"""Twins: what differs between two runs of the same luck, checked where the answer is known because one draw was changed by hand."""

import html
from dataclasses import replace

import numpy as np
import pytest

import simulation
from experiments.explaining.carried import outcome
from experiments.explaining.difference import Difference, differences
from experiments.explaining.draws import HINGES, draw_of, kind, other_way, value
from experiments.explaining.forced import forced
from experiments.explaining.plain_twins import twin_plain
from experiments.explaining.shadow import shadow
from experiments.explaining.twin import against, compared, fork
from experiments.explaining.undoing import Undoing, middle
from experiments.explaining.words import beyond, both, carries, following, odds, opening
from scenarios.policy import load
from simulation import events
from simulation.faults import BlocformError

KNOWN = (events.SUPPORT, events.ABANDONMENT, events.DELIVERY, events.REFUSAL, events.CRISIS, events.TREATY)


@pytest.fixture(scope="module")
def short(axis):
    return axis.override({"months": 36, "chance_from": "2022-01"})


@pytest.fixture(scope="module")
def run(short):
    return simulation.run(short, 2)


@pytest.fixture(scope="module")
def engaged(axis):
    """The base run and its twin under engagement, whose ends are of different classes."""
    return against(axis, load("engagement"))


def changed(run, number):
    """The run with its first event of a kind forced the other way, and the event."""
    event = next(e for e in run.log if kind(e) == number and draw_of(e, run.worlds.id[0]) is not None)
    return forced(run, {draw_of(event, run.worlds.id[0]): other_way(event)}), event


@pytest.mark.parametrize("number", KNOWN, ids=events.KINDS.get)
def test_the_one_draw_that_was_changed_is_the_first_difference_and_carries_everything(run, number):
    other, event = changed(run, number)
    twin = compared(run, other)
    np.testing.assert_array_equal(twin.differences[0].base, event)
    assert twin.first is twin.differences[0]
    (one,) = [one for one in twin.carried if one.difference is twin.first]
    assert one.outcome == outcome(run)
    np.testing.assert_allclose(list(one.shares.values()), 1.0)
    assert twin.left == 0
    np.testing.assert_array_equal(twin.shadow.record, run.record)
    assert np.all(twin.ends["without_decisions"].dropna() == 0.0)


@pytest.mark.parametrize("number", KNOWN, ids=events.KINDS.get)
def test_the_chain_of_the_one_draw_is_all_that_differs(run, number):
    other, _ = changed(run, number)
    twin = compared(run, other)
    _, count, table = twin.chain(twin.differences[0])
    assert count == sum(difference.other is not None for difference in twin.differences)
    assert table["month"].is_monotonic_increasing


def test_a_policy_that_changes_nothing_makes_no_difference(short):
    twin = against(short, load("status-quo"), 3)
    assert twin.is_same
    assert twin.differences == twin.carried == ()
    assert twin.counts.sum() == 0
    assert opening(twin) == [f"No difference: every decision and every measure of both runs is the same. Both: {outcome(twin.base)}."]
    assert "No difference" in twin._repr_html_()


def test_a_threshold_alone_changes_the_class_and_no_decision(short):
    twin = fork(short, 3, 0, 10, {"outcome.cohesion": 1.0, "outcome.months": 1})
    assert twin.outcomes[1] == "fractures" != twin.outcomes[0]
    assert not twin.is_same
    assert "No decision differs" in opening(twin)[-1]


def test_decisions_of_both_runs_differ_where_the_draw_lies_between_their_probabilities(engaged):
    answers = [d for d in engaged.differences if d.base is not None and d.other is not None and kind(d.base) in HINGES]
    answers = [d for d in answers if not HINGES[kind(d.base)].is_silent and kind(d.base) != events.VOTE]
    assert len(answers) > 10
    for d in answers:
        low, high = sorted(value(side, "probability") for side in (d.base, d.other))
        assert low <= value(d.base, "draw") == value(d.other, "draw") < high
        assert f"both draw {value(d.base, 'draw'):.3g}" in odds(d)


def test_differences_come_in_order_and_from_one_month_alone(engaged):
    months = [difference.month for difference in engaged.differences]
    assert months == sorted(months)
    assert engaged.counts.sum() == len(months)
    one = differences(engaged.base, engaged.other, months[-1])
    assert len(one) == months.count(months[-1])


def test_a_decision_can_carry_the_class_of_a_run(engaged):
    assert engaged.outcomes == ("coheres", "stagnates", "coheres")
    weightiest = engaged.carried[0]
    again = forced(engaged.other, Undoing(engaged.other).draws(weightiest.difference))
    assert list(weightiest.shares)[:2] == ["support", "active"]
    assert weightiest.outcome == outcome(again) == "coheres"
    assert 0.0 < weightiest.shares["cohesion"] < 1.0
    assert [one.outcome == "stagnates" for one in engaged.carried] == sorted(one.outcome == "stagnates" for one in engaged.carried)


def test_most_decisions_are_led_back_and_what_the_levers_do_alone_stays(engaged):
    assert engaged.left < 0.2 * len(engaged.differences)
    share = engaged.ends["without_decisions"]
    assert share["core_shared_grievance"] == pytest.approx(1.0)
    assert share["support"] == pytest.approx(0.0)


def test_a_shadow_without_differences_is_the_other_run(run):
    again, left = shadow(run, run)
    assert again is run
    assert left == ()


def test_a_fork_is_compared_with_the_run_that_was_not_forked(short):
    twin = fork(short, 2, 0, 20, {"parameters.crisis_rate": 0.5})
    assert min(difference.month for difference in twin.differences) >= 20
    np.testing.assert_array_equal(twin.shadow.record[:20], twin.base.record[:20])


def test_words_name_both_sides(engaged):
    for difference in engaged.differences[:40]:
        base, other = both(difference, engaged.base.scenario)
        assert base != other
        assert ("nothing of the kind" in (base, other)) == (difference.base is None or difference.other is None)


def test_plain_values_say_the_same(engaged):
    plain = twin_plain(engaged)
    assert plain["outcomes"] == dict(zip(("base", "other", "without_decisions"), engaged.outcomes, strict=True))
    assert sum(plain["differing_by_month"]) == len(engaged.differences)
    assert plain["carried"][0]["outcome"] == "coheres"
    assert plain["ends"][0]["measure"] == engaged.ends.index[0]


def test_a_request_is_led_back_to_its_good_its_partner_and_its_payment(engaged):
    """Requests that both runs send, and some that one sends alone."""
    undoing, back = Undoing(engaged.other), 0
    requests = [d for d in engaged.differences if kind(d.event) == events.REQUEST]
    for d in requests[:25]:
        draws = undoing.draws(d)
        again = [e for e in forced(engaged.other, draws).log_of(d.month) if kind(e) == events.REQUEST]
        same = [e for e in again if all(value(e, name) == value(d.event, name) for name in ("actor", "item"))]
        if not draws:
            continue
        back += 1
        wanted = [] if d.base is None else [[value(d.base, name) for name in ("partner", "good", "paid_in")]]
        assert [[value(e, name) for name in ("partner", "good", "paid_in")] for e in same] == wanted
    assert back > 15


def test_the_middle_of_what_chooses_an_option():
    weights = [0.2, 0.0, 0.6]
    assert middle(weights, 0) == pytest.approx(0.125)
    assert middle(weights, 2) == pytest.approx(0.625)
    assert middle(weights, 1) is None
    assert middle([0.0, 0.0], 1) is None
    assert middle([0.0, 0.0], 0) == 0.5


def test_the_chain_is_that_of_the_first_difference(axis):
    """A request that differs by its payment alone was passed over in silence."""
    twin = against(axis, "engagement", 7)
    first = twin.differences[0]
    assert kind(first.event) == events.REQUEST
    assert value(first.base, "paid_in") != value(first.other, "paid_in")
    assert twin.first is first
    assert twin.chains[0].difference is first


def test_what_cannot_be_led_back_is_said(engaged):
    """An abstention, which no draw is sure to bring about."""
    abstained = np.zeros_like(engaged.base.log[0])
    abstained[events.COLUMNS.index("kind")], abstained[0] = events.VOTE, 1
    for_it = abstained.copy()
    for_it[events.COLUMNS.index("quantity")] = 1.0
    vote = Difference(abstained, for_it)
    assert Undoing(engaged.other).draws(vote) == {}
    said = " ".join(opening(replace(engaged, differences=(vote, *engaged.differences))))
    assert "No draw leads it back. What follows is told of the first decision that can be led back." in said
    assert "No draw leads it back" not in " ".join(opening(engaged))


def test_numbers_and_chains_are_in_the_plain_data(engaged):
    plain = twin_plain(engaged)
    ids = set(engaged.other.events["id"])
    assert plain["chains"][0]["decision"] == plain["first"]
    assert plain["chains"][-1]["decision"]["events"] == plain["carried"][0]["events"]
    assert plain["chains"][-1]["events"]
    for chain in plain["chains"]:
        assert chain["count"] >= len(chain["events"])
        assert {event["id"] for event in chain["events"]} <= ids
        assert all(event["sentence"] and event["date"] for event in chain["events"])
    weightiest = engaged.carried[0].difference
    assert plain["carried"][0]["probability"] == {
        "base": value(weightiest.base, "probability"),
        "other": value(weightiest.other, "probability"),
        "draw": value(weightiest.base, "draw"),
    }


def test_a_notebook_shows_what_decisions_carry_and_what_follows(engaged):
    page = engaged._repr_html_()
    assert all(following(engaged, chain) in html.unescape(page) for chain in engaged.chains)
    assert carries(engaged, engaged.carried[0]) in html.unescape(page)
    assert len(repr(engaged)) < 200
    assert repr(engaged).startswith("<Twin of axis-2022, seed 1, replicate 0: coheres, stagnates")


def test_what_differs_by_next_to_nothing_is_left_out(engaged):
    shown = engaged.telling_ends
    assert (shown["difference"].abs() >= 0.0005).all()
    assert 0 < len(shown) < len(engaged.ends)
    left_out = {f"{name} " for name in set(engaged.ends.index) - set(shown.index)}
    assert not any(carries(engaged, one).startswith(tuple(left_out)) for one in engaged.carried)


def test_shares_beyond_all_and_below_nothing_are_explained(engaged):
    one = engaged.carried[0]
    name = engaged.telling_ends.index[0]
    for share, is_said in ((0.5, False), (1.0, False), (2.33, True), (-0.42, True)):
        assert ("on the far side of the base run" in beyond(engaged, [replace(one, shares={name: share})])) == is_said


def test_counts_agree_with_their_nouns(engaged):
    chain = engaged.chains[-1]
    few, one, many = (following(engaged, chain._replace(count=count)) for count in (len(chain.events), 1, len(chain.events) + 4))
    assert few.endswith("events of the other run that are not there otherwise")
    assert one.endswith("1 event of the other run that is not there otherwise")
    assert many.endswith(f", the {len(chain.events)} most telling")


def test_a_policy_by_name_and_a_month_as_a_date(short, tmp_path):
    short = short.override({"months": 12})
    by_name, by_policy = against(short, "engagement", 3), against(short, load("engagement"), 3)
    np.testing.assert_array_equal(by_name.other.record, by_policy.other.record)
    file = tmp_path / "mine.toml"
    file.write_text('title = "Mine"\npurpose = "None."\nsource = "invented"\n[changes]\n"levers.primary" = 0\n', encoding="utf-8")
    np.testing.assert_array_equal(against(short, file, 3).other.record, against(short, {"levers.primary": 0}, 3).other.record)
    dated, numbered = (fork(short, 2, 0, month, {"parameters.crisis_rate": 0.5}) for month in ("2022-09", 8))
    np.testing.assert_array_equal(dated.other.record, numbered.other.record)
    with pytest.raises(BlocformError, match="did you mean 'engagement'"):
        against(short, "engagment")
    with pytest.raises(BlocformError, match="fork: month: given 'soon'"):
        fork(short, 2, 0, "soon", {})


def test_runs_of_other_luck_or_length_are_no_twins(short, run):
    for other in (simulation.run(short, 3), simulation.run(short, 2, months=12)):
        with pytest.raises(BlocformError, match="the same states, months, seed"):
            compared(run, other)
