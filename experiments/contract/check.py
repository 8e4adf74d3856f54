"""What `blocform check` says of a file of a user's: rules and measures, a policy, a set of futures, a study."""

from __future__ import annotations

import tomllib
from pathlib import Path

import scenarios
from experiments.contract.file import Finding, findings
from experiments.sweeps import plan, study
from scenarios import future, policy
from simulation.scenario import Scenario


def knows(file: Path) -> bool:
    """Whether it is a file that is checked here; a scenario is a folder."""
    return file.suffix == ".py" or (file.suffix == ".toml" and file.is_file())


def check(file: Path, scenario: str) -> list[Finding]:
    """What every check says of the file.

    A TOML file is a study where it asks a question, a set of futures where it names some, else a policy. Policies and futures are
    tried on the scenario of that name.

    Raises
    ------
    BlocformError
        with every fault, where the file is not what it should be.
    """
    if file.suffix == ".py":
        return list(findings(file))
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        content = {}
    if "question" in content:
        plan.plan(study.read(file))
        return [Finding(file.stem, "study", "can be run", "")]
    if "futures" in content:
        changes = {name: one.changes for name, one in future.load(file).futures.items()}
    else:
        changes = {file.stem: policy.load(file).changes}
    base = scenarios.load(scenario)
    refused = {name: "; ".join(map(str, policy.misfits(base, keys, file.name))) for name, keys in changes.items()}
    return [Finding(name, "change", f"goes with {base.name}", problem) for name, problem in refused.items()]


def check_code(scenario: Scenario) -> list[Finding]:
    """What every check says of the files that the scenario's own rules and measures stand in; nothing where it names none."""
    named = [name for name in (*scenario.head.rules, *scenario.head.measures) if ":" in name]
    files = dict.fromkeys(Path(scenario.folder) / name.rpartition(":")[0] for name in named)
    return [finding for file in files for finding in findings(file)]
