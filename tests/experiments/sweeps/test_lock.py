"""Locks: one runner a part, and all of them dividing the work alike."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.sweeps import lock
from experiments.sweeps.lock import locked
from experiments.sweeps.store import SweepError

HERE = f"process {os.getpid()} on {socket.gethostname()}"


def refused(folder, worker):
    with pytest.raises(SweepError, match="another runner works in this folder") as caught, locked(folder, worker):
        pass
    return str(caught.value)


def test_parts_of_one_division_are_held_side_by_side_each_by_one(tmp_path):
    with locked(tmp_path, (1, 2)), locked(tmp_path, (2, 2)):
        for worker in ((1, 2), (2, 2)):
            assert HERE in refused(tmp_path, worker)


@pytest.mark.parametrize(("theirs", "mine"), [((1, 1), (1, 1)), ((1, 1), (1, 2)), ((1, 2), (1, 1)), ((2, 2), (1, 1)), ((1, 2), (3, 3))])
def test_nobody_divides_the_work_otherwise(tmp_path, theirs, mine):
    """Two that did would make the same chunks at once, and clear away each other's fragments."""
    with locked(tmp_path, theirs):
        assert HERE in refused(tmp_path, mine)
        assert "with --worker" in refused(tmp_path, mine)
    with locked(tmp_path, mine):
        assert (tmp_path / f".lock-{mine[0]}-of-{mine[1]}").read_text() == HERE


def test_the_dead_hold_nothing_and_are_not_named(tmp_path):
    script = "import sys, time; from pathlib import Path; from experiments.sweeps.lock import locked\n"
    script += "with locked(Path(sys.argv[1]), (1, 2)): print('held', flush=True); time.sleep(60)"
    root = Path(lock.__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=root, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        assert f"process {other.pid} " in refused(tmp_path, (1, 2))
        other.kill()
    with locked(tmp_path, (2, 2)):
        assert f"process {other.pid} " not in refused(tmp_path, (1, 1))
        assert f"process {other.pid} " in (tmp_path / ".lock-1-of-2").read_text()
    with locked(tmp_path, (1, 2)):
        pass


def test_a_part_is_free_again_after_an_error(tmp_path):
    with pytest.raises(LookupError), locked(tmp_path, (1, 1)):
        raise LookupError
    with locked(tmp_path, (1, 3)):
        pass


def test_a_file_system_without_locks_is_worked_on_all_the_same(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(lock.fcntl, "flock", refuse)
    with locked(tmp_path, (1, 1)), locked(tmp_path, (1, 1)):
        pass


def test_a_folder_that_is_a_file_is_an_error_of_the_system(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"), locked(tmp_path / "file", (1, 1)):
        pass
