"""The world as compiled code sees it: one pointer to a table of addresses.

Numba hands a named tuple of arrays from function to function number by number, some two thousand of them for
a world, and takes minutes to compile that. A ``View`` is a type of Numba whose value is a single pointer;
``view.field`` reads the address and the lengths of that field from the table that it points at. Because a
table never changes while a rule runs, the compiler may read it once, ahead of all loops.

A table is an array of 64-bit words: first the lengths of the dimensions, then one word a field,
the address of an array or of another table, or the number itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.datamodel.models import OpaqueModel
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import intrinsic, overload, register_model
from numba.np.arrayobj import make_array, populate_array

from simulation.world import COUNTED, DIMENSIONS, DRIVEN, VARIABLES

_WORD = 8
"""Bytes of a word, of a number and of an address alike."""


class View(types.Type):
    """A type of Numba: a table of named fields.

    Parameters
    ----------
    name : tells views with other fields apart.
    dimensions : letters of the dimensions, whose lengths stand first in the table.
    fields : by name the type of the field and its dimensions, letters or digits: an array has some, a number or another view none.
    """

    def __init__(self, name: str, dimensions: str, fields: Mapping[str, tuple[types.Type, str]]):
        self.dimensions = dimensions
        self.fields = dict(fields)
        super().__init__(name=f"View({name})")

    @property
    def layout(self) -> str:
        """Everything that decides where a field lies and what it is, views inside included."""
        inside = (f"{name} {dims} {kind.layout if isinstance(kind, View) else kind}" for name, (kind, dims) in self.fields.items())
        return f"{self.dimensions}({'; '.join(inside)})"

    def position(self, field: str) -> int:
        """The word of a field."""
        return len(self.dimensions) + list(self.fields).index(field)

    def table(self, values: Iterable[Any]) -> np.ndarray:
        """The table of a value a field: arrays, tables of other views, or numbers.

        It has to be kept together with them. Raises ValueError where an array is not contiguous or the lengths of dimensions differ.
        """
        lengths: dict[str, int] = {}
        words: list[int] = []
        for (name, (kind, dims)), value in zip(self.fields.items(), values, strict=True):
            if not isinstance(value, np.ndarray):
                words.append(int(np.float64(value).view(np.int64)))
                continue
            words.append(value.ctypes.data)
            if dims:
                if not value.flags.c_contiguous or value.dtype != str(kind) or value.ndim != len(dims):
                    raise ValueError(f"{name}: not a contiguous array of {kind} with the dimensions {dims}")
                for d, length in zip(dims, value.shape, strict=True):
                    if lengths.setdefault(d, int(d) if d.isdigit() else length) != length:
                        raise ValueError(f"{name}: length {length} along {d}, {lengths[d]} elsewhere")
        return np.array([lengths.get(d, 0) for d in self.dimensions] + words, np.int64)


def _array(name: str, months: str = "") -> tuple[types.Type, str]:
    return (types.int64 if name in COUNTED else types.float64), months + VARIABLES[name].dims


WORLD = View("world", DIMENSIONS, {name: _array(name) for name in VARIABLES})
"""``simulation.world.World``."""
IMPOSED = View("imposed", "t" + DIMENSIONS, {name: _array(name, "t") for name in DRIVEN})
"""``simulation.imposed.Imposed``, t its months."""


def parameters_view(names: Iterable[str]) -> View:
    """The view of parameters of those names in that order; its table holds the numbers themselves."""
    names = tuple(names)
    return View(f"p {' '.join(names)}", "", dict.fromkeys(names, (types.float64, "")))


@register_model(View)
class _ViewModel(OpaqueModel):
    """A view is a bare pointer."""


@infer_getattr
class _ViewFields(AttributeTemplate):
    key = View

    def generic_resolve(self, view: View, name: str) -> Any:  # type: ignore[override]
        if name not in view.fields:
            return None
        kind, dims = view.fields[name]
        return types.Array(kind, len(dims), "C") if dims else kind


@lower_getattr_generic(View)
def _read_field(context, builder, view, pointer, name):
    table = builder.bitcast(pointer, cgutils.intp_t.as_pointer())
    kind, dims = view.fields[name]

    def word(k):
        read = builder.load(builder.gep(table, [cgutils.intp_t(k)]))
        read.set_metadata("invariant.load", builder.module.add_metadata([]))
        return read

    found = word(view.position(name))
    if not dims and isinstance(kind, View):
        return builder.inttoptr(found, context.get_value_type(kind))
    if not dims:
        return builder.bitcast(found, context.get_value_type(kind))
    shape = [cgutils.intp_t(int(d)) if d.isdigit() else word(view.dimensions.index(d)) for d in dims]
    strides = [cgutils.intp_t(_WORD)]
    for length in shape[:0:-1]:
        strides.insert(0, builder.mul(strides[0], length))
    array_type = types.Array(kind, len(dims), "C")
    array = make_array(array_type)(context, builder)
    data = builder.inttoptr(found, context.get_data_type(kind).as_pointer())
    populate_array(array, data=data, shape=shape, strides=strides, itemsize=cgutils.intp_t(_WORD), meminfo=None)
    return array._getvalue()


def at(view: View) -> Any:
    """A function for compiled code: the value of that view whose table is at an address."""

    @intrinsic
    def at(typing_context, address):
        def cast(context, builder, signature, arguments):
            return builder.inttoptr(arguments[0], context.get_value_type(view))

        return view(types.intp), cast

    return at


def call(entry, address, first, last):
    """Call an entry: compiled code has its address and that of a frame, plain Python the function and the frame itself."""
    entry(address, first, last)


@overload(call)
def _compiled_call(entry, address, first, last):
    return lambda entry, address, first, last: _jump(entry, address, first, last)


@intrinsic
def _jump(typing_context, entry, address, first, last):
    def lower(context, builder, signature, arguments):
        function = builder.inttoptr(arguments[0], ir.FunctionType(ir.VoidType(), [cgutils.intp_t] * 3).as_pointer())
        builder.call(function, arguments[1:])
        return context.get_dummy_value()

    return types.none(types.intp, types.intp, types.intp, types.intp), lower
