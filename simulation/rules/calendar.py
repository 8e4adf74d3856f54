"""Steps 1 and 2 of the month: what the calendar and the coalition's policy impose from outside."""


def open_month(world, i):
    """Forget what happened in the month before, so that a decision that nobody takes does not count again."""
    world.in_crisis[i] = 0.0
    world.new_leader[i] = 0.0
    for j in range(world.deliveries.shape[1]):
        world.resisted[i, j] = 0.0
        world.failed[i, j] = 0.0
        world.defaulted[i, j] = 0.0
        world.supported[i, j] = 0.0
        world.abandoned[i, j] = 0.0
        world.exercises[i, j] = 0.0
        world.treaty_step[i, j] = 0.0
    for g in range(world.bought.shape[0]):
        for j in range(world.bought.shape[2]):
            world.bought[g, i, j] = 0.0
            world.paid[g, i, j] = 0.0


def follow_calendar(world, imposed, i):
    """Set war, programmes, counter-sanctions and shocks of the state to their value of the month."""
    t = world.month[0]
    world.strike[i] = imposed.strike[t, i]
    world.departure[i] = imposed.departure[t, i]
    world.fall[i] = imposed.fall[t, i]
    world.exhaustion[i] = imposed.exhaustion[t, i]
    world.resolution[i] = imposed.resolution[t, i]
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


def count_war_months(world, imposed):
    """Months since the first war broke out, and whether chance may strike this month."""
    world.chance[0] = imposed.chance[world.month[0], 0]
    at_war = world.war_months[0] > 0.0
    for i in range(world.war.shape[0]):
        at_war = at_war or world.war[i] > 0.0
    if at_war:
        world.war_months[0] += 1.0


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
