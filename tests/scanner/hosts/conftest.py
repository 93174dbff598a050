"""The lab of several hosts, and what one audit of all its domains tells."""

from collections.abc import Iterator

import pytest

from tests.scanner.hosts import servers
from tests.scanner.hosts.internet_nl import TABLE
from tests.scanner.hosts.lab import HostsLab, Verdicts, running_hosts
from tests.scanner.hosts.namespaces import why_not
from tests.scanner.hosts.zones import ABOVE


@pytest.fixture(scope="session")
def hosts_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostsLab]:
    """The servers in their namespaces; whoever needs them is skipped where none can be had."""
    if reason := why_not(servers.PROGRAMS):
        pytest.skip(reason)
    with running_hosts(tmp_path_factory.mktemp("hosts")) as lab:
        yield lab


@pytest.fixture(scope="session")
def verdicts(hosts_lab: HostsLab) -> Verdicts:
    """Of every domain in the table, seen by a scanner with IPv4 and IPv6."""
    hosts = [f"{name}.{ABOVE}" for name in dict.fromkeys(row.domain for row in TABLE)]
    return hosts_lab.audit(hosts_lab.scanner, hosts, "--only", "ipv6,dns,mail", "--authorized")
