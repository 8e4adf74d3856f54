"""The commands sweep and rerun: what they print, what they refuse, and what they leave behind when they are stopped."""

import errno
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from swept import files, planned, written

from experiments import screen_sweep
from experiments.sweeps import store
from experiments.sweeps.sweep import sweep
from experiments.sweeps.torture import ROOT

LONG = {"replicates": 3000, "months": 24, "chunk": 20}
"""More runs than a test waits for."""


@pytest.fixture
def small(tmp_path):
    return written(tmp_path / "study")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Files of the small study's sweep."""
    folder = tmp_path_factory.mktemp("whole")
    sweep(planned(), folder)
    return files(folder)


def shell(*arguments, before=""):
    """The command in a process of its own, after some Python."""
    script = f"import sys; sys.argv = ['blocform', *sys.argv[1:]]; {before}\nfrom experiments.cli import main; main()"
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class TestSweep:
    """``blocform sweep``."""

    def test_without_a_folder_it_says_what_it_would_take(self, blocform, small, tmp_path):
        said = blocform("sweep", small)
        assert (said.code, said.err) == (0, "")
        assert "Is it whole?" in said.out
        assert "3 rows: 1 scenarios x 1 policies x 1 futures x 3 points (latin-hypercube); 9 runs" in said.out
        assert sorted(tmp_path.iterdir()) == [small.parent]
        shown = json.loads(blocform("sweep", small, "--json").out)
        assert (shown["rows"], shown["points"], shown["runs"], shown["digest"]) == (3, 3, "9 runs", planned().digest)

    def test_it_makes_the_files_and_says_what_they_hold(self, blocform, small, out, whole):
        said = blocform("sweep", small, "--out", out, "--jobs", 2)
        assert said.code == 0
        assert "small: 9 of 9 runs" in said.out
        assert f"Complete: blocform analyze {out}" in said.out.replace("\n", " ").replace("analyze  ", "analyze ")
        assert files(out) == whole
        assert json.loads((out / "manifest.json").read_text())["command"][:2] == ["blocform", "sweep"]

    def test_a_second_start_finds_everything(self, blocform, small, out, whole):
        for found in (0, 9):
            said = blocform("sweep", small, "--out", out, "--json")
            shown = json.loads(said.out)
            assert (shown["runs"], shown["total"], shown["found"], shown["failed"], shown["is_complete"]) == (9, 9, found, 0, True)
            assert sum(shown["outcomes"].values()) == 9
        assert "9 of 9 runs are there already." in said.err
        assert files(out) == whole

    def test_workers_share_a_folder(self, blocform, small, out, whole):
        first = blocform("sweep", small, "--out", out, "--worker", "1/2")
        assert first.code == 0
        assert "others have chunks to make" in first.out.replace("\n", " ")
        assert "Complete" in blocform("sweep", small, "--out", out, "--worker", "2/2").out
        assert files(out) == whole

    def test_replicates_may_grow(self, blocform, small, out):
        assert json.loads(blocform("sweep", small, "--out", out, "--json").out)["runs"] == 9
        assert json.loads(blocform("sweep", small, "--out", out, "--replicates", 4, "--json").out)["runs"] == 12
        said = blocform("sweep", small, "--out", out)
        assert (said.code, said.out) == (2, "")
        assert "it has 4 replicates, which are more than the 3" in said.err

    def test_progress_tells_rate_time_left_and_shares(self, blocform, small, out, monkeypatch):
        monkeypatch.setattr(screen_sweep, "EVERY", 0.0)
        said = blocform("sweep", small, "--out", out)
        lines = [line for line in said.err.splitlines() if "min left" in line]
        assert len(lines) == 3
        assert all(text in lines[0] for text in ("4 of 9 runs, ", " a second, ", "stagnates "))

    def test_failed_runs_end_nothing(self, blocform, tmp_path, out):
        halves = {name: {"set": f"shares.grain.ARD.{name}", "low": 0.0, "high": high} for name, high in (("BOR", 0.35), ("CEV", 0.12))}
        study = written(tmp_path, factors=halves, design={"kind": "grid", "levels": 2})
        said = blocform("sweep", study, "--out", out)
        assert said.code == 0
        assert "3 runs failed; their rows say why." in said.out
        assert "12 of 12 runs" in said.out


