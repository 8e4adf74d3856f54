"""The tab key, through what a shell asks of the command."""

import pytest
from typer.testing import CliRunner

import scenarios
from experiments.chronicle import SENTENCES
from experiments.cli import app
from experiments.reproducing.targets import TARGETS
from experiments.sweeps import study
from scenarios import future, policy


def completed(*words: str) -> list[str]:
    """What bash is told when the last of these words is completed."""
    asked = {"_BLOCFORM_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(["blocform", *words]), "COMP_CWORD": str(len(words))}
    return CliRunner().invoke(app, env=asked, prog_name="blocform").output.split()


@pytest.mark.parametrize("command", ["run", "show", "check", "patterns", "sensitivity", "explain", "compare"])
def test_scenarios(command):
    for name in scenarios.names():
        assert name in completed(command, name[:2])
    assert completed(command, "no-such") == []


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("policies",), policy.names()),
        (("explain", "ten-states", "--policy"), policy.names()),
        (("explain", "ten-states", "--against"), policy.names()),
        (("compare", "ten-states", "--policies"), policy.names()),
        (("futures",), future.names()),
        (("compare", "ten-states", "--futures"), future.names()),
        (("explain", "ten-states", "--kind"), SENTENCES),
        (("sweep",), study.names()),
        (("reproduce",), TARGETS),
    ],
)
def test_other_names(words, names):
    for name in names:
        assert name in completed(*words, name[:3])


def test_the_last_of_a_list_of_policies():
    assert "status-quo,engagement" in completed("compare", "ten-states", "--policies", "status-quo,enga")


def test_keys_of_changes():
    assert completed("run", "ten-states", "--set", "levers.seco") == ["levers.secondary="]
    assert "parameters.trust_ceiling_slope=" in completed("run", "ten-states", "--set", "parameters.trust")


def test_commands_and_options():
    assert completed("compa") == ["compare"]
    assert "--replicates" in completed("run", "ten-states", "--repl")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_a_script(shell):
    said = CliRunner().invoke(app, env={"_BLOCFORM_COMPLETE": f"source_{shell}"}, prog_name="blocform").output
    assert "_BLOCFORM_COMPLETE" in said
