"""Every kind of event is explained, and what the explanation adds up is what decided, to the last bit."""

import itertools

import numpy as np
import pytest
import worlds
from scipy.stats import norm

from experiments.chronicle import VOTES
from experiments.explaining.kinds import KINDS
from experiments.explaining.voting import odds
from simulation import chance, events
from simulation.compiled import total
from simulation.numerics import exp, sigma
from simulation.rules.votes import ABSTENTION, NO, YES, sympathy

MOST = 20
"""Events of a kind that are explained in each run."""
REQUESTS = 6
"""The same of requests, which take longest."""
NAMES = [pytest.param(kind, id=name) for kind, name in events.KINDS.items()]


def added(terms):
    """Their sum in their order."""
    total = 0.0
    for term in terms:
        total += term.value
    return total


def test_every_kind_has_an_explanation():
    assert set(KINDS) == set(events.KINDS)


def test_opposites_are_mutual():
    for number, kind in KINDS.items():
        assert kind.opposite is None or KINDS[kind.opposite].opposite == number


@pytest.mark.parametrize("kind", NAMES)
def test_terms_probability_and_draw_are_those_of_the_log(told, kind):
    count = REQUESTS if kind == events.REQUEST else MOST
    seen = 0
    for run in told:
        for deed in run.some(kind, count):
            stage = run.trial(deed).stages[-1]
            assert added(stage.terms) == stage.total
            assert kind == events.VOTE or (stage.probability or 0.0) == deed.probability
            assert (stage.draw or 0.0) == deed.draw
            seen += 1
    assert seen, "some run has such an event"


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        *(dict.fromkeys(("acceptance", "refusal", "concession", "resistance", "support", "abandonment"), 1.0).items()),
        *(dict.fromkeys(("delivery", "breach", "payment", "default"), 2.0).items()),
    ],
)
def test_the_sum_of_terms_is_the_utility_that_decided(told, name, factor):
    """Equations 15, 17, 18 and 21: a logistic choice, in deliveries of twice the precision."""
    kind = {name: number for number, name in events.KINDS.items()}[name]
    for run in told:
        precision = run.trajectory.scenario.parameters["choice_precision"]
        for deed in run.some(kind, MOST):
            stage = run.trial(deed).stages[-1]
            assert sigma(factor * precision * stage.total) == deed.probability
            for term in stage.terms:
                otherwise = sigma(factor * precision * (stage.total - term.value))
                assert term.decides == ((deed.draw < otherwise) != (deed.draw < deed.probability)), term.name


def test_sympathy_and_noise_are_what_votes(told):
    for run in told:
        p = run.trajectory.scenario.parameters
        for deed in run.some(events.VOTE, MOST):
            stage = run.trial(deed).stages[-1]
            vote = -1.0 if stage.total > p["refuse_above"] or deed.actor == deed.partner else float(stage.total <= p["abstain_above"])
            assert vote == deed.quantity
            assert stage.terms[-1].value == p["vote_noise"] * deed.draw


def test_the_odds_of_a_vote_are_those_of_the_rule_under_other_noise(told):
    """Against the ballot itself at the quantiles of a standard normal number."""
    noise = norm.ppf((np.arange(4000) + 0.5) / 4000)
    seen = set()
    for run in told:
        for deed in run.some(events.VOTE, 6):
            trial = run.trial(deed)
            moment, stage = trial.moment, trial.stages[-1]
            given = (moment.world, moment.start, moment.p, deed.actor, deed.partner)
            latent = total(sympathy(*given)) + moment.p.vote_noise * noise
            no, some = (latent > moment.p.refuse_above) | (deed.actor == deed.partner), latent > moment.p.abstain_above
            share = {NO: no.mean(), ABSTENTION: (some & ~no).mean(), YES: (~some & ~no).mean()}[deed.quantity]
            assert stage.probability == pytest.approx(share, abs=1e-3)
            assert stage.verdict.startswith(f"{run.trajectory.scenario.names.sets['state'][deed.actor]} {VOTES[deed.quantity]} it, as")
            seen.add(deed.quantity)
    assert seen == {NO, ABSTENTION, YES}


