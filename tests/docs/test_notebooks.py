"""Notebooks: each asks a question, keeps no output, and runs from a fresh kernel."""

from pathlib import Path

import nbclient
import nbformat
import pytest

HERE = Path(__file__).parents[2] / "notebooks"

FILES = sorted(HERE.glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_they_are_there_in_order():
    assert [int(file.stem[:2]) for file in FILES] == [1, 2, 3, 4, 5, 6]
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    assert all(f"`{file.stem}`" in readme for file in FILES)


@every_notebook
def test_it_asks_a_question_and_ends_with_exercises(file):
    cells = nbformat.read(file, 4).cells
    assert "**Question.**" in cells[0].source
    assert "## Exercises" in cells[-1].source


@every_notebook
def test_it_keeps_no_output(file):
    for cell in nbformat.read(file, 4).cells:
        if cell.cell_type == "code":
            assert not cell.outputs
            assert cell.execution_count is None


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@every_notebook
def test_it_runs(file, tmp_path):
    client = nbclient.NotebookClient(nbformat.read(file, 4), timeout=300, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    kinds = {output.output_type for cell in client.nb.cells if cell.cell_type == "code" for output in cell.outputs}
    assert "error" not in kinds
    figures = [
        1 for cell in client.nb.cells if cell.cell_type == "code" for output in cell.outputs if "image/png" in output.get("data", {})
    ]
    assert figures, "a notebook shows a figure"
