"""The reading of a sweep: outputs, groups, matrices of rows and replicates."""

import numpy as np
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
    matrix = reading.matrix("cohesion", rows)
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
