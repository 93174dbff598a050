"""Names with several addresses, of which one is unlike the others."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.accuracy.host import Host, Peer, Place, Served, Truth
from benchmarks.accuracy.serving import ALL_GOOD, BAD, GOOD_CERTIFICATE, SUB, Serve
from tests.scanner import fleet
from tests.scanner.fleet import HOST, Member
from tests.scanner.probes.authority import DAY, Wanted, issue
from tests.scanner.probes.nginx import INTERMEDIATE

KIND = "several addresses"
OLD = "ssl_protocols TLSv1 TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;"
GOOD_ONE = (Wanted(), INTERMEDIATE)
OVER = (Wanted(begin=-40 * DAY, end=-2 * DAY), INTERMEDIATE)
ELSE = (Wanted(name="else.example.test", names=("else.example.test",)), INTERMEDIATE)
ANCIENT = (Wanted(), OLD)


def _members(*kinds: tuple[Wanted, str], dead: int = 0, six: bool = False) -> Serve:
    """A server of each kind at an address of its own, the last at ::1 where ``six``; then dead addresses."""

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        addresses = [*place.addresses[: len(kinds) - six], *(["::1"] if six else [])]
        besides = place.addresses[len(kinds) : len(kinds) + dead]
        members = [
            Member(address, (issue(SUB, wanted).write(place.folder, f"server{number}"),), protocol)
            for number, (address, (wanted, protocol)) in enumerate(zip(addresses, kinds, strict=True))
        ]
        async with fleet.serving(place.folder, *members, besides=besides) as running:
            yield _served(place, running)

    return serve


def _served(place: Place, running: fleet.Fleet) -> Served:
    address, port = running.resolver
    options = ("--resolver", f"{address}:{port}", "--ca-file", str(place.ca_file))
    peer = Peer(name=HOST, address=place.address, port=running.https_port, ca_file=place.ca_file)
    return Served(target=f"{HOST}:{running.https_port}", options=options, peer=peer)


def _host(name: str, serve: Serve, truth: dict[str, Truth]) -> Host:
    return Host(kind=KIND, name=name, serve=serve, truth=truth)


EXPIRED = {**ALL_GOOD, "cert.expiry": BAD}
del EXPIRED["cert.trusted"]  # left aside where it is out of date
OLD_TRUTH = {**GOOD_CERTIFICATE, "tls.protocols": BAD, "tls.ciphers": BAD}
HOSTS = (
    _host("both-equal", _members(GOOD_ONE, GOOD_ONE), dict(ALL_GOOD)),
    _host("second-over", _members(GOOD_ONE, OVER), EXPIRED),
    _host("first-over", _members(OVER, GOOD_ONE), EXPIRED),
    _host("third-of-another-name", _members(GOOD_ONE, GOOD_ONE, ELSE), {**ALL_GOOD, "cert.hostname": BAD}),
    _host(
        "second-ancient",
        _members(GOOD_ONE, ANCIENT),
        {**GOOD_CERTIFICATE, "tls.protocols": BAD, "tls.ciphers": BAD},
    ),
    _host("second-dead", _members(GOOD_ONE, dead=1), dict(ALL_GOOD)),
    _host("over-by-ipv6", _members(GOOD_ONE, OVER, six=True), EXPIRED),
)
