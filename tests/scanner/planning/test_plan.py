"""scanner.planning.plan: each endpoint once, and only what is in operation."""

from datetime import UTC, date, datetime

import pytest

from checks.profile import load
from inventory.model import Endpoint, Inventory, ScanPermission, System
from scanner.errors import ScannerError
from scanner.planning.plan import plan_endpoints, select_checks

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
ALL = ScanPermission(families=("tls",))


def system(code: str, *endpoints: Endpoint, portal: bool = False, ended: date | None = None) -> System:
    """A system in operation since 2020, unless it ended."""
    return System(
        code=code,
        name=code,
        owner="O",
        in_operation_since=date(2020, 1, 1),
        decommissioned=ended,
        is_portal=portal,
        endpoints=endpoints,
        permission=ALL,
    )


def test_a_shared_endpoint_is_planned_once() -> None:
    """Two systems on one host and port are one endpoint: a portal if either is, with both their ports."""
    one = system("A", Endpoint(host="shared.test", allowed_ports=(8080,)))
    two = system("B", Endpoint(host="SHARED.test", allowed_ports=(22,)), portal=True)
    (planned,) = plan_endpoints(Inventory(systems=(one, two)), NOW)
    assert planned.key == ("shared.test", 443, 80)
    assert planned.is_portal is True
    assert planned.allowed_ports == (22, 8080)


def test_only_systems_in_operation_are_planned() -> None:
    """A decommissioned system is not looked at."""
    ended = system("A", Endpoint(host="a.test"), ended=date(2026, 6, 1))
    running = system("B", Endpoint(host="b.test"))
    planned = plan_endpoints(Inventory(systems=(ended, running)), NOW)
    assert [endpoint.host for endpoint in planned] == ["b.test"]


def test_www_is_a_neighbour_when_a_permission_covers_it() -> None:
    """A name outside the inventory, or one whose permission leaves the web out, is not visited."""
    web = ScanPermission(families=("web",))
    hosts = {"a.test": web, "www.a.test": web, "b.test": web, "c.test": web, "www.c.test": ALL}
    systems = [
        system(host, Endpoint(host=host)).model_copy(update={"permission": granted})
        for host, granted in hosts.items()
    ]
    planned = plan_endpoints(Inventory(systems=tuple(systems)), NOW)
    assert {endpoint.host: set(endpoint.neighbours) for endpoint in planned if endpoint.neighbours} == {
        "a.test": {"www.a.test"},
        "www.a.test": {"a.test"},
        "www.c.test": {"c.test"},
    }


def test_only_narrows_to_families_and_ids() -> None:
    """``--only`` takes families and single checks alike."""
    chosen = select_checks(load(), ["tls.protocols"])
    assert [check.id for check in chosen] == ["tls.protocols"]
    assert {check.family for check in select_checks(load(), ["tls"])} == {"tls"}


def test_checks_of_a_browser_need_pictures() -> None:
    """Without pictures they are not chosen; who names one is told what to add."""
    assert "web.accessibility" not in {check.id for check in select_checks(load())}
    assert "web.accessibility" in {check.id for check in select_checks(load(), ["web"], pictures=True)}
    with pytest.raises(ScannerError, match="--pictures to a scan, --screenshot DIR to an audit"):
        select_checks(load(), ["web.accessibility"])


def test_only_refuses_what_it_does_not_know() -> None:
    """A misspelt family never means "nothing to check"."""
    with pytest.raises(ScannerError, match="unknown tsl"):
        select_checks(load(), ["tsl"])
