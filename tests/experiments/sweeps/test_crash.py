"""Kill -9 at ten random moments, then two workers at once: every bit as if nothing had happened."""

import pytest
from swept import written

from experiments.sweeps import torture as module
from experiments.sweeps.store import Store
from experiments.sweeps.torture import differing, torture

STUDY = {"replicates": 300, "months": 24, "chunk": 15, "measures": ["cohesion"]}
"""Runs of a few seconds, in sixty chunks."""


@pytest.mark.slow
def test_a_sweep_survives_being_killed(tmp_path):
    torn = torture(written(tmp_path, **STUDY), tmp_path, kills=10)
    assert torn.chunks == 60
    assert torn.differing == []
    assert len(torn.kept) == 10
    assert torn.kept == sorted(torn.kept)
    assert 10 <= torn.kept[-1] < 60, "the kills came in the middle of the work"
    file = Store(tmp_path / "torn").file(30)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    assert differing(tmp_path / "whole", tmp_path / "torn") == [file.name], "the control"
    file.unlink()
    assert differing(tmp_path / "whole", tmp_path / "torn") == [file.name]


def test_a_runner_that_ends_badly_ends_the_torture(tmp_path):
    study = written(tmp_path, measures=["cohesio"])
    with pytest.raises(RuntimeError, match="a runner ended with 2: blocform: 1 fault"):
        torture(study, tmp_path)


@pytest.mark.parametrize(("bad", "code"), [([], 0), (["chunk-000003.parquet"], 1)])
def test_the_command_says_what_came_of_it(monkeypatch, capsys, bad, code):
    monkeypatch.setattr(module, "torture", lambda *_: module.Torn([1, 4], 9, bad))
    monkeypatch.setattr("sys.argv", ["torture", "small", "--kills", "2"])
    with pytest.raises(SystemExit) as left:
        module.main()
    assert left.value.code == code
    assert capsys.readouterr().out == f"2 kills, after 1, 4 chunks; of 9 chunks {len(bad)} differ\n"
