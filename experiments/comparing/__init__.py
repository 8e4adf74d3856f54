"""Comparing policies: the same luck under every policy and future, differences with their intervals, robustness, a report."""
