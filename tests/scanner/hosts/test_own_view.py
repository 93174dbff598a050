"""A scanner that has no IPv6 of its own blames no host for it, in whatever way IPv6 is broken there."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.scanner.hosts.lab import HostsLab, Verdicts
from tests.scanner.hosts.machines import NAME_SERVERS
from tests.scanner.hosts.zones import ABOVE

HOSTS = ("good", "web-half", "web-closed", "ns-closed", "mx-closed6", "mx-half", "web-old", "web-new")
WITHOUT_ADDRESS = ("web-old", "mx-closed6", "mx-half")  # of IPv6, of their own
REACHED = (
    "ipv6.web_reachable",
    "ipv6.ns_reachable",
    "ipv6.mx_reachable",
    "ipv6.same_content",
    "ipv6.web_tls",
)


@pytest.fixture(scope="module")
def without_ipv6(hosts_lab: HostsLab) -> Verdicts:
    """What a scanner tells that has an IPv4 address alone."""
    hosts = [f"{name}.{ABOVE}" for name in HOSTS]
    return hosts_lab.audit(hosts_lab.without_ipv6, hosts, "--only", "ipv6,mail.starttls,dns.delegation")


@pytest.mark.needs_root
@pytest.mark.parametrize("host", HOSTS)
def test_nothing_is_said_of_reach(host: str, without_ipv6: Verdicts) -> None:
    """Neither that it works nor that it does not; a host without an address is told so."""
    found = {check: without_ipv6[f"{host}.{ABOVE}"][check] for check in (*REACHED, "ipv6.operational")}
    told = {
        check: one["outcome"] for check, one in found.items() if one["outcome"] in ("pass", "warn", "fail")
    }
    assert told == ({"ipv6.operational": "fail"} if host in WITHOUT_ADDRESS else {})


@pytest.mark.needs_root
def test_the_reason_is_the_scanner(without_ipv6: Verdicts) -> None:
    """By its word."""
    found = without_ipv6[f"good.{ABOVE}"]
    reasons = {check: found[check]["reason"] for check in (*REACHED, "ipv6.operational")}
    assert reasons == dict.fromkeys(reasons, "no_ipv6_here")


@pytest.mark.needs_root
def test_what_dns_says_is_judged_all_the_same(without_ipv6: Verdicts) -> None:
    """Addresses in DNS need no IPv6 to be read."""
    found = without_ipv6[f"good.{ABOVE}"]
    checks = ("ipv6.web_address", "ipv6.ns_address", "ipv6.mx_address")
    assert [found[check]["outcome"] for check in checks] == ["pass"] * 3
    assert without_ipv6[f"web-old.{ABOVE}"]["ipv6.web_address"]["outcome"] == "fail"


@pytest.mark.needs_root
def test_a_control_address_tells_a_silent_host_from_a_deaf_scanner(
    hosts_lab: HostsLab, tmp_path: Path
) -> None:
    """A host is blamed once one has answered; without it, the table of Internet.nl has it not tested."""
    host, lab = f"web-silent.{ABOVE}", replace(hosts_lab, database=f"sqlite:///{tmp_path}/capdo.db")
    lab.run(lab.scanner, "settings", "set", "ipv6.anchors", NAME_SERVERS["ns1"].told[-1])
    found = lab.audit(lab.scanner, [host], "--only", "ipv6.web_reachable")[host]
    assert found["ipv6.web_reachable"]["outcome"] == "fail"
