"""What states need from others, and what they have to give (equations 16 and 19)."""

from simulation.compiled import decision
from simulation.numerics import clip
from simulation.parameters import Parameter, coefficient

REQUESTS = Parameter(
    "requests", 3, 15, "requests a month", "requests of a state of initiative 1 whose largest need is full", 8, "judgement"
)
PRODUCTION_FLOOR = coefficient("production_floor", 0.4, "own production of goods of war that a full war leaves", high=0.9)
PRODUCTION_SPEED = coefficient("production_speed", 0.05, "own production lost a month of war, and regained a month of peace", "1/month")
STOCK_RECOVERY = coefficient("stock_recovery", 0.012, "share of a full stock that comes back", "1/month")


@decision
def requests_expected(world, p, i):
    """Requests a month: initiative times the largest need, so that a state without a need asks for nothing."""
    largest = 0.0
    for g in range(world.need.shape[1]):
        largest = max(largest, world.need[i, g])
    return p.requests * world.initiative[i] * largest


def fill_stocks(world, i):
    """Month 0: stocks are full, own production is that of peace."""
    world.own_production[i] = 1.0
    for g in range(world.stock.shape[1]):
        world.stock[i, g] = 1.0


def consume_in_war(world, p, i):
    """Equation 16: in war own production of the goods of war falls to its floor, in peace it comes back at the same speed."""
    bottom = 1.0 - (1.0 - p.production_floor) * world.war[i]
    own = world.own_production[i]
    world.own_production[i] = max(own - p.production_speed, bottom) if own > bottom else min(own + p.production_speed, bottom)


def feel_needs(world, p, i):
    """Equations 16 and 19: need = peace + (wartime - peace) times the missing own production, less what licences replace."""
    missing = (1.0 - min(world.own_production[i] + world.licensed[i], 1.0)) / (1.0 - p.production_floor)
    for g in range(world.need.shape[1]):
        peace = world.need_in_peace[i, g]
        war = world.need_in_war[i, g] if world.need_in_war[i, g] >= 0.0 else peace
        world.need[i, g] = clip(peace + (war - peace) * missing, 0.0, 1.0)
    world.request_rate[i] = requests_expected(world, p, i)


def refill_stocks(world, start, p, i):
    """Equation 18: production makes up for the deliveries of a month at the start, and a little more; the calendar may exhaust stocks.

    With the little more alone, ordinary deals would empty the stocks of a world in which nothing happens.
    """
    for g in range(world.stock.shape[1]):
        produced = p.stock_recovery + p.stock_per_deal * start.supplied[i, g]
        world.stock[i, g] = min(world.stock[i, g] + produced, 1.0) * (1.0 - world.exhaustion[i])


def learn_to_produce(world, i):
    """Equation 19: technology received raises own production of the goods of war (the obsolescing bargain)."""
    for g in range(world.bought.shape[0]):
        if world.licence[g] > 0.0:
            for j in range(world.bought.shape[2]):
                world.licensed[i] += world.licence[g] * (world.bought[g, i, j] + world.paid[g, j, i])
    world.licensed[i] = min(world.licensed[i], 1.0)
