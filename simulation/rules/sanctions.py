"""Sanctions: from programme and levers to the pressure on a state (equations 1 and 7)."""

from simulation.numerics import clip
from simulation.parameters import coefficient

MESSAGING_COORDINATION = coefficient("messaging_coordination", 0.02, "coordination gained at full messaging")


def carry_out(world, p):
    """Share of the programme that the coalition carries out: its coordination, a little more under messaging."""
    loudest = 0.0
    for i in range(world.messaging.shape[0]):
        loudest = max(loudest, world.messaging[i])
    world.carried_out[0] = clip(world.coordination[0] + p.messaging_coordination * loudest, 0.0, 1.0)


def impose_sanctions(world, i):
    """Equation 7, first half: intensity = programme times the lever primary, or export where controlled."""
    world.sanctioned[i] = 0.0
    for c in range(world.sanctions.shape[0]):
        lever = world.export[i] if world.export_controlled[c] > 0.5 else world.primary[i]
        world.sanctions[c, i] = world.programme[c, i] * lever
        if world.sanctions[c, i] > 0.0:
            world.sanctioned[i] = 1.0


def feel_pressure(world, start, i):
    """Equation 1: D_i = sum over channels of weight times carried-out intensity above the start, held within 0 and 1."""
    total = 0.0
    for c in range(world.sanctions.shape[0]):
        now = world.carried_out[0] * world.sanctions[c, i]
        before = start.carried_out[0] * start.sanctions[c, i]
        total += world.weight[c] * (now - before)
    world.pressure[i] = clip(total, 0.0, 1.0)
