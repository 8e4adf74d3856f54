"""Why a state voted as it did: sympathy and noise against two thresholds."""

from __future__ import annotations

from experiments.explaining.case import Case
from experiments.explaining.equation import equation
from experiments.explaining.explanation import Stage, Term
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.quantities import quantity
from experiments.explaining.reading import Reading
from experiments.explaining.terms import added, terms_of, with_what_decides
from experiments.explaining.text import supposing
from simulation.rules.votes import ballot, leaning, sympathy


def voting(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The one step of a vote; its draw is the noise, a standard normal number."""
    case = Case(moment, {"i": deed.actor, "j": deed.partner, "noise": deed.draw})
    p = moment.p
    weight = quantity(Reading("p", "vote_noise"), float(p.vote_noise), moment)
    noise = Term("noise", float(p.vote_noise * deed.draw), weight.meaning, (weight,))
    sides = (*terms_of(case, sympathy), noise)
    terms = with_what_decides(sides, lambda total: supposing(ballot, case.arguments, leaning=total) != deed.quantity)
    latent = added(terms)
    text, read = equation(case, leaning, latent), case.read_by(ballot)
    end = f"A state votes no above {p.refuse_above:.4g} or if it is the subject, and abstains above {p.abstain_above:.4g}."
    limits = (("abstains above", float(p.abstain_above)), ("no above", float(p.refuse_above)))
    return (Stage("vote", terms, latent, text, draw=deed.draw, read=read, verdict=end, limits=limits),)
