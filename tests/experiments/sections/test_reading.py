"""The reading of a sweep: outputs, groups, matrices of rows and replicates."""

import numpy as np
import pandas as pd
import pytest

from experiments.sections.reading import Reading
from simulation.faults import StudyError
from simulation.outcome import CLASSES


def test_numbers_and_groups_are_told_apart(sampled, crossed):
    assert Reading(sampled).numbers == ["trust_ceiling_slope", "exit_hazard", "secondary"]
    assert Reading(sampled).groups == []
    assert Reading(crossed).numbers == ["secondary"]
    assert Reading(crossed).groups == ["policy", "future", "balance"]


def test_a_matrix_has_every_row_with_its_replicates_in_order(sampled):
    reading = Reading(sampled)
    ((label, rows),) = reading.blocks()
    places, replicates = reading.complete(rows)
    assert places.all()
    assert replicates == [0, 1, 2, 3]
    matrix = reading.matrix("cohesion", rows, replicates)
    assert label == ""
    assert matrix.shape == (len(sampled.plan), 4)
    for row, replicate in ((0, 0), (7, 3), (len(rows) - 1, 1)):
        kept = sampled.runs.query(f"row == {row} and replicate == {replicate}")["cohesion"].item()
        assert matrix[row, replicate] == kept


def test_blocks_are_the_points_of_every_policy_and_future(crossed):
    blocks = dict(Reading(crossed).blocks())
    assert list(blocks) == ["calm, plain", "calm, harsh", "firm, plain", "firm, harsh"]
    for label, rows in blocks.items():
        places = {crossed.plan.place(row)[1:3] for row in rows.tolist()}
        assert places == {tuple(label.split(", "))}
    np.testing.assert_array_equal(np.sort(np.concatenate(list(blocks.values()))), np.arange(len(crossed.plan)))


def test_shares_of_rows_add_up_and_the_class_of_a_row_is_its_largest(sampled):
    rows = Reading(sampled).rows
    np.testing.assert_allclose(rows[list(CLASSES)].sum(axis=1), 1.0)
    for _, row in rows.iterrows():
        assert row[row["outcome"]] == row[list(CLASSES)].max()


def test_outputs_are_those_that_vary(sampled):
    reading = Reading(sampled)
    for output in reading.outputs:
        assert reading.values(output).nunique() > 1
    assert "core_trust" in reading.outputs
    assert "multilateral_index" not in reading.outputs, "which was not kept"


@pytest.mark.parametrize(
    ("over", "said"), [(("secondry",), "secondary"), (("secondary",) * 2, "one or two"), (("a", "b", "c"), "one or two")]
)
def test_factors_that_there_are_not_are_refused(sampled, over, said):
    with pytest.raises(StudyError, match=said):
        Reading(sampled, over)


class TestComplete:
    """What is there without a gap, of runs of six rows and three replicates of which some failed or are not made."""

    def complete(self, sampled, step, failed=(), absent=()):
        every = [(row, replicate) for replicate in range(3) for row in range(6) if (row, replicate) not in absent]
        runs = pd.DataFrame(every, columns=["row", "replicate"])
        runs["failure"] = ["why" if at in failed else None for at in every]
        result = type(sampled)(sampled.store, sampled.plan)
        result.__dict__["runs"] = runs
        places, replicates = Reading(result).complete(np.arange(6), step)
        return np.flatnonzero(places).tolist(), replicates

    def test_all(self, sampled):
        assert self.complete(sampled, 1) == ([0, 1, 2, 3, 4, 5], [0, 1, 2])

    def test_a_row_that_fails_is_left_out_with_its_step(self, sampled):
        failed = [(1, 0), (1, 1), (1, 2)]
        assert self.complete(sampled, 1, failed) == ([0, 2, 3, 4, 5], [0, 1, 2])
        assert self.complete(sampled, 3, failed) == ([3, 4, 5], [0, 1, 2])

    def test_a_replicate_that_fails_everywhere_is_left_out(self, sampled):
        assert self.complete(sampled, 2, [(row, 1) for row in (0, 2, 4)]) == ([0, 1, 2, 3, 4, 5], [0, 2])

    def test_a_replicate_that_is_not_made_everywhere_costs_no_row(self, sampled):
        assert self.complete(sampled, 1, absent=[(4, 2), (5, 2)]) == ([0, 1, 2, 3, 4, 5], [0, 1])
        assert self.complete(sampled, 1, absent=[(row, k) for row in range(1, 6) for k in (1, 2)]) == ([0, 1, 2, 3, 4, 5], [0])

    def test_rows_that_are_not_begun_are_left_out(self, sampled):
        assert self.complete(sampled, 2, absent=[(row, k) for k in range(3) for row in (3, 4, 5)]) == ([0, 1], [0, 1, 2])

    def test_nothing(self, sampled):
        assert self.complete(sampled, 2, absent=[(row, k) for k in range(3) for row in range(6)]) == ([], [])
        assert self.complete(sampled, 6, [(2, 0), (2, 1), (3, 2)]) == ([], [])