class TestRefused:
    """Exit code 2, a message, no traceback and nothing on standard output."""

    @staticmethod
    def refused(said, *texts):
        assert (said.code, said.out) == (2, "")
        assert said.err.lstrip("\n").startswith("blocform: ") or "\nblocform: " in said.err
        assert "Traceback" not in said.err
        for text in texts:
            assert text in said.err

    def test_an_unknown_study(self, blocform):
        self.refused(blocform("sweep", "what-maters"), "did you mean 'what-matters'?")

    def test_every_fault_of_a_study(self, blocform, tmp_path):
        study = written(tmp_path, measures=["cohesio"], factors={"balanc": {}, "requests": {"low": 99.0}})
        self.refused(blocform("sweep", study), "3 faults", "did you mean 'cohesion'?", "did you mean 'balance'?", "low below high")

    @pytest.mark.parametrize("worker", ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1.5/2", " 1/2"])
    def test_a_worker_that_is_none(self, blocform, small, out, worker):
        self.refused(blocform("sweep", small, "--out", out, f"--worker={worker}"), "--worker: I/N: given", "as 1/4")
        assert not out.exists()

    @pytest.mark.parametrize("address", ["", "garbage", "nope://x:1", "127.0.0.1:8786", "tcp://127.0.0.1", "tcp://:1"])
    def test_a_cluster_that_is_no_address(self, blocform, small, out, address):
        self.refused(blocform("sweep", small, "--out", out, f"--dask={address}"), "--dask: ADDRESS: given", "tcp://127.0.0.1:8786")

    def test_a_cluster_without_the_extra(self, blocform, small, out, monkeypatch):
        monkeypatch.setitem(sys.modules, "distributed", None)
        self.refused(blocform("sweep", small, "--out", out, "--dask", "tcp://127.0.0.1:9"), "pip install 'blocform[dask]'")

    @pytest.mark.parametrize("option", [("--jobs", 0), ("--replicates", 0), ("--jobs", "x")])
    def test_a_number_that_is_none(self, blocform, small, option):
        said = blocform("sweep", small, *option)
        assert (said.code, said.out) == (2, "")
        assert "Traceback" not in said.err

    def test_a_folder_of_another_sweep(self, blocform, small, out, tmp_path):
        blocform("sweep", small, "--out", out)
        before = files(out)
        said = blocform("sweep", written(tmp_path / "other", seed=2), "--out", out)
        self.refused(said, "holds another sweep", "seed: 1 then, 2 now", "take another folder")
        assert files(out) == before

    def test_a_corrupt_manifest(self, blocform, small, out, whole):
        blocform("sweep", small, "--out", out)
        (out / "manifest.json").write_text("{", encoding="utf-8")
        self.refused(blocform("sweep", small, "--out", out), "manifest.json", "delete it and start the sweep of the same study again")
        self.refused(blocform("rerun", out, 0, 0), "manifest.json")
        (out / "manifest.json").unlink()
        assert json.loads(blocform("sweep", small, "--out", out, "--json").out)["found"] == 9
        assert files(out) == whole

    def test_a_folder_that_is_a_file(self, blocform, small, out):
        out.touch()
        self.refused(blocform("sweep", small, "--out", out), str(out))

    def test_a_folder_that_cannot_be_made(self, blocform, small, out, monkeypatch):
        make = Path.mkdir

        def refuse(path, *given, **named):
            if path == out:
                raise OSError(errno.EROFS, "Read-only file system", str(path))
            make(path, *given, **named)

        monkeypatch.setattr(Path, "mkdir", refuse)
        self.refused(blocform("sweep", small, "--out", out), f"{out}: Read-only file system")

    @pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system on which nobody can write")
    def test_a_file_system_on_which_nobody_can_write(self, blocform, small):
        self.refused(blocform("sweep", small, "--out", "/proc/self/task/sweep"), "/proc/self/task/sweep: ")

    def test_a_folder_that_became_read_only(self, blocform, small, out, whole, monkeypatch):
        blocform("sweep", small, "--out", out)
        (out / "runs" / "chunk-000001.parquet").unlink()
        with monkeypatch.context() as patch:

            def refuse(table, path, **_):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))

            patch.setattr(store.pq, "write_table", refuse)
            said = blocform("sweep", small, "--out", out)
        self.refused(said, "chunk-000001.parquet: Permission denied", "5 of 9 runs are kept")
        assert blocform("sweep", small, "--out", out).code == 0
        assert files(out) == whole


