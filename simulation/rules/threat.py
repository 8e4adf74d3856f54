"""Threat felt from the coalition, and what two states feel in common (equations 3 and 4)."""

import numpy as np

from simulation.numerics import clip
from simulation.parameters import coefficient

THREAT_FROM_PRESSURE = coefficient("threat_from_pressure", 0.35, "threat added by full sanction pressure", high=1.0)
THREAT_FROM_AID = coefficient("threat_from_aid", 0.2, "threat added by full military aid to the attacked state", high=1.0)
THREAT_RELIEF = coefficient("threat_relief", 0.3, "threat removed by full engagement above the start", high=1.0)


def update_threat(world, start, p, i):
    """Equation 3: threat of the start, plus pressure and aid to the attacked while the war lasts, less engagement."""
    world.threat[i] = clip(
        start.threat[i]
        + p.threat_from_pressure * world.pressure[i]
        + p.threat_from_aid * world.military_aid[0] * world.war[i]
        - p.threat_relief * (world.engagement[i] - start.engagement[i]),
        0.0,
        1.0,
    )


def compare_grievances(world, i):
    """Equation 4: shared grievance, weighted over issues, and the geometric mean of two threats (Walt 1987)."""
    for j in range(world.shared.shape[1]):
        world.common_threat[i, j] = np.sqrt(world.threat[i] * world.threat[j])
        world.shared[i, j] = 0.0
    for m in range(world.grievance.shape[1]):
        for j in range(world.shared.shape[1]):
            world.shared[i, j] += world.issue_weight[m] * min(world.grievance[i, m], world.grievance[j, m])
