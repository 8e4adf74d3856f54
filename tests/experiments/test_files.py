"""Files of results: whole or not at all."""

import hashlib
import json

import pandas as pd
import pytest

from experiments.files import digest, write, write_json, write_table


def test_a_file_is_written_with_its_folders(tmp_path):
    file = tmp_path / "a" / "b" / "c.txt"
    assert write(file, lambda path: path.write_text("x")) == file
    assert file.read_text() == "x"
    assert list(file.parent.iterdir()) == [file]


def test_nobody_sees_half_of_a_file(tmp_path):
    file = tmp_path / "c.txt"
    file.write_text("old")

    def fill(path):
        path.write_text("ha")
        assert file.read_text() == "old"
        path.write_text("whole")

    write(file, fill)
    assert file.read_text() == "whole"


@pytest.mark.parametrize("error", [OSError(28, "full"), ValueError("no"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_no_fragment(tmp_path, error):
    file = tmp_path / "c.txt"
    file.write_text("old")

    def fill(path):
        path.write_text("ha")
        raise error

    with pytest.raises(type(error)):
        write(file, fill)
    assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {"c.txt": "old"}


def test_the_suffix_of_the_file_aside_is_that_of_the_file(tmp_path):
    """Writers choose their format by it."""
    seen = []
    write(tmp_path / "c.png", lambda path: (seen.append(path.suffix), path.touch()))
    assert seen == [".png"]


def test_tables_and_json_come_back_as_they_were(tmp_path):
    table = pd.DataFrame({"month": [0, 1], "date": ["1900-01", "1900-02"], "x": [0.1 + 0.2, 1 / 3]})
    pd.testing.assert_frame_equal(pd.read_parquet(write_table(tmp_path / "t.parquet", table)), table, check_exact=True)
    content = {"a": [1, 0.1 + 0.2, None, "é"]}
    assert json.loads(write_json(tmp_path / "c.json", content).read_text(encoding="utf-8")) == content


def test_digest_is_that_of_the_bytes(tmp_path):
    (tmp_path / "c").write_bytes(b"abc")
    assert digest(tmp_path / "c") == hashlib.sha256(b"abc").hexdigest()
