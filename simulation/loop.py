"""The loop over months: the rules of a schedule in order, then what is taken down of the month."""

from simulation.memory import call


def loop(frame, address, first, last):
    """The months from ``first`` up to but excluding ``last``."""
    world = frame.world
    for t in range(first, last):
        world.month[0] = t
        calls = frame.at_start if t == 0 else frame.in_month
        for k in range(frame.rules[0], min(frame.rules[1], len(calls))):
            call(calls[k], address, frame.states[0], frame.states[1])
        if frame.failed[0]:
            return
        if frame.rules[1] < len(calls):
            continue
        if t < len(frame.membership):
            for x in range(len(frame.core)):
                i = frame.core[x]
                frame.membership[t, x] = world.membership[i]
                for y in range(len(frame.core)):
                    frame.tie[t, x, y] = world.tie[i, frame.core[y]]
                    frame.trust[t, x, y] = world.trust[i, frame.core[y]]
        if t < len(frame.record):
            for wanted in range(len(frame.columns)):
                k = frame.columns[wanted]
                call(frame.measures[k], address, k, k + 1)
