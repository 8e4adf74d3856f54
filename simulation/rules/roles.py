"""Who is the hub of the core, and who comes next."""

from simulation.compiled import compiled
from simulation.properties import GROUPS

CORE = GROUPS.index("core")


@compiled
def _ahead(capability: float, other: float, state: int, rival: int) -> bool:
    """Whether a state of the first capability and id comes before one of the second."""
    return capability > other or (capability == other and state < rival)


def find_hub(world):
    """The hub is the core state of largest capability, the second the next; the smaller id hash decides a tie."""
    hub = -1
    second = -1
    for i in range(world.group.shape[0]):
        if world.group[i] != CORE:
            continue
        if hub < 0 or _ahead(world.capability[i], world.capability[hub], world.id[i], world.id[hub]):
            second = hub
            hub = i
        elif second < 0 or _ahead(world.capability[i], world.capability[second], world.id[i], world.id[second]):
            second = i
    world.hub[0] = hub
    world.second[0] = second
