"""Deals: asked for, accepted or refused, kept or broken on both sides (equations 16 to 19)."""

from simulation import chance, events
from simulation.compiled import decision
from simulation.events import MONEY, NONE, note
from simulation.parameters import coefficient
from simulation.rules.acceptance import willingness
from simulation.rules.delivery import reliability
from simulation.rules.requests import draw_good, draw_partner, draw_payment, partner_weight, payment_weight

MOST_REQUESTS = 12
"""Requests that a state can send in a month."""
FULL_PAY = 1.0
"""What the good is worth to the one who pays for it in kind."""
STOCK_PER_DEAL = coefficient("stock_per_deal", 0.05, "share of a full stock that one delivery takes", high=1.0)
DEALS_KEPT = coefficient("deals_kept", 0.8, "share of past deals, and of cover, that still counts the month after", "1/month", high=0.99)


@decision
def supply(world, i, g):
    """Equation 18: the quantity that one delivery of the good by i brings; nothing without capacity."""
    return world.capacity[i, g] * world.stock[i, g] * world.quality[i, g]


@decision
def requests_drawn(world, i):
    """Equation 16: how many requests the state sends this month."""
    draw = chance.uniform(world.key, world.month[0], chance.REQUESTS, world.id[i], 0, 0)
    return chance.poisson(draw, world.request_rate[i], MOST_REQUESTS)


def make_deals(world, p, log, i):
    """Equations 16 to 18: the requests of one state in a month, with the answer and the conduct of both sides.

    All decisions see stocks as they were at the start of the month, so that nobody's place in the order matters.
    """
    t = world.month[0]
    for k in range(requests_drawn(world, i)):
        good = draw_good(world, i, k)
        if good == NONE:
            continue
        j, likely = draw_partner(world, p, i, good, k)
        if j == NONE:
            continue
        form, pay = draw_payment(world, p, i, j, good, k)
        world.requests_sent[i] += 1.0
        if world.norm_cost[i] == 0.0 and world.norm_cost[j] == 0.0:
            world.requests_clean[i] += 1.0
        note(log, t, events.REQUEST, i, j, good, form, k, pay, likely, 0.0)
        likely = willingness(world, p, i, j, good, pay)
        draw = chance.uniform(world.key, t, chance.ACCEPTANCE, world.id[i], world.id[j], k)
        note(log, t, events.ACCEPTANCE if draw < likely else events.REFUSAL, j, i, good, form, k, pay, likely, draw)
        if draw >= likely:
            continue
        world.deals_made[i] += 1.0
        kept = True
        likely = reliability(world, p, j, i, good, pay)
        draw = chance.uniform(world.key, t, chance.DELIVERY, world.id[i], world.id[j], k)
        quantity = supply(world, j, good)
        if draw < likely:
            world.bought[good, i, j] += 1.0
            note(log, t, events.DELIVERY, j, i, good, form, k, quantity, likely, draw)
        else:
            kept = False
            world.failed[i, j] += 1.0
            note(log, t, events.BREACH, j, i, good, form, k, quantity, likely, draw)
        if form != MONEY:
            likely = reliability(world, p, i, j, form, FULL_PAY)
            draw = chance.uniform(world.key, t, chance.PAYMENT_DELIVERY, world.id[i], world.id[j], k)
            quantity = supply(world, i, form)
            if draw < likely:
                world.paid[form, i, j] += 1.0
                note(log, t, events.PAYMENT, i, j, form, good, k, quantity, likely, draw)
            else:
                kept = False
                world.defaulted[i, j] += 1.0
                note(log, t, events.DEFAULT, i, j, form, good, k, quantity, likely, draw)
        if not kept:
            world.deals_broken[i] += 1.0


def expect_deals(world, p, i):
    """Month 0: the deals of a month in expectation, so that the world starts with the cooperation that it has in peace."""
    n = world.failed.shape[1]
    goods = world.need.shape[1]
    needed = 0.0
    for a in range(goods):
        needed += world.need[i, a]
    for a in range(goods):
        weights = 0.0
        for j in range(n):
            weights += partner_weight(world, p, i, j, a)
        for j in range(n):
            weight = partner_weight(world, p, i, j, a)
            if weight <= 0.0 or needed <= 0.0:
                continue
            asked = world.request_rate[i] * world.need[i, a] / needed * weight / weights
            offered = world.liquidity[i]
            for b in range(goods):
                offered += payment_weight(world, p, i, j, a, b)
            for b in range(-1, goods):
                option = world.liquidity[i] if b < 0 else payment_weight(world, p, i, j, a, b)
                if offered > 0.0 and option <= 0.0:
                    continue
                part = option / offered if offered > 0.0 else (1.0 if b < 0 else 0.0)
                pay = min(1.0, world.liquidity[i] + (option if b >= 0 else 0.0))
                deals = asked * part * willingness(world, p, i, j, a, pay)
                world.bought[a, i, j] += deals * reliability(world, p, j, i, a, pay)
                world.failed[i, j] += deals * (1.0 - reliability(world, p, j, i, a, pay))
                if b >= 0:
                    world.paid[b, i, j] += deals * reliability(world, p, i, j, b, FULL_PAY)
                    world.defaulted[i, j] += deals * (1.0 - reliability(world, p, i, j, b, FULL_PAY))


def settle_deals(world, i):
    """What each pair received and suffered this month, on requests and on payments alike."""
    for j in range(world.received.shape[1]):
        world.deliveries[i, j] = 0.0
        world.received[i, j] = 0.0
        world.breaches[i, j] = world.failed[i, j] + world.defaulted[j, i]
    for g in range(world.bought.shape[0]):
        for j in range(world.received.shape[1]):
            count = world.bought[g, i, j] + world.paid[g, j, i]
            if count > 0.0:
                world.deliveries[i, j] += count
                world.received[i, j] += count * supply(world, j, g)


@decision
def add_cover(world, i, times):
    """Count the diplomatic cover that i received this month, that many times over."""
    for g in range(world.bought.shape[0]):
        if world.is_cover[g] > 0.0:
            for j in range(world.cover.shape[1]):
                world.cover[i, j] += times * (world.bought[g, i, j] + world.paid[g, j, i]) * supply(world, j, g)


def remember_deals(world, p, i):
    """What the pair has exchanged of late, and the diplomatic cover that was part of it."""
    for j in range(world.deals.shape[1]):
        world.deals[i, j] = p.deals_kept * world.deals[i, j] + (world.received[i, j] + world.received[j, i])
        world.cover[i, j] *= p.deals_kept
    add_cover(world, i, 1.0)


def expect_memory(world, p, i):
    """Month 0: the memory that the expected deals of every month settle at."""
    for j in range(world.deals.shape[1]):
        world.deals[i, j] = (world.received[i, j] + world.received[j, i]) / (1.0 - p.deals_kept)
        world.cover[i, j] = 0.0
    add_cover(world, i, 1.0 / (1.0 - p.deals_kept))


def count_supplies(world, i):
    """Deliveries that the state made of every good, as supplier and as payer."""
    for g in range(world.supplied.shape[1]):
        made = 0.0
        for j in range(world.bought.shape[1]):
            if world.bought[g, j, i] + world.paid[g, i, j] > 0.0:
                made += world.bought[g, j, i] + world.paid[g, i, j]
        world.supplied[i, g] = made


def draw_down_stocks(world, p, i):
    """Equation 18: every delivery takes a part of the stock."""
    for g in range(world.stock.shape[1]):
        world.stock[i, g] = max(world.stock[i, g] - p.stock_per_deal * world.supplied[i, g], 0.0)
