"""Which targets are run on which folders, and what the command says."""

import json
import shutil

import pytest
from reproduced import changed, put

from experiments.reproducing.folder import CARRIED, VARIABLE, DataError, Folder
from experiments.reproducing.reproduce import cases
from experiments.reproducing.targets import TARGETS

EDGES = "a_a,a_b,sign\nx,y,1\ny,z,-1\nx,z,-1\n"
EXPECTED = "quantity,value,tolerance\nactors,3,0\nline_index_two_groups,0,\nwalk_balance,1,1e-9\n"
QUICK = "scores"


@pytest.fixture(autouse=True)
def no_data_outside(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def triangle(tmp_path):
    """A folder of a name that nobody knows with a signed graph."""
    folder = tmp_path / "given" / "triangle"
    folder.mkdir(parents=True)
    (folder / "edges.csv").write_text(EDGES, encoding="utf-8")
    (folder / "expected.csv").write_text(EXPECTED, encoding="utf-8")
    return folder


def test_every_target_has_data_but_those_of_others():
    assert {case.name for case in cases([]) if case.folder is None} == {"doreian_mrvar_2015_cow", "prim_box"}
    assert set(TARGETS) >= {folder.name for folder in CARRIED.iterdir() if folder.is_dir()}


def test_what_is_missing_is_said_and_skipped(blocform):
    said = blocform("reproduce", "doreian_mrvar_2015_cow", QUICK)
    assert said.code == 0
    assert "skipped" in said.out
    told = f"edges.csv and expected.csv in published/doreian_mrvar_2015_cow of the folder that {VARIABLE} names"
    assert told in " ".join(said.out.split())
    assert "4 of 4 numbers of 1 targets" in said.out


def test_data_of_others_are_found_by_the_variable(tmp_path, monkeypatch, triangle):
    shutil.copytree(triangle, tmp_path / "outside" / "published" / "doreian_mrvar_2015_cow")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "outside"))
    assert cases(["doreian_mrvar_2015_cow"])[0].folder is not None


@pytest.mark.parametrize("given", ["given", "given/triangle", "."])
def test_a_folder_of_any_name_is_run_by_its_shape(blocform, tmp_path, triangle, given):
    if given == ".":
        shutil.move(tmp_path / "given", tmp_path / "published")
    rows = json.loads(blocform("reproduce", "--data", tmp_path / given, "--json").out)
    assert [row["target"] for row in rows] == ["triangle"]
    assert {(f["quantity"], f["verdict"]) for f in rows[0]["findings"]} == {
        (name, "passes") for name in ("actors", "line_index_two_groups", "walk_balance", "proven optimal")
    }
    assert len(rows[0]["digest"]) == 64


def test_another_landscape_is_run_without_code(blocform, tmp_path):
    folder = tmp_path / "three"
    folder.mkdir()
    (folder / "actors.csv").write_text("actor,size\na,1\nb,2\nc,1\n", encoding="utf-8")
    (folder / "propensities.csv").write_text("actor_a,actor_b,propensity\na,b,-1\na,c,1\n", encoding="utf-8")
    (folder / "expected.csv").write_text("quantity,value\nconfigurations,4\nlowest_energy,-4\nlocal_minima,1\n", encoding="utf-8")
    said = blocform("reproduce", "--data", tmp_path)
    assert said.code == 0
    assert "3 of 3 numbers" in said.out
    assert "three (as furnas_axelrod_2016; exact)" in said.out


def test_a_number_that_falls_outside_ends_with_1(blocform, tmp_path):
    folder = changed(QUICK, tmp_path, {"scores.csv": put("value", 1, 0.1)})
    said = blocform("reproduce", QUICK, "--data", folder.parent)
    assert said.code == 1
    assert "fails" in said.out
    assert "3 of 4 numbers" in said.out


def test_a_target_on_its_own_folder_is_run_by_its_name(tmp_path):
    folder = changed(QUICK, tmp_path, {})
    for given in (folder, tmp_path):
        assert [(case.name, case.target.name) for case in cases([], given)] == [(QUICK, QUICK)]


@pytest.mark.parametrize(
    ("names", "told"),
    [(["score"], "did you mean 'scores'"), (["x", "y"], "2 faults")],
)
def test_names_that_there_are_not(blocform, names, told):
    said = blocform("reproduce", *names)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


BROKEN = {
    "no-folder": (None, "", "a folder of folders"),
    "name": ("expected.csv", EXPECTED.replace("actors", "actor"), "did you mean 'actors'"),
    "sign": ("edges.csv", EDGES.replace("-1", "2"), "row 3: sign"),
    "column": ("edges.csv", EDGES.replace("sign", "signs"), "did you mean 'signs'"),
    "text": ("edges.csv", EDGES.replace("z,-1", "z,foe"), "column sign: given 'foe, foe'"),
    "ends": ("edges.csv", EDGES.replace("a_b", "other"), "two columns of names"),
    "empty": ("edges.csv", "", "a readable CSV file"),
    "bytes": ("edges.csv", "\xff\xfe", "a readable CSV file"),
}


@pytest.mark.parametrize(("file", "text", "told"), BROKEN.values(), ids=BROKEN)
def test_tables_that_cannot_be_read(blocform, tmp_path, triangle, file, text, told):
    if file:
        (triangle / file).write_bytes(text.encode("latin-1"))
    said = blocform("reproduce", "--data", triangle if file else tmp_path / "nothing")
    assert said.code == 2
    assert told in said.err


def test_a_folder_of_a_target_has_to_have_its_files(tmp_path):
    folder = changed("marvel_2011", tmp_path, {})
    (folder / "factions.csv").unlink()
    with pytest.raises(DataError, match=r"factions\.csv"):
        cases([], tmp_path)


def test_cases_that_do_not_fit_are_told(tmp_path):
    folder = changed("marvel_2011", tmp_path, {"expected.csv": put("case", 0, "two_fractions")})
    with pytest.raises(DataError, match="two_fractions"):
        list(TARGETS["marvel_2011"].findings(Folder(folder)))


def test_the_list_and_the_table_of_the_readme(blocform):
    said = blocform("reproduce", "--list")
    assert all(name in said.out for name in TARGETS)
    table = blocform("reproduce", QUICK, "jackson_nei_2015", "--markdown").out.splitlines()
    assert table[2].startswith("| Gneiting & Raftery 2007 |")
    assert "| 200 | 200 |" in table[3]
