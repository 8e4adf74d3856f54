"""Recognition of what a state at war has taken (equation 24)."""

from simulation import chance, events
from simulation.compiled import decision
from simulation.events import NONE, note
from simulation.parameters import coefficient

RECOGNITION_RATE = coefficient("recognition_rate", 0.5, "probability a month of recognising once the conditions hold", "1/month", high=1.0)
RECOGNITION_COVER = coefficient(
    "recognition_cover", 0.05, "diplomatic cover beyond the start that must have been paid for, fading quantity"
)
RECOGNITION_TIE = coefficient("recognition_tie", 0.4, "tie above which a state recognises", high=1.0)
RECOGNITION_LEVERAGE = coefficient("recognition_leverage", 0.12, "coalition's leverage below which a state recognises", "log loss")


@decision
def may_recognise(world, start, p, i, j):
    """Equation 24: i may recognise what j has taken in war after j has paid for cover, with a good tie and little to lose."""
    return (
        world.war[j] > 0.0
        and i != j
        and world.recognised[i, j] == 0.0
        and world.cover[j, i] - start.cover[j, i] > p.recognition_cover
        and world.tie[i, j] > p.recognition_tie
        and world.coalition_leverage[i] < p.recognition_leverage
    )


@decision
def recognition_probability(world, start, p, i, j):
    """Equation 24: probability that i recognises this month what j has taken."""
    return p.recognition_rate if may_recognise(world, start, p, i, j) else 0.0


def recognise(world, start, p, log, i):
    """Equation 24: recognition by chance once the conditions hold."""
    t = world.month[0]
    for j in range(world.recognised.shape[1]):
        likely = recognition_probability(world, start, p, i, j)
        if likely > 0.0:
            draw = chance.uniform(world.key, t, chance.RECOGNITION, world.id[i], world.id[j], 0)
            if draw < likely:
                world.recognised[i, j] = 1.0
                note(log, t, events.RECOGNITION, i, j, NONE, NONE, 0, 0.0, likely, draw)
