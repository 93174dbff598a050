"""exposure.file_sharing."""

import pytest

from checks.facts import OpenPort
from tests.checks import builders


@pytest.mark.parametrize(
    ("port", "outcome"),
    [
        (OpenPort(port=22, service="ssh", identified=True), "pass"),
        (OpenPort(port=40002, service="ftp", identified=True), "fail"),
        (OpenPort(port=445, service="microsoft-ds", identified=True), "fail"),
        (OpenPort(port=2049), "fail"),
        (OpenPort(port=873), "fail"),
    ],
)
def test_shared_files_fail(port: OpenPort, outcome: str) -> None:
    """By its answer on any port, or by its usual port."""
    verdict = builders.verdict("exposure.file_sharing", builders.facts(ports=builders.ports(port)))
    assert (verdict.outcome, verdict.severity) == (outcome, "high")
