"""The run whose looks are simulated goes its way, so that memory can be measured over many endpoints."""

import json
import subprocess
import sys
from pathlib import Path

from tests.checks.builders import facts

ENDPOINTS = 12


def test_all_but_the_look_is_as_ever(tmp_path: Path) -> None:
    """A look that is given one thing more breaks nothing, and the end is foretold when a tenth is done."""
    (tmp_path / "facts.json").write_text(facts().model_dump_json())
    command = [
        sys.executable,
        "-m",
        "benchmarks.rate.simulated",
        str(ENDPOINTS),
        str(tmp_path / "facts.json"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["took"] > 0
    assert told["forecast"] > 0
