"""What holds for every command, whichever it is: exit codes, no traceback, results as JSON on stdout alone."""

import functools
import json

import pytest
import typer
from swept import planned, written

from experiments import cli
from experiments.as_json import print_json
from experiments.sweeps.sweep import sweep
from simulation.faults import BlocformError

COMMANDS = typer.main.get_command(cli.app).commands
every_command = pytest.mark.parametrize("name", COMMANDS)
SHORT = ("--months", 3)
ASKED = {
    "run": [("ten-states", *SHORT, "--no-figures"), ("ten-states", *SHORT, "--replicates", 2, "--no-variants", "--no-figures")],
    "check": [("ten-states",), ("STUDY",)],
    "list": [()],
    "show": [("ten-states",)],
    "patterns": [("axis-2022", "--replicates", 1)],
    "sensitivity": [("ten-states", "--runs", 10)],
    "bench": [],
    "explain": [
        ("ten-states", *SHORT, "--no-turning"),
        ("ten-states", *SHORT, "--continuations", 10),
        ("axis-2022", "--months", 12, "--against", "engagement"),
        ("ten-states", *SHORT, "--fork", "1900-02", "--set", "levers.secondary=1"),
    ],
    "page": [("ten-states",)],
    "sweep": [("STUDY",), ("STUDY", "--out", "SWEEP")],
    "analyze": [("SWEEP", "--out", "REPORT")],
    "rerun": [("SWEEP", 0, 0)],
    "compare": [("axis-2022", "--policies", "status-quo,engagement", "--futures", "none", "--replicates", 2)],
    "policies": [(), ("engagement",)],
    "futures": [(), ("default",)],
    "reproduce": [("--list",), ("read_1954_tribes",)],
}
"""Short calls that print results; those of ``bench`` and of ``compare --out`` stand with their own tests."""


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A study, its sweep, and where a report goes."""
    folder = tmp_path_factory.mktemp("places")
    sweep(planned(), folder / "sweep")
    return {"STUDY": written(folder), "SWEEP": folder / "sweep", "REPORT": folder / "report"}


def test_every_command_is_asked():
    assert set(ASKED) == set(COMMANDS)


@pytest.mark.parametrize(("name", "asked"), [(name, asked) for name, calls in ASKED.items() for asked in calls])
def test_json_is_all_that_stdout_holds(blocform, places, name, asked):
    def refused(word):
        raise ValueError(f"{word} is no JSON")

    said = blocform(name, *(places.get(word, word) for word in asked), "--json")
    assert said.code == 0, said.err
    assert json.loads(said.out, parse_constant=refused)


def test_what_is_not_finite_is_null(capsys):
    print_json({"a": [float("nan"), 1.5, (float("inf"),)], "b": {"c": float("-inf")}})
    assert json.loads(capsys.readouterr().out) == {"a": [None, 1.5, [None]], "b": {"c": None}}


@every_command
def test_an_option_that_is_none(blocform, name):
    said = blocform(name, "--no-such-option")
    assert (said.code, said.out, "Traceback" in said.err) == (2, "", False)


@every_command
def test_arguments_that_name_nothing(blocform, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    arguments = [parameter for parameter in COMMANDS[name].params if parameter.param_type_name == "argument"]
    said = blocform(name, *(["no-such-thing"] * len(arguments) or ["one-too-many"]))
    assert (said.code, said.out, "Traceback" in said.err) == (2, "", False)
    assert list(tmp_path.iterdir()) == []


@every_command
@pytest.mark.parametrize(
    ("raised", "code"),
    [(BlocformError("wrong"), 2), (FileNotFoundError(2, "No such file", "x"), 2), (KeyboardInterrupt(), 130), (typer.Exit(1), 1)],
)
def test_what_it_ends_with(blocform, monkeypatch, name, raised, code):
    """Whatever happens inside, through what the command is registered with."""
    for info in cli.app.registered_commands:
        called = info.callback

        @functools.wraps(called)
        def raising(*_, **__):
            raise raised

        monkeypatch.setattr(info, "callback", raising)
    arguments = [parameter for parameter in COMMANDS[name].params if parameter.param_type_name == "argument" and parameter.required]
    said = blocform(name, *("0" for _ in arguments))
    assert (said.code, said.out, "Traceback" in said.err) == (code, "", False)
    assert code in cli.EXIT_CODES


def test_the_help_tells_the_exit_codes(blocform):
    said = " ".join(blocform("--help").out.split())
    assert all(f"{code} {meaning}" in said for code, meaning in cli.EXIT_CODES.items())
