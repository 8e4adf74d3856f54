"""Files of tables and figures."""

from hypothesis import given
from hypothesis import strategies as st

from experiments.report.names import figure_file, files_named, table_file, words


def test_plain_names_are_kept():
    assert table_file("outcomes_by_wedge-a") == "tables/outcomes_by_wedge-a.csv"
    assert figure_file("wähl") == "figures/wähl.png"


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_name_has_a_file_of_its_own_in_its_folder(one, other):
    files = table_file(one), table_file(other)
    assert (files[0] == files[1]) == (one == other)
    assert all(file.count("/") == 1 and not set(file) & set(" \\()<>'\"&?#%\n") for file in files)


@given(st.text(max_size=12))
def test_a_page_names_the_file(tmp_path_factory, name):
    page = tmp_path_factory.getbasetemp() / "named.md"
    page.write_text(f"`{table_file(name)}` ![x]({figure_file(name)})", encoding="utf-8")
    assert files_named(page) == {page.parent / table_file(name), page.parent / figure_file(name)}


def test_no_page_names_nothing(tmp_path):
    assert files_named(tmp_path / "report.md") == set()


def test_words():
    assert words("outcomes_by__policy ") == "Outcomes by policy"
    assert words("") == ""