class TestFullDisk:
    """Chunks that are there stay, no fragment does, and the next start goes on."""

    def test_told_by_the_writer(self, blocform, small, out, whole, monkeypatch):
        write, left = store.pq.write_table, [2]

        def fill(table, path, **named):
            if left[0]:
                left[0] -= 1
                return write(table, path, **named)
            path.write_bytes(b"PAR1 half")
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(store.pq, "write_table", fill)
            said = blocform("sweep", small, "--out", out)
        TestRefused.refused(said, "runs/chunk-000002.parquet: No space left on device", "8 of 9 runs are kept", "goes on from them")
        assert files(out) == {name: whole[name] for name in list(whole)[:2]}
        assert json.loads(blocform("sweep", small, "--out", out, "--json").out)["found"] == 8
        assert files(out) == whole

    @pytest.mark.skipif(sys.platform == "win32", reason="needs limits of the system")
    def test_told_by_the_system(self, blocform, small, out, whole):
        blocform("sweep", small, "--out", out)
        (out / "runs" / "chunk-000000.parquet").unlink()
        limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))"
        process = shell("sweep", small, "--out", out, "--jobs", 1, before=limit)
        told, said = process.communicate()
        assert (process.returncode, told) == (2, "")
        assert "chunk-000000.parquet: " in said
        assert "Traceback" not in said
        assert files(out) == {name: whole[name] for name in list(whole)[1:]}
        assert blocform("sweep", small, "--out", out).code == 0
        assert files(out) == whole


class TestInterrupted:
    """Ctrl-C."""

    @pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
    def test_it_ends_with_130_a_message_and_a_folder_to_go_on_from(self, tmp_path, out):
        study = written(tmp_path, **LONG)
        process = shell("sweep", study, "--out", out, "--jobs", 2)
        until = time.monotonic() + 60.0
        while not list(out.glob("runs/chunk-*")) and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        told, said = process.communicate()
        assert (process.returncode, told) == (130, ""), said
        assert f"of 9,000 runs are kept in {out}; the same command goes on from them." in said.replace("\n", " ")
        assert "Traceback" not in said
        kept = files(out)
        assert 0 < len(kept) < 450
        assert not [name for name in kept if name.startswith(".")]

        class Enough(Exception):
            pass

        def look(standing):
            assert standing.found == 20 * len(kept)
            raise Enough

        with pytest.raises(Enough):
            sweep(planned(tmp_path, **LONG), out, tell=look)

    def test_before_anything_is_known(self, blocform, small, out, monkeypatch):
        def stop(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr("experiments.sweeps.sweep.rounds", stop)
        said = blocform("sweep", small, "--out", out)
        assert (said.code, said.out) == (130, "")


class TestRerun:
    """``blocform rerun``."""

    @pytest.fixture
    def done(self, blocform, small, out):
        blocform("sweep", small, "--out", out)
        return out

    def test_it_tells_the_row_and_that_the_bits_are_the_same(self, blocform, done, tmp_path):
        said = blocform("rerun", done, 2, 1, "--out", tmp_path / "run", "--no-figures")
        assert said.code == 0
        changes = planned().changes(2)
        assert "Row 2:" in said.out
        assert f"parameters.balance={changes['parameters.balance']}" in said.out.replace("\n", "")
        assert "equal those of the sweep to the last bit" in said.err.replace("\n", " ")
        assert (tmp_path / "run" / "provenance.json").exists()
        shown = json.loads(blocform("rerun", done, 2, 1, "--json").out)
        assert (shown["changes"], shown["as_recorded"]) == (changes, True)

    def test_it_says_where_the_bits_differ(self, blocform, done, monkeypatch):
        monkeypatch.setattr("experiments.sweeps.result.Result.is_as_recorded", lambda *_: False)
        said = blocform("rerun", done, 0, 0)
        assert said.code == 1
        assert "DIFFER" in said.err

    def test_a_replicate_beyond_the_sweep(self, blocform, done):
        assert "were not kept by the sweep" in blocform("rerun", done, 0, 50).err

    @pytest.mark.parametrize(("row", "replicate"), [(3, 0), (10**12, 0), (0, 10**12)])
    def test_what_cannot_be(self, blocform, done, row, replicate):
        TestRefused.refused(blocform("rerun", done, row, replicate), "1 fault", "allowed: a r")

    def test_a_folder_without_a_sweep(self, blocform, tmp_path):
        TestRefused.refused(blocform("rerun", tmp_path, 0, 0), "there is no sweep in this folder")
