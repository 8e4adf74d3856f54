"""Undoing: the draws that make a decision of one run come out as in another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import poisson

from experiments.explaining.asking import good_weights, payment_weights
from experiments.explaining.case import Case
from experiments.explaining.difference import Difference
from experiments.explaining.draws import HINGES, LEAST, MOST, Draw, draw_of, kind, other_way, same_way, value
from experiments.explaining.moment import Deed, Moment
from simulation import chance, events
from simulation.events import MONEY
from simulation.rules.deals import MOST_REQUESTS, make_deals
from simulation.rules.requests import partner_weight
from simulation.trajectory import Trajectory


class Undoing:
    """Leads decisions of a run back to how they came out in another run of the same states and luck.

    Parameters
    ----------
    other : the run whose decisions are led back, at least up to the month before them.
    """

    def __init__(self, other: Trajectory):
        self._other, self._ids = other, [int(state) for state in other.worlds.id[0]]
        self._moments: dict[int, Moment] = {}

    def draws(self, difference: Difference) -> dict[Draw, float]:
        """The draws that make the run decide as the other one did; none where it never came to the decision or no draw can do it.

        An answer to a demand that only one run made is led back to the demand, a request to its good, its partner and its payment, and
        one that only one run made to the number of requests.
        """
        base, other = difference.base, difference.other
        number, draw = kind(difference.event), draw_of(difference.event, self._ids)
        if number == events.REQUEST:
            return self._count(difference) if base is None or other is None else self._request(Deed.of(base))
        if draw is None:
            return {}
        if draw.purpose == chance.CONCESSION and base is None:
            return {draw._replace(purpose=chance.DEMAND): MOST}
        if base is None:
            return {draw: other_way(difference.event)} if HINGES[number].is_silent else {}
        if (wanted := same_way(base)) is None:
            return {}
        if draw.purpose == chance.CONCESSION and other is None:
            return {draw._replace(purpose=chance.DEMAND): LEAST, draw: wanted}
        return {draw: wanted} if other is not None or HINGES[number].is_silent else {}

    def _request(self, asked: Deed) -> dict[Draw, float]:
        """What makes a state ask this partner for this good and offer this payment, where all three have a chance."""
        case = Case(self._before(asked.month), {"i": asked.actor, "j": asked.partner, "good": asked.good, "item": asked.item})
        good = middle(list(good_weights(case).values()), asked.good)
        payment = middle(list(payment_weights(case).values()), 0 if asked.paid_in == MONEY else asked.paid_in + 1)
        if good is None or payment is None or case.answer(partner_weight) <= 0.0:
            return {}
        i, j = self._ids[asked.actor], self._ids[asked.partner]
        return {
            Draw(asked.month, chance.REQUESTED_GOOD, i, 0, asked.item): good,
            Draw(asked.month, chance.REQUESTED_PARTNER, i, j, asked.item): MOST,
            Draw(asked.month, chance.PAYMENT, i, j, asked.item): payment,
        }

    def _count(self, difference: Difference) -> dict[Draw, float]:
        """What makes the state send one request more, or none from this one on."""
        actor, item = int(value(difference.event, "actor")), int(value(difference.event, "item"))
        rate = float(self._before(difference.month).world.request_rate[actor])
        count = item if difference.base is None else item + 1
        below, above = poisson.cdf([count - 1.0, count], rate)
        if not below < above:
            return {}
        quantile = (below + (1.0 if count == MOST_REQUESTS else above)) / 2.0
        return {Draw(difference.month, chance.REQUESTS, self._ids[actor], 0): float(np.clip(quantile, LEAST, MOST))}

    def _before(self, month: int) -> Moment:
        """The run before the deals of a month."""
        if month not in self._moments:
            self._moments[month] = Moment.before(self._other, month, (make_deals,))
        return self._moments[month]


def middle(weights: Sequence[float], chosen: int) -> float | None:
    """The middle of the draws that choose an option in proportion to weights, options in their order; None where none does."""
    total = sum(weights)
    if weights[chosen] <= 0.0:
        return 0.5 if total <= 0.0 and chosen == 0 else None
    return min(max((sum(weights[:chosen]) + 0.5 * weights[chosen]) / total, LEAST), MOST)
