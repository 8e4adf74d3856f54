"""Which targets are run on which folders, and what the command says."""

import dataclasses
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


WARS = "doreian_mrvar_2015_cow"


def test_what_is_missing_is_said_and_a_name_asks_for_it(blocform, monkeypatch, tmp_path):
    """Exit code 2 where it is named; the places that were tried, and the files that each of them lacks."""
    said = blocform("reproduce", WARS, QUICK)
    assert said.code == 2
    told = " ".join(said.out.split())
    assert f"{CARRIED / WARS} lacks edges.csv, expected.csv" in told
    assert f"{VARIABLE}, which names a folder for data of others, is not set" in told
    assert "4 of 4 numbers of 1 targets" in said.out
    (tmp_path / "published" / WARS).mkdir(parents=True)
    (tmp_path / "published" / WARS / "edges.csv").touch()
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    told = " ".join(blocform("reproduce", WARS).out.split())
    assert f"{tmp_path / 'published' / WARS} lacks expected.csv" in told
    assert f"{tmp_path / WARS} lacks edges.csv, expected.csv" in told
    assert blocform("reproduce", WARS, "--markdown").out.splitlines()[2].endswith("| 0 | skipped | 0.0 s | - |")


def test_what_is_missing_without_a_name_is_skipped(blocform, monkeypatch):
    targets = {name: TARGETS[name] for name in (WARS, QUICK)}
    monkeypatch.setattr("experiments.reproducing.reproduce.TARGETS", targets)
    assert blocform("reproduce").code == 0


@pytest.mark.parametrize("named", [".", "published"])
def test_data_of_others_are_found_by_the_variable(tmp_path, monkeypatch, triangle, named):
    shutil.copytree(triangle, tmp_path / "outside" / "published" / WARS)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "outside" / named))
    assert cases([WARS])[0].folder is not None


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
    "text": ("edges.csv", EDGES.replace("z,-1", "z,foe"), "row 3: column sign: given 'foe'"),
    "ends": ("edges.csv", EDGES.replace("a_b", "other"), "two columns of names"),
    "twice": ("edges.csv", EDGES + "y,x,-1\n", "row 5: a_a, a_b: given 'y, x', allowed: each pair once; row 2 has it"),
    "own": ("edges.csv", EDGES + "x,x,1\n", "row 5: a_a, a_b: given 'x, x', allowed: two different names"),
    "hole": ("edges.csv", EDGES + ",z,1\n", "triangle/edges.csv row 5: column a_a: given '', allowed: a name"),
    "no-sign": ("edges.csv", EDGES + "x,w,\n", "row 5: column sign: given '', allowed: a number"),
    "again": ("expected.csv", EXPECTED + "actors,3,0\n", "row 5: column quantity: given 'actors', allowed: each once"),
    "number": ("expected.csv", EXPECTED.replace("3,0", "three,0"), "row 2: column value: given 'three', allowed: a number"),
    "header-only": ("edges.csv", "a_a,a_b,sign\n", "rows: given 0"),
    "nothing-asked": ("expected.csv", "window,actor\n1,3\n", "did you mean 'actors'"),
    "case-without-edges": ("expected.csv", "sign,actors\n1,2\n3,0\n", "row 3: column sign: given '3'"),
    "many": ("edges.csv", "a_a,a_b,sign\n" + "x,y,foe\n" * 13, "given '3 more rows'"),
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


LANDSCAPE = {
    "actors.csv": "actor,size\na,1\nb,2\nc,1\n",
    "propensities.csv": "actor_a,actor_b,propensity\na,b,-1\na,c,1\n",
    "landscape.csv": "side_a,side_b,side_c,energy,local_minimum\n1,2,1,-4,true\n1,1,1,0,false\n1,1,2,2,false\n1,2,2,-2,false\n",
}
BROKEN_LANDSCAPES = {
    "mark": ("landscape.csv", ("0,false", "0,nein"), "row 3: column local_minimum: given 'nein', allowed: true or false"),
    "side": ("landscape.csv", ("1,2,1", "1,3,1"), "column side_NAME: given '1, 2, 3', allowed: two codes"),
    "pair": ("propensities.csv", ("a,c,1", "b,a,1"), "row 3: actor_a, actor_b: given 'b, a', allowed: each pair once; row 2 has it"),
    "actor": ("actors.csv", ("c,1", "a,1"), "row 4: column actor: given 'a', allowed: each once"),
}


@pytest.fixture
def three(tmp_path):
    """A folder with the landscape of three actors."""
    folder = tmp_path / "three"
    folder.mkdir()
    for name, text in LANDSCAPE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("word", "code"), [("no", 0), ("0", 0), ("yes", 1)])
def test_a_mark_says_what_it_says(blocform, three, word, code):
    """A text that is not empty is not simply true."""
    (three / "landscape.csv").write_text(LANDSCAPE["landscape.csv"].replace("0,false", f"0,{word}"), encoding="utf-8")
    assert blocform("reproduce", "--data", three).code == code


