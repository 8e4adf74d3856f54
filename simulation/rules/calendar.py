"""Steps 1 and 2 of the month: what the calendar and the coalition's policy impose from outside."""


def open_month(world, i):
    """Forget the deliveries and breaches of the month before."""
    for j in range(world.deliveries.shape[1]):
        world.deliveries[i, j] = 0.0
        world.breaches[i, j] = 0.0


def follow_calendar(world, imposed, i):
    """Set war, programmes and counter-sanctions of the state to their value of the month."""
    t = world.month[0]
    world.war[i] = imposed.war[t, i]
    for c in range(world.programme.shape[0]):
        world.programme[c, i] = imposed.programme[t, c, i]
        world.cutoff[c, i] = imposed.cutoff[t, c, i]


def follow_markets(world, start, imposed):
    """Set price and speed of adjustment of every channel; a price scales the weight of its channel."""
    t = world.month[0]
    for c in range(world.weight.shape[0]):
        world.price[c] = imposed.price[t, c]
        world.acceleration[c] = imposed.acceleration[t, c]
        world.weight[c] = start.weight[c] * world.price[c]


def pull_levers(world, imposed, i):
    """Set the levers that bear on the state to their value of the month."""
    t = world.month[0]
    world.primary[i] = imposed.primary[t, i]
    world.export[i] = imposed.export[t, i]
    world.secondary[i] = imposed.secondary[t, i]
    world.price_cap[i] = imposed.price_cap[t, i]
    world.engagement[i] = imposed.engagement[t, i]
    world.messaging[i] = imposed.messaging[t, i]
    world.wedge[i] = imposed.wedge[t, i]
    world.wedge_credibility[i] = imposed.wedge_credibility[t, i]


def pull_joint_levers(world, imposed):
    """Set the levers of the coalition as a whole to their value of the month."""
    t = world.month[0]
    world.military_aid[0] = imposed.military_aid[t, 0]
    world.coordination[0] = imposed.coordination[t, 0]
