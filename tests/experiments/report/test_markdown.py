"""A report as Markdown."""

import pandas as pd

from experiments.report.layout import MOST_TABLES
from experiments.report.markdown import section
from experiments.sections.section import Section


def test_of_many_tables_some_are_only_named():
    tables = {f"t_{k}": pd.DataFrame({"x": [k]}) for k in range(MOST_TABLES + 2)}
    text = section(Section("Title", [], tables))
    assert text.count("| x |") == MOST_TABLES
    assert "Further tables: `tables/t_12.csv`, `tables/t_13.csv`." in text


def test_long_tables_are_cut_and_bars_escaped():
    table = pd.DataFrame({"a|b": [1.23456, float("nan"), None] * 10, "c": ["x|y"] * 30})
    text = section(Section("Title", ["Said."], {"long": table}, shown=2))
    assert "(the first 2 of 30 rows)" in text
    assert text.count("\n| ") == 4, "header, rule and two rows"
    assert "a\\|b" in text
    assert "x\\|y" in text
