"""fit: the sample inventory on the lab's ports."""

import socket
from pathlib import Path

from checks.registry import all_checks
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from scanner.lab import Lab, LabAddress, fit
from scanner.lab.connections.addresses import is_served

TOT = LabAddress(host="tot.brvt.test", ipv4="127.9.9.10", https_port=40_001, http_port=40_002)
OPEN = LabAddress(
    host="mo-csdl.brvt.test", ipv4="127.9.9.11", https_port=40_003, http_port=40_004, extra_ports=(6379, 3306)
)
LAB = Lab(
    resolver=("127.9.9.1", 40_005),
    ca_file=Path("ca.pem"),
    trust_anchor=Path("brvt.test.ds"),
    ipv6=True,
    hosts={host.host: host for host in (TOT, OPEN)},
)
PERMISSION = ScanPermission(families=("tls", "exposure"), ports=(22,))


def system(code: str, *hosts: str, permission: ScanPermission | None = PERMISSION) -> System:
    """A system with these endpoints."""
    endpoints = tuple(Endpoint(host=host) for host in hosts)
    return System(code=code, name=code, owner="O", endpoints=endpoints, permission=permission)


def fitted(*systems: System) -> Inventory:
    """An inventory of these systems, fitted to LAB."""
    return fit(Inventory(organizations=(Organization(code="O", name="O"),), systems=systems), LAB)


def test_endpoints_get_the_ports_of_the_lab() -> None:
    """By name."""
    (found,) = fitted(system("A", "tot.brvt.test", "mo-csdl.brvt.test")).systems
    assert [endpoint.key for endpoint in found.endpoints] == [
        ("tot.brvt.test", 40_001, 40_002),
        ("mo-csdl.brvt.test", 40_003, 40_004),
    ]


def test_a_port_scan_may_try_no_port_that_the_machine_serves() -> None:
    """The lab's services and the ports that checks name; a server of the machine would stand at each host."""
    named = {port for check in all_checks().values() for port in check.ports}
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert is_served(server.getsockname()[1])
    (found,) = fitted(system("A", "tot.brvt.test")).systems
    assert found.permission is not None
    ports = set(found.permission.ports or ())
    assert ports == {3306, 6379} | {port for port in named - {3306, 6379} if not is_served(port)}
    assert found.permission.families == PERMISSION.families


def test_the_rest_stays_as_it_is() -> None:
    """Organizations, endpoints elsewhere, and systems without a permission."""
    found = fitted(system("A", "www.example.test", permission=None))
    assert found.organizations == (Organization(code="O", name="O"),)
    assert found.systems == (system("A", "www.example.test", permission=None),)
