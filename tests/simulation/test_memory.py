"""Views: tables of addresses, and what compiled code reads through them."""

import numpy as np
import pytest
from numba import njit, types

from simulation.memory import IMPOSED, WORLD, View, at, parameters_view
from simulation.world import DRIVEN, VARIABLES

NUMBER, COUNT = types.float64, types.int64
INNER = View("inner, of a test", "b", {"weights": (NUMBER, "b"), "most": (NUMBER, "")})
FIELDS = {
    "cells": (NUMBER, "ab"),
    "counts": (COUNT, "b"),
    "pair": (NUMBER, "2"),
    "cube": (NUMBER, "b3a"),
    "rate": (NUMBER, ""),
    "inner": (INNER, ""),
}
VIEW = View("of a test", "ab", FIELDS)
inner_at, view_at = at(INNER), at(VIEW)


def values(a=2, b=3):
    """One value a field of VIEW, and the table of its inner view."""
    rng = np.random.default_rng(a * 10 + b)
    inner = INNER.table([rng.random(b), -0.25])
    arrays = {"cells": rng.random((a, b)), "counts": rng.integers(-9, 9, b), "pair": rng.random(2), "cube": rng.random((b, 3, a))}
    return arrays | {"rate": 0.3, "inner": inner}


@njit
def read(address, cells, counts, pair, cube, weights):
    """Copy what the view shows, and give its numbers."""
    view = view_at(address)
    for a in range(view.cells.shape[0]):
        for b in range(view.cells.shape[1]):
            cells[a, b] = view.cells[a, b]
            for three in range(view.cube.shape[1]):
                cube[b, three, a] = view.cube[b, three, a]
    for b in range(len(view.counts)):
        counts[b] = view.counts[b]
        weights[b] = view.inner.weights[b]
    for k in range(len(view.pair)):
        pair[k] = view.pair[k]
    return view.rate, view.inner.most, view.cells.size, view.cube.shape


@pytest.mark.parametrize(("a", "b"), [(2, 3), (1, 1), (4, 2), (0, 3)])
def test_compiled_code_reads_what_numpy_holds(a, b):
    given = values(a, b)
    weights = np.random.default_rng(3).random(b)
    given["inner"] = INNER.table([weights, -0.25])
    table = VIEW.table(given.values())
    found = {name: np.full_like(array, 7) for name, array in given.items() if name in ("cells", "counts", "pair", "cube")}
    found_weights = np.zeros(b)
    rate, most, size, shape = read(table.ctypes.data, *found.values(), found_weights)
    for name, array in found.items():
        np.testing.assert_array_equal(array, given[name], err_msg=name)
    np.testing.assert_array_equal(found_weights, weights)
    assert (rate, most, size, shape) == (0.3, -0.25, a * b, (b, 3, a))


@njit
def write(address):
    """Rules write in place, into numbers and into counts."""
    view = view_at(address)
    for b in range(view.cells.shape[1]):
        view.cells[1, b] += view.rate * view.counts[b]
        view.counts[b] = -view.counts[b]
        view.cube[b, 2, 1] = b


def test_compiled_code_writes_into_the_arrays_of_numpy():
    given = values()
    expected = {name: np.copy(given[name]) for name in ("cells", "counts", "cube")}
    expected["cells"][1] += 0.3 * expected["counts"]
    expected["counts"] *= -1
    expected["cube"][:, 2, 1] = range(3)
    table = VIEW.table(given.values())
    write(table.ctypes.data)
    for name, array in expected.items():
        np.testing.assert_array_equal(given[name], array, err_msg=name)


@njit
def slices(address):
    """What is an array in plain Python is one in compiled code."""
    view = view_at(address)
    return view.cells[1].sum() + view.cube[:, 1, 0].max() + view.cells.T[2, 0]


def test_a_field_is_an_array_that_can_be_sliced():
    given = values()
    cells, cube = given["cells"], given["cube"]
    table = VIEW.table(given.values())
    assert slices(table.ctypes.data) == pytest.approx(cells[1].sum() + cube[:, 1, 0].max() + cells[0, 2], rel=1e-15)


@njit
def longest(address):
    return inner_at(address).wieghts[0]


def test_a_field_that_a_view_lacks_does_not_compile():
    with pytest.raises(Exception, match="wieghts"):
        longest(INNER.table([np.zeros(3), 1.0]).ctypes.data)


def test_a_table_holds_lengths_then_a_word_a_field():
    given = values(2, 3)
    table = VIEW.table(given.values())
    assert table.dtype == np.int64
    assert table[:2].tolist() == [2, 3]
    assert len(table) == 2 + len(FIELDS)
    assert [VIEW.position(name) for name in FIELDS] == list(range(2, 8))
    for name in ("cells", "counts", "pair", "cube", "inner"):
        assert table[VIEW.position(name)] == given[name].ctypes.data
    assert table.view(np.float64)[VIEW.position("rate")] == 0.3


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("cells", np.zeros(6), "not a contiguous array of float64 with the dimensions ab"),
        ("cells", np.zeros((2, 3, 1)), "not a contiguous array"),
        ("cells", np.zeros((3, 2)).T, "not a contiguous array"),
        ("cells", np.zeros((2, 6))[:, ::2], "not a contiguous array"),
        ("counts", np.zeros(3, np.int32), "not a contiguous array of int64"),
        ("counts", np.zeros(3), "not a contiguous array of int64"),
        ("counts", np.zeros(4, np.int64), "length 4 along b, 3 elsewhere"),
        ("cube", np.zeros((3, 3, 3)), "length 3 along a, 2 elsewhere"),
        ("cube", np.zeros((3, 2, 2)), "length 2 along 3, 3 elsewhere"),
        ("pair", np.zeros(3), "length 3 along 2, 2 elsewhere"),
    ],
)
def test_an_array_that_does_not_fit_is_refused(field, value, message):
    given = values(2, 3) | {field: value}
    with pytest.raises(ValueError, match=f"^{field}: {message}"):
        VIEW.table(given.values())


@pytest.mark.parametrize("count", [5, 7])
def test_a_value_a_field(count):
    with pytest.raises(ValueError, match="zip"):
        VIEW.table([*values().values(), 1.0][:count])


def test_parameters_are_numbers_of_the_table_itself():
    view = parameters_view(["balance", "tie_speed"])
    assert view.table([0.02, 0.08]).view(np.float64).tolist() == [0.02, 0.08]
    assert (view.position("balance"), view.position("tie_speed")) == (0, 1)
    assert view != parameters_view(["tie_speed", "balance"])
    assert view == parameters_view(["balance", "tie_speed"])


def test_the_views_of_a_run_have_the_declared_fields():
    assert list(WORLD.fields) == list(VARIABLES)
    assert list(IMPOSED.fields) == list(DRIVEN)
    for name, (_, dims) in WORLD.fields.items():
        assert dims == VARIABLES[name].dims
    assert all(IMPOSED.fields[name][1] == "t" + VARIABLES[name].dims for name in DRIVEN)
