"""Why a state voted as it did: sympathy and noise against two thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scipy.stats import norm

from experiments.chronicle import VOTES
from experiments.explaining.case import Case
from experiments.explaining.equation import equation
from experiments.explaining.explanation import Stage, Term
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.quantities import quantity
from experiments.explaining.reading import Reading
from experiments.explaining.terms import added, terms_of, with_what_decides
from experiments.explaining.text import supposing
from simulation.rules.votes import ABSTENTION, NO, YES, ballot, leaning, sympathy


def voting(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The one step of a vote; its draw is the noise, a standard normal number, and its probability that of what was voted."""
    case = Case(moment, {"i": deed.actor, "j": deed.partner, "noise": deed.draw})
    p = moment.p
    weight = quantity(Reading("p", "vote_noise"), float(p.vote_noise), moment)
    noise = Term("noise", float(p.vote_noise * deed.draw), weight.meaning, (weight,))
    sides = (*terms_of(case, sympathy), noise)
    terms = with_what_decides(sides, lambda total: supposing(ballot, case.arguments, leaning=total) != deed.quantity)
    latent = added(terms)
    text, read = equation(case, leaning, latent), case.read_by(ballot)
    chances = odds(added(terms[:-1]), p, deed.actor == deed.partner)
    end = _told(case, deed, chances)
    limits = (("abstains above", float(p.abstain_above)), ("no above", float(p.refuse_above)))
    return (Stage("vote", terms, latent, text, chances[deed.quantity], deed.draw, read=read, verdict=end, limits=limits),)


def odds(sympathy: float, p: Any, is_subject: bool = False) -> dict[float, float]:
    """Probabilities of a yes, an abstention and a no before the noise is drawn, by vote; the subject of a resolution votes no."""
    if is_subject:
        return {YES: 0.0, ABSTENTION: 0.0, NO: 1.0}
    over = [_above(sympathy, float(limit), float(p.vote_noise)) for limit in (min(p.abstain_above, p.refuse_above), p.refuse_above)]
    return {YES: 1.0 - over[0], ABSTENTION: over[0] - over[1], NO: over[1]}


def _above(sympathy: float, limit: float, noise: float) -> float:
    """Probability that sympathy and noise come out above a limit."""
    return float(norm.sf((limit - sympathy) / noise)) if noise > 0.0 else float(sympathy > limit)


def _told(case: Case, deed: Deed, chances: Mapping[float, float]) -> str:
    """What the state did and why, and the odds of the three votes."""
    p, state = case.moment.p, case.scenario.names.sets["state"][deed.actor]
    reason = {
        YES: f"the sum is no higher than {p.abstain_above:.4g}",
        ABSTENTION: f"the sum is above {p.abstain_above:.4g} and no higher than {p.refuse_above:.4g}",
        NO: "it is the subject" if deed.actor == deed.partner else f"the sum is above {p.refuse_above:.4g}",
    }[deed.quantity]
    listed = ", ".join(f"{VOTES[vote]} {chance:.4g}" for vote, chance in chances.items())
    return f"{state} {VOTES[deed.quantity]} it, as {reason}. Odds before the noise was drawn: {listed}."
