"""Why a state voted as it did: sympathy and noise against two thresholds."""

from __future__ import annotations

from experiments.explaining.explanation import Stage, Term
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.reading import Reading
from experiments.explaining.stages import added, equation, quantities, read_by, terms_of, with_what_decides
from experiments.explaining.text import supposing
from simulation.rules.votes import ballot, leaning, sympathy


def voting(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The one step of a vote; its draw is the noise, a standard normal number."""
    names = {"i": deed.actor, "j": deed.partner, "noise": deed.draw}
    everything = {**names, **moment.owners}
    read, vote = read_by(moment, ballot, names)
    weight = quantities(moment, {Reading("p", "vote_noise"): float(moment.p.vote_noise)})
    noise = Term("noise", float(moment.p.vote_noise * deed.draw), weight[0].meaning, weight)
    terms = with_what_decides((*terms_of(moment, sympathy, names), noise), lambda sum: supposing(ballot, everything, leaning=sum) != vote)
    total = added(terms)
    end = f"A state votes no above {moment.p.refuse_above:.4g} or if it is the subject, and abstains above {moment.p.abstain_above:.4g}."
    limits = (("abstains above", float(moment.p.abstain_above)), ("no above", float(moment.p.refuse_above)))
    return (Stage("vote", terms, total, equation(leaning, everything, total), draw=deed.draw, read=read, verdict=end, limits=limits),)
