"""Equations 20 and 22: trust and its limit."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from worlds import apply, close, examples, parameters, ugly_moments, world

from simulation.rules.trust import evidence_against, evidence_for, form_trust, limit_trust, update_trust, weigh_evidence


def updated(months=1, p=None, prior=3.0, **fields):
    """Evidence that started at 3 against 3, after what happens every month again."""
    now = world(**({"states": 2, "alpha": 3.0, "beta": 3.0, "prior_alpha": prior, "prior_beta": 3.0} | fields))
    for _ in range(months):
        apply(update_trust, now, p=p)
    return now


def test_equation_22_the_limit_falls_with_personalism_and_rises_with_commitment():
    now = world(states=2, personalism=[0.8, 0.4], commitment=[[0, 2], [2, 0]])
    assert apply(limit_trust, now).ceiling == close(
        np.array([[0.95 - 0.65 * 0.8, 0.95 - 0.65 * 0.6 + 0.08], [0.95 - 0.65 * 0.6 + 0.08, 0.95 - 0.65 * 0.4]])
    )


def test_equation_22_the_limit_stays_between_0_and_1():
    assert (apply(limit_trust, world(personalism=1.0), p=parameters(trust_ceiling_slope=2)).ceiling == 0.0).all()
    assert (apply(limit_trust, world(commitment=3.0), p=parameters(trust_ceiling_max=1)).ceiling == 1.0).all()


def test_equation_22_without_slope_personalism_does_not_matter():
    assert (apply(limit_trust, world(personalism=[0, 0.5, 1]), p=parameters(trust_ceiling_slope=0)).ceiling == 0.95).all()


def begun(p=None, **fields):
    now = apply(form_trust, world(states=2, trust=[[0, 0.3], [0.9, 0]], ceiling=0.6, **fields))
    return apply(weigh_evidence, now, p=p)


def test_equation_20_prior_evidence_is_that_of_the_scenario_below_the_limit():
    now = begun()
    assert now.trust.tolist() == [[0, 0.3], [0.6, 0]]
    assert now.alpha == close(np.array([[0, 1.8], [3.6, 0]]))
    assert now.beta == close(np.array([[6, 4.2], [2.4, 6]]))
    assert now.prior_alpha == close(now.alpha)
    assert now.prior_beta == close(now.beta)


def test_equation_20_what_happens_every_month_keeps_trust_where_it_starts():
    """The prior is what is left of the trust of the start once the expected deals are taken out of it."""
    now = begun(deliveries=[[0, 0.1], [0, 0]], breaches=[[0, 0.05], [0, 0]], exercises=[[0, 0.2], [0.2, 0]])
    good = 36 / log(2) * 0.25 * (0.1 + 0.1 * 0.2)
    bad = 36 / log(2) * 0.25 * 2.5 * 0.05
    assert now.alpha[0, 1] == close(0.3 * (6 + good + bad))
    assert now.prior_alpha[0, 1] == close(0.3 * (6 + good + bad) - good)
    assert now.prior_alpha[0, 1] + now.prior_beta[0, 1] == close(6)
    for _ in range(50):
        apply(update_trust, now)
    assert now.trust[0, 1] == close(0.3)


EVENTS = {
    "deliveries": 0.7, "breaches": 0.4, "supported": 1.0, "abandoned": 1.0, "exercises": 2.0, "resisted": 1.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("event", "good", "bad", "other_good", "other_bad"),
    [
        ("deliveries", 0.7, 0, 0.8 * 0.7, 0), ("breaches", 0, 0.4, 0, 0), ("supported", 2.0, 0, 0, 0),
        ("abandoned", 0, 0.3 + 0.45 * 2, 0, 0), ("exercises", 0.1 * 2, 0, 0, 0), ("resisted", 0, 0.3, 0, 0.3),
    ],
)  # fmt: skip
def test_equations_15_20_21_and_24_evidence_of_what_happened(event, good, bad, other_good, other_bad):
    now = world(states=2, commitment=2.0, **{event: [[0, EVENTS[event]], [0, 0]]})
    p = parameters()
    assert evidence_for(now, p, 0, 1) == close(good)
    assert evidence_against(now, p, 0, 1) == close(bad)
    assert evidence_for(now, p, 1, 0) == close(other_good)
    assert evidence_against(now, p, 1, 0) == close(other_bad)


def test_equation_20_by_hand():
    now = updated(prior=[[3, 3], [2, 3]], alpha=4.0, beta=2.5, deliveries=[[0, 0.7], [0.2, 0]], breaches=[[0, 0.4], [0, 0]])
    fading = log(2) / 36
    alpha = 4 + fading * (3 - 4) + 0.25 * (0.7 + 0.8 * 0.2)
    beta = 2.5 + fading * (3 - 2.5) + 0.25 * 2.5 * 0.4
    assert now.alpha[0, 1] == close(alpha)
    assert now.alpha[1, 0] == close(4 - 2 * fading + 0.25 * (0.2 + 0.8 * 0.7))
    assert now.beta[0, 1] == close(beta)
    assert now.beta[1, 0] == close(2.5 + fading * 0.5)
    assert now.trust[0, 1] == close(alpha / (alpha + beta))


@pytest.mark.parametrize("months", [1, 40])
def test_equation_24_pledges_and_all_other_talk_never_enter_trust(months):
    talk = {"tie": 0.9, "recognised": 1.0, "vote": 1.0, "common_threat": 1.0, "shared": 1.0}
    assert (updated(months, **talk).trust == updated(months).trust).all()


def test_equation_20_without_evidence_nothing_moves():
    assert (updated(months=30).trust == 0.5).all()


def test_equation_20_evidence_fades_by_half_in_its_half_life():
    assert updated(months=36, alpha=7.0).alpha[0, 1] == pytest.approx(5.0, rel=0.005)
    assert updated(months=12, beta=7.0, p=parameters(trust_half_life=12)).beta[0, 1] == pytest.approx(5.0, rel=0.02)


def test_equation_20_deliveries_raise_and_breaches_lower_trust_and_a_breach_weighs_more():
    delivered, broken = updated(deliveries=[[0, 1], [0, 0]]), updated(breaches=[[0, 1], [0, 0]])
    assert delivered.trust[0, 1] > delivered.trust[1, 0] > 0.5
    assert broken.trust[0, 1] < 0.5 == broken.trust[1, 0]
    assert 0.5 - broken.trust[0, 1] > delivered.trust[0, 1] - 0.5


def test_equation_20_the_limit_holds_however_much_is_delivered():
    now = updated(months=200, deliveries=5.0, ceiling=0.62)
    assert (now.trust == 0.62).all()
    assert (updated(months=200, deliveries=5.0).trust < 1.0).all()


@examples
@given(moment=ugly_moments)
def test_trust_never_exceeds_its_limit(moment):
    for rule in (limit_trust, form_trust):
        for each in moment[:2]:
            apply(rule, each, p=moment.p)
    assert (moment.world.trust <= moment.world.ceiling).all()
    for _ in range(3):
        apply(update_trust, *moment)
        assert (moment.world.trust <= moment.world.ceiling).all()
        assert (moment.world.trust >= 0.0).all()
