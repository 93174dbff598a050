"""Hosts, name servers and mail servers that DNS puts into a private network: told, and never touched."""

import subprocess

import pytest

from tests.scanner.hosts.lab import TRAP, HostsLab
from tests.scanner.hosts.places import INSIDE
from tests.scanner.hosts.zones import ABOVE

HOST = f"inside.{ABOVE}"


@pytest.mark.needs_root
def test_not_a_packet_goes_inside(hosts_lab: HostsLab) -> None:
    """Counted where all of it would leave; one that is sent on purpose is counted."""
    scanner = hosts_lab.scanner
    before = scanner.sent(TRAP)
    found = hosts_lab.audit(scanner, [HOST], "--only", "ipv6,dns,mail", "--authorized")[HOST]
    assert scanner.sent(TRAP) == before
    subprocess.run(scanner.command(["bash", "-c", f"echo >/dev/udp/{INSIDE[0]}/53"]), check=False)
    assert scanner.sent(TRAP) > before
    assert found["dns.private_address"]["outcome"] == "fail"
    for check in ("mail.starttls", "dns.delegation"):
        (unseen,) = found[check]["evidence"]["not_seen"]
        assert (found[check]["outcome"], "private_address" in unseen) == ("not_tested", True)
        assert all(address in unseen for address in INSIDE)
