"""The folder of a sweep: what is damaged is made again, what is another's is refused, and both are said."""

import json
import shutil
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from swept import files, planned

from experiments.sweeps import store as stores
from experiments.sweeps.chunk import Chunk
from experiments.sweeps.rounds import rounds
from experiments.sweeps.store import DamagedError, Store, SweepError
from experiments.sweeps.sweep import sweep


@pytest.fixture(scope="module")
def plan():
    return planned()


@pytest.fixture(scope="module")
def done(plan, tmp_path_factory):
    """A finished sweep that tests copy."""
    folder = tmp_path_factory.mktemp("done")
    sweep(plan, folder)
    return folder


@pytest.fixture
def store(done, tmp_path):
    return Store(shutil.copytree(done, tmp_path / "sweep"))


@pytest.fixture(scope="module")
def chunks(plan):
    [found] = rounds(plan, lambda chunks: None)
    return found


def manifest(store, **changes):
    content = json.loads(store.manifest.read_text(encoding="utf-8")) | changes
    store.manifest.write_text(json.dumps(content), encoding="utf-8")


class TestChunks:
    """Files of chunks."""

    def test_a_sound_file_is_taken_as_it_was_kept(self, store, plan, chunks):
        assert store.numbers() == [0, 1, 2]
        for chunk in chunks:
            table = store.finished(chunk, plan.digest)
            assert table["row"].to_pylist() == chunk.row.tolist()
            assert table.replace_schema_metadata(None).equals(store.table(chunk.number, plan.digest).replace_schema_metadata(None))

    def test_the_file_is_compressed_and_says_whose_it_is(self, store, plan):
        found = pq.ParquetFile(store.file(0)).metadata
        assert {found.row_group(0).column(k).compression for k in range(found.num_columns)} == {"ZSTD"}
        assert plan.digest in found.metadata[b"blocform"].decode()

    @pytest.mark.parametrize("size", [0, 1, 4, 100, -1, -8, -100])
    def test_a_truncated_file_is_damaged(self, store, plan, chunks, size):
        content = store.file(1).read_bytes()
        store.file(1).write_bytes(content[:size])
        assert store.finished(chunks[1], plan.digest) is None
        with pytest.raises(DamagedError, match=r"chunk-000001\.parquet: damaged .* when it is started once more"):
            store.table(1, plan.digest)

    def test_no_flipped_bit_passes_for_another_number(self, store, plan, chunks):
        """A file with one is damaged, another's, or says the same as before: some bits carry nothing."""
        content, sound = store.file(0).read_bytes(), store.table(0, plan.digest)
        rng, seen = np.random.default_rng(5), set()
        for place in rng.choice(len(content), 300, replace=False).tolist():
            flipped = bytearray(content)
            flipped[place] ^= 1 << int(rng.integers(8))
            store.file(0).write_bytes(bytes(flipped))
            try:
                table = store.finished(chunks[0], plan.digest)
            except SweepError as error:
                seen.add(str(error).partition(": ")[2])
                continue
            seen.add("damaged" if table is None else "as it was")
            assert table is None or table.equals(sound), place
        assert (
            {"damaged", "as it was"} <= seen <= {"damaged", "as it was", "a chunk of another sweep; take another folder, or move it away"}
        )

    def test_no_file_is_no_chunk(self, store, plan, chunks):
        store.file(2).unlink()
        assert store.finished(chunks[2], plan.digest) is None
        assert store.numbers() == [0, 1]

    def test_a_chunk_under_another_number_is_not_that_chunk(self, store, plan, chunks):
        shutil.copy(store.file(0), store.file(1))
        assert store.finished(chunks[1], plan.digest) is None

    def test_a_chunk_of_another_sweep_is_refused(self, store, plan, chunks):
        table = store.table(0, plan.digest)
        store.keep(chunks[0], table, "another")
        for read in (lambda: store.finished(chunks[0], plan.digest), lambda: store.table(0, plan.digest)):
            with pytest.raises(SweepError, match="a chunk of another sweep; take another folder, or move it away"):
                read()
        with pytest.raises(SweepError, match="a chunk of another sweep"):
            sweep(plan, store.folder)

    def test_a_table_that_is_no_chunk_is_made_again(self, store, plan, chunks, done):
        for table in (pa.table({"x": [1]}), pa.table({"x": [1]}).replace_schema_metadata({b"blocform": b"5"})):
            pq.write_table(table, store.file(0))
            assert store.finished(chunks[0], plan.digest) is None
        sweep(plan, store.folder)
        assert files(store.folder) == files(done)

    def test_other_files_beside_the_chunks_are_left_alone(self, store, plan, done):
        """Such as the copies of those who share folders."""
        other = store.file(0).with_name("chunk-000000 (conflict).parquet")
        shutil.copy(store.file(0), other)
        assert store.numbers() == [0, 1, 2]
        sweep(plan, store.folder)
        assert other.exists()

    def test_a_chunk_is_written_whole_or_not_at_all(self, store, plan, chunks, monkeypatch):
        before, table = files(store.folder), store.table(0, plan.digest)

        def fail(table, path, **_):
            path.write_bytes(b"PAR1 half")
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(stores.pq, "write_table", fail)
        with pytest.raises(OSError, match="No space left") as caught:
            store.keep(chunks[0], table, plan.digest)
        assert caught.value.filename == str(store.file(0))
        assert files(store.folder) == before

    def test_fragments_of_the_dead_are_removed_where_one_works_and_nowhere_else(self, store, chunks):
        mine, other = (store.file(k).with_name(f".chunk-00000{k}.abc.parquet") for k in (0, 1))
        mine.touch()
        other.touch()
        store.clear([chunks[0]])
        assert (mine.exists(), other.exists()) == (False, True)


