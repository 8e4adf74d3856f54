"""Sweeps on a Dask cluster of this machine: the same bits, though a worker is killed in the middle."""

import os
import signal

import distributed
import pytest
from swept import files, planned, written

from experiments.sweeps.cluster import on_cluster
from experiments.sweeps.store import SweepError
from experiments.sweeps.sweep import sweep
from simulation.faults import StudyError

STUDY = {"replicates": 40, "months": 24, "chunk": 6}
"""120 runs in twenty chunks."""


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as made:
        yield made


@pytest.fixture(scope="module")
def plan():
    return planned(**STUDY)


@pytest.fixture(scope="module")
def whole(plan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    sweep(plan, folder)
    return files(folder)


def test_it_makes_what_one_process_makes(cluster, plan, whole, tmp_path):
    ticks = []
    standing = sweep(plan, tmp_path, on_cluster(cluster.scheduler_address), tick=ticks.append)
    assert (standing.is_complete, standing.runs, sum(ticks)) == (True, 120, 120)
    assert files(tmp_path) == whole


def test_it_goes_on_from_what_this_process_made(cluster, plan, whole, tmp_path):
    for name in list(whole)[::2]:
        (tmp_path / "runs").mkdir(exist_ok=True)
        (tmp_path / "runs" / name).write_bytes(whole[name])
    assert sweep(plan, tmp_path, on_cluster(cluster.scheduler_address)).found == 60
    assert files(tmp_path) == whole


def test_a_study_with_rounds(cluster, tmp_path):
    precision = {"measure": "cohesion", "half_width": 0.003, "ceiling": 20}
    plan = planned(months=13, replicates=None, precision=precision, chunk=8)
    sweep(plan, tmp_path / "here")
    sweep(plan, tmp_path / "there", on_cluster(cluster.scheduler_address))
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_a_worker_with_other_rules_is_refused(cluster, tmp_path, monkeypatch):
    """Here, this process believes that it has others."""
    plan = planned(**STUDY)
    monkeypatch.setitem(plan.__dict__, "digest", "other")
    with pytest.raises(SweepError, match="a worker of the cluster has other rules"):
        sweep(plan, tmp_path, on_cluster(cluster.scheduler_address))


def test_a_worker_without_the_package_is_told(cluster, plan, tmp_path, monkeypatch):
    def missing(*_):
        raise ModuleNotFoundError("No module named 'experiments'")

    monkeypatch.setattr("experiments.sweeps.cluster._make", missing)
    with pytest.raises(SweepError, match="No module named 'experiments'; finished chunks are kept"):
        sweep(plan, tmp_path, on_cluster(cluster.scheduler_address))


def test_the_command(cluster, blocform, tmp_path, whole):
    said = blocform("sweep", written(tmp_path, **STUDY), "--out", tmp_path / "out", "--dask", cluster.scheduler_address)
    assert said.code == 0, said.err
    assert "120 of 120 runs" in said.out
    assert files(tmp_path / "out") == whole


def test_a_worker_killed_in_the_middle_changes_no_bit(cluster, plan, whole, tmp_path):
    killed = []

    def kill(standing):
        if not killed and standing.runs >= 12:
            killed.append(cluster.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    standing = sweep(plan, tmp_path, on_cluster(cluster.scheduler_address), tell=kill)
    assert len(killed) == 1
    assert standing.is_complete
    assert files(tmp_path) == whole


def test_nobody_at_the_address_is_told(plan, tmp_path):
    with pytest.raises(SweepError, match=r"the cluster at tcp://127\.0\.0\.1:9: .* the same command goes on from them"):
        sweep(plan, tmp_path, on_cluster("tcp://127.0.0.1:9"))


def test_what_is_no_address_is_told():
    with pytest.raises(StudyError, match="--dask: ADDRESS"):
        on_cluster("somewhere")