@pytest.mark.parametrize(("file", "change", "told"), BROKEN_LANDSCAPES.values(), ids=BROKEN_LANDSCAPES)
def test_landscapes_that_cannot_be_read(blocform, three, file, change, told):
    (three / file).write_text(LANDSCAPE[file].replace(*change), encoding="utf-8")
    said = blocform("reproduce", "--data", three)
    assert said.code == 2
    assert told in said.err


def test_sides_of_more_than_two_codes_are_told(tmp_path):
    folder = changed("marvel_2011", tmp_path, {"factions.csv": put("faction", 1, 3)})
    with pytest.raises(DataError, match="two codes"):
        list(TARGETS["marvel_2011"].findings(Folder(folder)))


def test_a_label_that_is_a_number_and_a_note(blocform, tmp_path):
    """Labels are text, whatever they look like; columns that nobody names are ignored."""
    folder = tmp_path / "windows"
    folder.mkdir()
    (folder / "edges.csv").write_text("window,a_a,a_b,sign\n1,x,y,1\n01,x,y,1\n01,y,z,1\n", encoding="utf-8")
    (folder / "expected.csv").write_text("window,actors,note\n1,2,hello\n01,3,\n", encoding="utf-8")
    said = blocform("reproduce", "--data", folder)
    assert (said.code, said.err) == (0, "")
    assert "2 of 2 numbers" in said.out
    one = changed("marvel_2011", tmp_path, {})
    for file in one.iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace("two_factions", "1"), encoding="utf-8")
    assert not any(finding.verdict == "fails" for finding in TARGETS["marvel_2011"].findings(Folder(one)))


def test_a_target_that_cannot_be_run_does_not_stop_the_others(blocform, tmp_path):
    """Seven countries are beyond the method: that target is named and stops, the next one runs, and the command ends with 2."""
    seven = "case,country,strength\n" + "".join(f"c7,{k},1\n" for k in range(7))
    (changed("jackson_nei_2015", tmp_path, {"expected.csv": lambda table: table.head(1).assign(case="c7")}) / "strengths.csv").write_text(
        seven, encoding="utf-8"
    )
    changed(QUICK, tmp_path, {})
    said = blocform("reproduce", "--data", tmp_path)
    assert said.code == 2
    assert said.err.startswith("blocform: jackson_nei_2015: 7 countries")
    assert "4 of 4 numbers of 1 targets" in said.out
    said = blocform("reproduce", "--data", tmp_path, "--json")
    rows = {row["target"]: row for row in json.loads(said.out)}
    assert said.code == 2
    assert (rows["jackson_nei_2015"]["verdict"], rows[QUICK]["verdict"]) == ("stopped", "passes")
    assert "7 countries" in rows["jackson_nei_2015"]["error"]


def test_a_fault_of_the_program_is_told_as_one(blocform, monkeypatch):
    """An exception that nobody foresaw ends with 2, not with the 1 of a number outside its tolerance."""

    def broken(folder):
        raise KeyError("x")

    monkeypatch.setitem(TARGETS, QUICK, dataclasses.replace(TARGETS[QUICK], findings=broken))
    said = blocform("reproduce", QUICK)
    assert said.code == 2
    assert f"blocform: {QUICK}: KeyError: 'x' (test_reproduce.py, line" in said.err


def test_two_folders_of_one_name_are_told(blocform, tmp_path):
    changed(QUICK, tmp_path, {})
    (tmp_path / "published").mkdir()
    changed(QUICK, tmp_path / "published", {})
    said = blocform("reproduce", "--data", tmp_path)
    assert said.code == 2
    assert f"{tmp_path / QUICK} and {tmp_path / 'published' / QUICK}" in said.err


@pytest.mark.parametrize("flags", [("--json", "--markdown"), ("--all", "--json"), ("--list", "--all"), ("--list", "--markdown")])
def test_flags_that_go_against_each_other(blocform, flags):
    said = blocform("reproduce", QUICK, *flags)
    assert (said.code, said.out) == (2, "")
    assert " and ".join(sorted(flags, key=["--list", "--json", "--markdown", "--all"].index)) in said.err


def test_every_number_has_a_row_and_a_tolerance(blocform):
    said = blocform("reproduce", QUICK, "--all")
    assert said.out.count("passes") == 4
    rows = json.loads(blocform("reproduce", QUICK, "--json").out)
    assert (rows[0]["verdict"], [row["tolerance"] for row in rows[0]["findings"]]) == ("passes", [pytest.approx(5e-9)] * 4)


def test_the_list_as_data(blocform):
    rows = {row["target"]: row for row in json.loads(blocform("reproduce", "--list", "--json").out)}
    assert set(rows) == set(TARGETS)
    assert rows[QUICK]["files"] == ["scores.csv"]
    assert (rows[WARS]["data"], rows[QUICK]["data"]) == (None, str(CARRIED / QUICK))


def test_long_lists_are_left_to_the_list(blocform, tmp_path):
    said = blocform("reproduce", "score")
    assert "blocform reproduce --list" in said.err
    assert "marvel_2011" not in said.err
    assert "blocform reproduce --list" in blocform("reproduce", "--data", tmp_path).err


def test_usage_names_targets_once(blocform):
    assert "[[" not in blocform("reproduce", "--help").out


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