class TestManifest:
    """What is swept, and whether it still is that."""

    CORRUPT: ClassVar = {
        "empty": "",
        "half": '{"digest": "a", "par',
        "bytes": "\x00\x01",
        "a list": "[1, 2]",
        "a number": "5",
        "nothing in it": "{}",
        "lists within": '{"digest": "a", "parts": [], "versions": {}, "plan": {}}',
        "words within": '{"digest": "a", "parts": {}, "versions": "x", "plan": {}}',
        "no digest": '{"digest": null, "parts": {}, "versions": {}, "plan": {}}',
        "deep": "[" * 100_000,
    }

    @pytest.mark.parametrize("text", CORRUPT.values(), ids=CORRUPT)
    def test_a_corrupt_one_is_told_with_its_remedy_which_keeps_the_chunks(self, store, plan, done, text):
        store.manifest.write_text(text, encoding="utf-8")
        for use in (store.read, store.plan, lambda: sweep(plan, store.folder)):
            with pytest.raises(SweepError, match=r"manifest\.json: .*; delete it and start the sweep of the same study again"):
                use()
        store.manifest.unlink()
        standing = sweep(plan, store.folder)
        assert (standing.found, standing.is_complete) == (9, True)
        assert files(store.folder) == files(done)
        assert store.plan().digest == plan.digest

    PLANS: ClassVar = {
        "none": {},
        "a study of nothing": {"study": 5},
        "no scenarios": {"scenarios": []},
        "a scenario of nothing": {"scenarios": [{}]},
        "no labels": {"labels": []},
        "labels of nothing": {"labels": 5},
        "words for positions": {"positions": [["x", "y"]] * 3},
    }

    @pytest.mark.parametrize("changes", PLANS.values(), ids=PLANS)
    def test_a_plan_that_cannot_be_read_is_told(self, store, plan, changes):
        manifest(store, plan=plan.plain() | changes if changes else {})
        with pytest.raises(SweepError, match="delete it and start the sweep"):
            store.plan()

    def test_a_plan_that_was_edited_is_told(self, store, plan):
        plain = plan.plain()
        plain["study"]["months"] = 15
        plain["positions"][0][0] /= 2
        manifest(store, plan=plain)
        with pytest.raises(SweepError, match="not as it was written: study, rows"):
            store.plan()

    def test_a_manifest_with_other_shapes_within_is_compared_all_the_same(self, store):
        manifest(store, plan={"study": 5})
        with pytest.raises(SweepError, match="the study differs"):
            sweep(planned(seed=2), store.folder)

    def test_there_is_none(self, tmp_path):
        with pytest.raises(SweepError, match="there is no sweep in this folder"):
            Store(tmp_path).plan()

    def test_it_holds_the_plan_its_digests_and_the_versions(self, store, plan):
        content = store.read()
        assert (content["digest"], content["parts"]) == (plan.digest, plan.parts)
        assert {"blocform", "python", "numba", "numpy"} <= set(content["versions"])
        assert content["parts"].keys() == {"study", "rows", "scenario ten-states", "rules of ten-states"}
        again = store.plan()
        assert again.labels == plan.labels

    def test_a_second_start_leaves_it_as_it_is(self, store, plan):
        before = store.manifest.read_bytes(), store.manifest.stat().st_mtime_ns
        sweep(plan, store.folder)
        assert (store.manifest.read_bytes(), store.manifest.stat().st_mtime_ns) == before


