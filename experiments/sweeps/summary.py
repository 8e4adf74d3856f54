"""What a sweep keeps of a run: its outcome, under the thresholds as they are and moved, and measures at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa

from experiments.outcomes import capped, final, measure_of
from simulation.outcome import CAUSES, CLASSES, JUDGED, Course, classify_under, moves, thresholds_of

NEEDED = (*JUDGED, "core_trust_limit")
"""Measures without which no summary can be made, whether they are kept or not."""
MOVED = tuple(f"moved_{name}_{towards.replace(' ', '_')}" for name, towards in moves(thresholds_of({}), 2))
"""Columns of the outcome under moved thresholds: ``moved_THRESHOLD_CLASS`` and ``moved_THRESHOLD_less_CLASS``, ``all`` for jointly."""
LABELS = ("outcome", "fracture_cause", "failure", *MOVED)
"""Columns that hold text."""


def schema(measures: Sequence[str]) -> pa.Schema:
    """Columns of a chunk.

    ``row``, ``replicate``; ``outcome``, one of ``CLASSES``; ``fracture_month`` (-1 without a fracture) and ``fracture_cause``;
    ``failure``, why the run failed, null where it did not, as are all others where it did; ``capped``, whether the trust limits alone
    keep the run from cohering; ``moved_...``; and the measures at the end, as ``outcomes.final`` gives them.
    """
    before = [("row", pa.int32()), ("replicate", pa.int32()), ("outcome", pa.string()), ("fracture_month", pa.int32())]
    between = [("fracture_cause", pa.string()), ("failure", pa.string()), ("capped", pa.bool_())]
    return pa.schema([*before, *between, *((name, pa.string()) for name in MOVED), *((name, pa.float64()) for name in measures)])


def summary(
    course: Course,
    thresholds: Sequence[Mapping[str, float]],
    failures: Mapping[int, str],
    rows: Sequence[int],
    replicates: Sequence[int],
    measures: Sequence[str],
) -> pa.Table:
    """A row a run of the course, see ``schema``.

    Parameters
    ----------
    thresholds : those of the outcome, run by run.
    failures : reasons of the runs that failed, by position; a run whose measures are not finite fails too.
    measures : measures that are kept.
    """
    count = len(rows)
    failures = {**_not_finite(course, {*(measure_of(name, course.names) for name in measures), *NEEDED}), **failures}
    failed = np.isin(np.arange(count), list(failures))
    sound = course._replace(measures=np.where(failed[:, None, None], 0.0, course.measures))  # means of inf would warn
    columns: dict[str, np.ndarray] = {name: np.zeros(count, int) for name in ("outcome", "fracture_month", "fracture_cause", *MOVED)}
    columns["capped"] = np.zeros(count, bool)
    for given, runs in _alike(thresholds):
        part = sound.of(runs)
        outcome, *others = classify_under(part, [given, *moves(given, course.membership.shape[2]).values()])
        columns["outcome"][runs], columns["fracture_month"][runs], columns["fracture_cause"][runs] = (
            outcome.code,
            outcome.month,
            outcome.cause,
        )
        columns["capped"][runs] = capped(part, given)
        for name, other in zip(MOVED, others, strict=True):
            columns[name][runs] = other.code
    words = {name: np.array(CAUSES if name == "fracture_cause" else CLASSES, object) for name in ("outcome", "fracture_cause", *MOVED)}
    columns |= {name: text[columns[name]] for name, text in words.items()}
    columns |= {name: final(sound, name) for name in measures}
    made = {name: pa.array(values, mask=failed) for name, values in columns.items()}
    made |= {"row": pa.array(rows, pa.int32()), "replicate": pa.array(replicates, pa.int32())}
    made["failure"] = pa.array([failures.get(k) for k in range(count)], pa.string())
    wanted = schema(measures)
    return pa.table([made[field.name].cast(field.type) for field in wanted], schema=wanted)


def _alike(thresholds: Sequence[Mapping[str, float]]) -> Iterator[tuple[Mapping[str, float], np.ndarray]]:
    """Thresholds that occur, each with the positions of the runs that have them."""
    groups: dict[tuple[float, ...], list[int]] = defaultdict(list)
    for k, given in enumerate(thresholds):
        groups[tuple(given.values())].append(k)
    for runs in groups.values():
        yield thresholds[runs[0]], np.array(runs)


def _not_finite(course: Course, wanted: set[str]) -> dict[int, str]:
    """Runs with a measure that is no finite number, each with the first of them and its month."""
    columns = [k for k, name in enumerate(course.names) if name in wanted]
    bad = ~np.isfinite(course.measures[:, :, columns])
    found = {}
    for run in np.flatnonzero(bad.any(axis=(1, 2))).tolist():
        month = int(bad[run].any(axis=1).argmax())
        name = course.names[columns[int(bad[run, month].argmax())]]
        found[run] = f"{name} is not a finite number in month {month}"
    return found
