"""exposure.control_systems."""

import pytest

from checks.facts import OpenPort
from checks.registry import get
from tests.checks import builders


@pytest.mark.parametrize(
    ("port", "outcome"),
    [
        (OpenPort(port=502), "fail"),
        (OpenPort(port=40001, service="modbus", product="Modbus TCP", identified=True), "fail"),
        (OpenPort(port=102, service="iso-tsap"), "fail"),
        (OpenPort(port=47808), "fail"),
        (OpenPort(port=20000), "fail"),
        (OpenPort(port=4840, service="opcua-tcp"), "fail"),
        (OpenPort(port=44818, service="EtherNetIP-2"), "fail"),
        (OpenPort(port=2404), "fail"),
        (OpenPort(port=1883, service="mqtt", identified=True), "fail"),
        (OpenPort(port=8883, service="mqtt", tls=True, identified=True), "pass"),
        (OpenPort(port=8883, service="secure-mqtt"), "pass"),
        (OpenPort(port=20000, service="http", product="MiniServ", identified=True), "pass"),
        (OpenPort(port=502, service="http", product="nginx", identified=True), "pass"),
        (OpenPort(port=8080, service="http", identified=True), "pass"),
    ],
)
def test_a_controller_on_the_internet_is_critical(port: OpenPort, outcome: str) -> None:
    """By its answer on any port, or by its usual port; MQTT within TLS, and other services, are none."""
    verdict = builders.verdict("exposure.control_systems", builders.facts(ports=builders.ports(port)))
    assert (verdict.outcome, verdict.severity) == (outcome, "critical")


def test_every_named_protocol_is_tried() -> None:
    """Also those that are not among nmap's 1,000 most common ports."""
    assert {102, 502, 1883, 2404, 4840, 20000, 44818, 47808} <= set(get("exposure.control_systems").ports)