class TestNotMixed:
    """A sweep of something else in the same folder."""

    STUDIES: ClassVar = {
        "seed": ({"seed": 2}, "the study differs; seed: 1 then, 2 now"),
        "months": ({"months": 15}, "months: 14 then, 15 now"),
        "chunk": ({"chunk": 5}, "chunk: 4 then, 5 now"),
        "design": ({"design": {"kind": "latin-hypercube", "points": 3, "seed": 2}}, "the rows differ; design.seed: 1 then, 2 now"),
        "measures": ({"measures": ["cohesion"]}, "measures: "),
        "a bound": ({"factors": {"balance": {"high": 0.05}, "requests": {}}}, "factors.balance.high: None then, 0.05 now"),
    }

    @pytest.mark.parametrize(("changes", "said"), STUDIES.values(), ids=STUDIES)
    def test_a_changed_study_says_what_changed(self, store, done, changes, said):
        with pytest.raises(SweepError, match="holds another sweep, and the two are not mixed: the study differs") as caught:
            sweep(planned(**changes), store.folder)
        assert said in str(caught.value)
        assert files(store.folder) == files(done)
        assert store.manifest.read_bytes() == Store(done).manifest.read_bytes()

    def test_a_changed_scenario_or_rule_is_named(self, store, plan):
        parts = plan.parts
        for name, said in (
            ("scenario ten-states", "the scenario ten-states differs"),
            ("rules of ten-states", "the rules of ten-states differ"),
        ):
            manifest(store, parts=parts | {name: "other"})
            with pytest.raises(SweepError, match=f"not mixed: {said};"):
                sweep(plan, store.folder)

    def test_another_scenario_is_named(self, store):
        with pytest.raises(SweepError, match="the scenario no-war differs; the rules of no-war differ; the scenario ten-states differs"):
            sweep(planned(scenarios=["no-war"]), store.folder)

    def test_another_version_is_named(self, store, plan, monkeypatch):
        now = stores.versions()
        monkeypatch.setattr(stores, "versions", lambda: now | {"numba": "9.9"})
        with pytest.raises(SweepError, match=f"not mixed: the version of numba was {now['numba']} and is 9.9;"):
            sweep(plan, store.folder)

    @pytest.mark.parametrize("changes", [{"title": "Other"}, {"question": "Why?"}])
    def test_words_may_change(self, store, changes):
        assert sweep(planned(**changes), store.folder).found == 9

    def test_more_replicates_go_on_from_those_that_are_there(self, store, tmp_path):
        more = planned(replicates=5)
        standing = sweep(more, store.folder)
        assert (standing.found, standing.runs, standing.is_complete) == (8, 15, True)
        sweep(more, tmp_path / "anew")
        assert files(store.folder) == files(tmp_path / "anew")

    def test_fewer_replicates_are_refused(self, store, done):
        with pytest.raises(SweepError, match="it has 3 replicates, which are more than the 2 that the study asks for now"):
            sweep(planned(replicates=2), store.folder)
        assert files(store.folder) == files(done)


def test_a_table_of_other_runs_is_no_such_chunk(store, plan, chunks):
    """Of as many runs, in another order."""
    first = chunks[0]
    turned = Chunk(0, first.row[::-1], first.replicate[::-1])
    assert store.finished(turned, plan.digest) is None