def test_without_noise_a_vote_is_certain():
    p = worlds.parameters(vote_noise=0.0, abstain_above=-0.45, refuse_above=1.0)
    assert odds(0.0, p) == {YES: 0.0, ABSTENTION: 1.0, NO: 0.0}
    assert odds(1.1, p) == {YES: 0.0, ABSTENTION: 0.0, NO: 1.0}
    assert odds(-9.0, p, is_subject=True) == {YES: 0.0, ABSTENTION: 0.0, NO: 1.0}
    assert sum(odds(0.3, worlds.parameters()).values()) == pytest.approx(1.0)


def test_every_step_of_a_request_has_its_probability_and_its_draw(told):
    for run in told:
        key = run.trajectory.worlds.key[0]
        for deed in run.some(events.REQUEST, REQUESTS):
            count, good, payment, _ = run.trial(deed).stages
            ids = run.trajectory.worlds.id[0]
            i, j = ids[deed.actor], ids[deed.partner]
            assert count.draw == chance.uniform(key, deed.month, chance.REQUESTS, i, 0, 0)
            assert good.draw == chance.uniform(key, deed.month, chance.REQUESTED_GOOD, i, 0, deed.item)
            assert payment.draw == chance.uniform(key, deed.month, chance.PAYMENT, i, j, deed.item)
            assert 0.0 < count.probability <= 1.0
            assert count.draw > 1.0 - count.probability
            for stage in (good, payment):
                passed = list(itertools.takewhile(lambda term: not term.decides, stage.terms))
                low = added(passed) / stage.total
                assert low <= stage.draw <= low + stage.probability + 1e-12


def test_a_step_of_a_treaty_comes_from_what_both_sides_owe(told):
    for run in told:
        for deed in run.some(events.TREATY, MOST):
            trial = run.trial(deed)
            stage = trial.stages[-1]
            before = trial.moment.world.commitment[deed.actor, deed.partner]
            assert stage.title == ("step up" if deed.quantity > before else "let down")
            if stage.title == "step up":
                assert 1.0 - exp(-stage.total) == deed.probability


def test_membership_rests_on_the_value_of_the_axis(told):
    """The value that the first step adds up is that which the run then holds, and the pull is made from its change."""
    for run in told:
        for deed in run.some(events.MEMBERSHIP, MOST):
            trial = run.trial(deed)
            value, *_, last = trial.stages
            membership = run.trajectory.worlds.membership[deed.month - 1, deed.actor]
            assert value.total == run.trajectory.worlds.value[deed.month, deed.actor]
            assert last.title == f"step towards the {'axis' if deed.quantity > membership else 'coalition'}"
            gain = value.total - run.trajectory.worlds.value[0, deed.actor]
            away = {"axis": 1.0, "coalition": -1.0}[last.title.split()[-1]]
            pulls = {term.name: term.value for term in last.terms}
            assert "value" not in pulls or np.sign(pulls["value"]) == away * np.sign(gain)


def test_shares_of_a_request_add_up_to_one(told):
    for run in told:
        ids = run.trajectory.scenario.names.sets["state"]
        for deed in run.some(events.REQUEST, REQUESTS):
            count, good, payment, partner = run.trial(deed).stages
            assert deed.item < count.total
            for stage in (good, payment, partner):
                (chosen,) = (term for term in stage.terms if term.decides)
                assert stage.probability == chosen.value / stage.total
            assert next(term.name for term in partner.terms if term.decides) == ids[deed.partner]


def test_a_signpost_is_seen_with_its_error(told):
    for run in told:
        for deed in run.some(events.TRIGGER, MOST):
            due, seen = run.trial(deed).stages
            assert due.total == 1.0
            assert seen.limits == () or seen.total == deed.quantity


def test_another_world_gives_another_probability(base):
    """The control: the explanation reads the moment and not the log."""
    deed = base.some(events.ACCEPTANCE, 1)[0]
    trial = base.trial(deed)
    reading = next(q.reading for q in trial.stages[-1].read if q.reading.field == "trust")
    with trial.moment.changed(reading, 0.123):
        other = trial.kind.stages(trial.moment, deed)[-1]
    assert other.probability != deed.probability
    assert trial.kind.stages(trial.moment, deed)[-1].probability == deed.probability
