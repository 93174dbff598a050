"""exposure.database."""

import pytest

from checks.facts import OpenPort
from tests.checks import builders


@pytest.mark.parametrize(
    ("port", "outcome"),
    [
        (OpenPort(port=22, service="ssh", identified=True), "pass"),
        (OpenPort(port=40001, service="redis", identified=True), "fail"),
        (OpenPort(port=40001, service="postgresql", identified=True), "fail"),
        (OpenPort(port=40001, service="mongodb", identified=True), "fail"),
        (OpenPort(port=1433), "fail"),
        (OpenPort(port=5984, service="http", product="CouchDB httpd", identified=True), "fail"),
    ],
)
def test_an_open_database_is_critical(port: OpenPort, outcome: str) -> None:
    """By its answer on any port, or by its usual port."""
    verdict = builders.verdict("exposure.database", builders.facts(ports=builders.ports(port)))
    assert (verdict.outcome, verdict.severity) == (outcome, "critical")
