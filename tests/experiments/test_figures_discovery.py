"""The figure of a peeling: its boxes, and the limits of the one that is shown."""

import numpy as np
import pandas as pd
import pytest
from texts import check_texts, said

from experiments.analysis.box import measured
from experiments.analysis.limit import Among, Range
from experiments.analysis.prim import Peeling, peel
from experiments.figures.discovery import discovery
from simulation.faults import BlocformError

LONG = "a_factor_whose_name_goes_on_and_on_until_nobody_can_read_it_any_more_and_then_a_little"


def given(count, name="factor_{}", rows=600):
    """A table, cases, and a peeling whose last box restricts ``count`` factors, the fourth a category."""
    rng = np.random.default_rng(count)
    table = pd.DataFrame(
        rng.normal(0, 10.0 ** (np.arange(count + 1) % 7 - 3), (rows, count + 1)), columns=[name.format(k) for k in range(count + 1)]
    )
    if count > 3:
        table[name.format(3)] = rng.choice(["a policy", "a longer policy", "none", LONG], rows)
    case = rng.random(rows) < 0.4
    limits = [
        Among(column, ("a longer policy", "a policy", LONG), ("none",))
        if k == 3
        else Range(column, high=float(table[column].quantile(0.95)))
        for k, column in enumerate(list(table)[:count])
    ]
    return table, case, Peeling(tuple(measured(limits[:k], table, case) for k in range(count + 1)))


def artist(axes, name):
    """A collection of a panel by its label."""
    return next(one for one in axes.collections if one.get_label() == name)


@pytest.mark.parametrize("name", ["factor_{}", "{}", f"{{}}_{LONG}"])
@pytest.mark.parametrize("count", [0, 1, 4, 10, 25])
def test_any_number_of_limits(count, name):
    table, case, peeling = given(count, name)
    drawn = discovery(peeling, table, case, box=peeling.box(count), about="an invented world")
    check_texts(drawn)
    left, right = drawn.axes
    np.testing.assert_allclose(artist(left, "boxes").get_offsets(), [(box.coverage, box.density) for box in peeling.boxes])
    np.testing.assert_allclose(artist(left, "chosen").get_offsets(), [(peeling.boxes[-1].coverage, peeling.boxes[-1].density)])
    assert sum("quasi-p" in text.get_text() for text in right.texts) == count
    assert ("No factor is restricted." in said(drawn)) == (count == 0)


def test_bars_stand_at_their_places():
    """All values 0 to 100, nine tenths of the cases from 2 to 38, the box from 0 to 20; three of four policies of which two have cases."""
    table = pd.DataFrame({"x": np.arange(101.0), "policy": ["d", "a", "b", "c", "a"] * 20 + ["a"]})
    case = (table.x <= 40).to_numpy() & table.policy.isin(["a", "c"]).to_numpy()
    limits = (Range("x", high=20.0), Among("policy", ("a", "b", "c"), ("d",)))
    peeling = Peeling((measured((), table, case), measured(limits, table, case)))
    axes = discovery(peeling, table, case, peeling.box(1)).axes[1]
    spans = {
        name: [tuple(line[:, 0]) for line in artist(axes, name).get_segments()]
        for name in ("x: all", "x: box", "x: cases", "policy: box", "policy: cases")
    }
    assert spans["x: all"] == [(0.0, 1.0)]
    assert spans["x: box"] == [(0.0, 0.2)]
    assert spans["x: cases"] == [pytest.approx(tuple(np.quantile(table.x[case], (0.05, 0.95)) / 100))]
    assert spans["policy: box"] == [pytest.approx((k / 4 + 0.005, k / 4 + 0.245)) for k in range(3)]
    assert spans["policy: cases"] == [pytest.approx((k / 4 + 0.005, k / 4 + 0.245)) for k in (0, 2)]
    assert any(text.get_text().startswith("≤ 20 of 0 to 100") for text in axes.texts)


def test_the_chosen_box_by_default():
    rng = np.random.default_rng(1)
    table = pd.DataFrame(rng.random((500, 3)), columns=list("xyz"))
    case = ((table.x < 0.3) & (table.y > 0.4)).to_numpy()
    peeling = peel(table, case)
    drawn = discovery(peeling, table, case)
    np.testing.assert_allclose(artist(drawn.axes[0], "chosen").get_offsets(), [(peeling.box().coverage, peeling.box().density)])
    assert any(f"density {peeling.box().density:.2f}" in text for text in said(drawn))
    check_texts(drawn)


def test_two_rows_and_a_constant():
    table, case = pd.DataFrame({"x": [1.0, 2.0], "same": [3, 3]}), np.array([True, False])
    check_texts(discovery(peel(table, case), table, case))
    still = Peeling((measured((Range("same", high=3.0),), table, case),))
    check_texts(discovery(still, table, case))


def test_a_box_that_is_not_there():
    table, case, peeling = given(1)
    with pytest.raises(BlocformError, match="box: given 5"):
        discovery(peeling, table, case, peeling.box(5))
