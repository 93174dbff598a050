"""The benchmark as a whole, with the one tool that every test machine has."""

import json
from pathlib import Path

import pytest

from benchmarks.campaign import carry_out
from benchmarks.choice import choose
from benchmarks.results import DIRECT, FAR
from benchmarks.tls import main


def test_a_server_and_a_tool(tmp_path: Path) -> None:
    """Both paths are measured at the server's side, and the far one takes the longer."""
    results = carry_out(choose(["modern", "nmap"]), tmp_path, 120)
    near, far = (results.server_run("modern", "nmap", rtt) for rtt in (DIRECT, FAR))
    assert near is not None
    assert far is not None
    assert near.findings is not None
    assert len(near.findings.suites["TLSv1.3"]) == 3
    assert near.tally.connections == far.tally.connections > 20
    assert far.cost.wall > FAR * 4
    assert not results.left_out


def test_no_time_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was not run is told, and so is every bar; the document can be read."""
    output = tmp_path / "tls.json"
    assert main(["--only", "modern,nmap", "--minutes", "0", "--output", str(output)]) == 0
    said = capsys.readouterr().out
    assert said.count("left out: modern") == 2
    assert "(met)" not in said
    assert all(bar["met"] is None for bar in json.loads(output.read_text())["bars"])


def test_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name ends it before anything is started."""
    assert main(["--only", "nothing"]) == 2
    assert "unknown nothing" in capsys.readouterr().err
