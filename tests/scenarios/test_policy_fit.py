"""What of a policy a scenario does not take, and what does not depend on how it is written."""

import pytest

import scenarios
from scenarios import future, policy
from scenarios.policy import Policy, PolicyError


@pytest.fixture(scope="module")
def axis():
    return scenarios.load("axis-2022")


def made(**changes):
    return Policy(name="mine", title="Mine", purpose="To try.", source="invented", changes=changes)


def test_what_ships_fits(axis):
    assert [fault for name in policy.names() for fault in policy.load(name).misfits(axis)] == []
    assert [fault for name in future.names() for fault in future.load(name).misfits(axis)] == []


def test_a_month_after_the_end_is_told(axis):
    [fault] = made(**{"levers.engagement@2033-01": 0.5}).misfits(axis)
    assert (fault.where, fault.key, fault.given) == ("mine.toml", "changes.levers.engagement@2033-01", "2033-01")
    assert fault.allowed == "a month of the run, 2022-01 to 2028-01"
    assert made(**{"levers.engagement@2028-01": 0.5}).misfits(axis) == []
    assert len(policy.load("engagement").misfits(axis.override({"months": 6}))) == 1


def test_every_fault_names_the_file_and_the_nearest(axis):
    wrong = made(**{"levers.engagment@2022-10": 0.5, "parameters.balanse": 1.0, "levers.wedge.CHN@2022-10": 7.0})
    with pytest.raises(PolicyError) as caught:
        wrong.under(axis)
    assert {fault.where for fault in caught.value.faults} == {"mine.toml"}
    assert {"engagement", "balance"} <= {fault.nearest for fault in caught.value.faults}
    assert len(caught.value.faults) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"levers.wedge@2022-10": 0.1, "levers.wedge.CHN@2022-10": 0.5},
        {"levers.wedge@2022-10": 0.1, "levers.wedge@2024-01": 0.5},
        {"levers.wedge.CHN": 0.9, "levers.wedge.CHN@2024-01": 0.2, "levers.wedge": 0.1},
    ],
)
def test_the_order_of_levers_does_not_matter(axis, changes):
    there, back = (axis.override(dict(items)).digest for items in (changes.items(), reversed(changes.items())))
    assert there == back


def test_the_place_of_a_file_is_no_entry_of_it(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('path = "elsewhere"\ntitle = "t"\npurpose = "p"\nsource = "s"\n', encoding="utf-8")
    with pytest.raises(PolicyError, match="path"):
        policy.load(file)
    file.write_text('title = ["t"]\npurpose = "p"\nsorce = "s"\n', encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        policy.load(file)
    assert {(fault.key, fault.nearest) for fault in caught.value.faults} == {("title", ""), ("source", ""), ("sorce", "source")}
    assert all("sorce" not in str(fault.given) or fault.key == "sorce" for fault in caught.value.faults)
