"""Know-how of evading sanctions, learned under pressure and from partners (equation 11)."""

from simulation.parameters import Parameter, coefficient

EVASION_LEARNING = Parameter(
    "evasion_learning", 0.0, 0.06, "1/month", "share of the missing know-how learned", 0.025, "judgement", domain=(0.0, 1.0)
)
EVASION_FORGETTING = coefficient("evasion_forgetting", 0.02, "share of the know-how above the start lost without need", "1/month")
EVASION_TEACHING = coefficient("evasion_teaching", 2.0, "speed of learning with a teacher", high=4.0)
NEED_FROM_LOSS = coefficient("need_from_loss", 0.05, "loss above the start from which a state learns")
NEED_FROM_SECONDARY = coefficient("need_from_secondary", 0.2, "secondary sanctions above the start from which a state learns")
TEACHER_TIE = coefficient("teacher_tie", 0.2, "tie above which a partner teaches", high=1.0)
TEACHER_KNOWLEDGE = coefficient("teacher_knowledge", 0.4, "know-how above which a partner can teach", high=1.0)


def find_teacher(world, p, i):
    """Whether a close partner already knows how to evade."""
    world.teacher[i] = 0.0
    for j in range(world.tie.shape[1]):
        if j != i and world.tie[i, j] > p.teacher_tie and world.evasion[j] > p.teacher_knowledge:
            world.teacher[i] = 1.0


def learn_evasion(world, start, p, i):
    """Equation 11: learn while losses or secondary sanctions exceed those of the start, else return to the start.

    It is the excess over the start that counts: a fixed level would set states that have been under secondary
    sanctions all along in motion without a cause.
    """
    pressed = world.loss[i] - start.loss[i] > p.need_from_loss or world.secondary[i] - start.secondary[i] > p.need_from_secondary
    if pressed:
        speed = p.evasion_learning * (p.evasion_teaching if world.teacher[i] > 0.0 else 1.0)
        world.evasion[i] += min(speed, 1.0) * (1.0 - world.evasion[i])
    else:
        world.evasion[i] += p.evasion_forgetting * (start.evasion[i] - world.evasion[i])
