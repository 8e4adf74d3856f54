"""Comparing policies: the same luck under every policy and future, differences with their intervals, robustness, a report.

>>> from experiments.comparing import compare, differences, load_futures, load_policies, report

Every function that takes a comparison gives a table as a DataFrame.
"""

from experiments.comparing.by_future import by_future, regret_by_future
from experiments.comparing.choices import choices, favourite
from experiments.comparing.comparison import Comparison, compare
from experiments.comparing.differences import differences
from experiments.comparing.futures import regret, robustness
from experiments.comparing.goal import Goal
from experiments.comparing.loading import load_futures, load_policies
from experiments.comparing.ranks import against, ranks
from experiments.comparing.report import report
from experiments.comparing.shares import shares, transitions
from experiments.comparing.shortfalls import regions, shortfalls
from experiments.comparing.times import times
from experiments.comparing.trade_offs import budgets, trade_offs

__all__ = [
    "Comparison",
    "Goal",
    "against",
    "budgets",
    "by_future",
    "choices",
    "compare",
    "differences",
    "favourite",
    "load_futures",
    "load_policies",
    "ranks",
    "regions",
    "regret",
    "regret_by_future",
    "report",
    "robustness",
    "shares",
    "shortfalls",
    "times",
    "trade_offs",
    "transitions",
]
