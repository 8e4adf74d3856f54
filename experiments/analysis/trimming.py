"""Trimming: from a box to the limits in it that say something."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.box import Box, measured


def trim(box: Box, factors: pd.DataFrame, case: np.ndarray, level: float = 0.05) -> Box:
    """The box without limits whose quasi-p value exceeds ``level``, the least telling dropped first and the rest measured anew.

    Bryant & Lempert 2010 have the analyst drop them by hand; a box of few limits covers more and can be told in a sentence.

    Parameters
    ----------
    factors, case : the rows in which the box was found.
    level : from 0, which drops every limit, to 1, which drops none.
    """
    while box.limits and max(box.quasi_p) > level:
        worst = int(np.argmax(box.quasi_p))
        box = measured([limit for k, limit in enumerate(box.limits) if k != worst], factors, case)
    return box
