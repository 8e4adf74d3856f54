"""Words and links of sections."""

import pandas as pd
import pytest

from experiments.report.layout import alternative, caption, table_of
from experiments.sections.section import Section

NAMES = ("first", "sensitivity_core_trust", "sensitivity_cohesion", "same")
SECTION = Section(
    "A title", [], {name: pd.DataFrame({"x": [1]}) for name in NAMES}, alt={"same": "Dots\nand lines."}, captions={"same": "Said"}
)


@pytest.mark.parametrize(
    ("figure", "table"), [("same", "same"), ("screening_cohesion", "sensitivity_cohesion"), ("screening", "first"), ("x_y", "first")]
)
def test_the_table_of_a_figure(figure, table):
    assert table_of(SECTION, figure) == table


def test_no_tables_no_numbers():
    assert table_of(Section("A title", []), "figure") is None


def test_words_are_those_of_the_section_or_else_of_the_name():
    assert alternative(SECTION, "same") == "Dots and lines."
    assert alternative(SECTION, "by_policy") == "A title: By policy"
    assert (caption(SECTION, "same"), caption(SECTION, "by_policy")) == ("Said", "By policy")
