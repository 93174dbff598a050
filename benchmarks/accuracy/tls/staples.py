"""OCSP staples, and certificates that demand one."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from cryptography import x509

from benchmarks.accuracy.host import Host, Place, Served, Truth
from benchmarks.accuracy.serving import BAD, GOOD, UNSEEN, Serve, named
from tests.scanner.probes.authority import DAY, Issued, leaf
from tests.scanner.probes.nginx import INTERMEDIATE, nginx
from tests.scanner.probes.tls.certificates.revocation.issuers import CA, response

KIND = "staples"
MUST_STAPLE = x509.TLSFeature([x509.TLSFeatureType.status_request])
Making = Callable[[Issued], bytes]


def _stapling(make: Making | None, *extra: x509.ExtensionType) -> Serve:
    """A server whose staple is made as it starts."""

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        own, directives = leaf(CA, extra=extra), ""
        if make:
            (place.folder / "staple.der").write_bytes(make(own))
            directives = f"ssl_stapling on; ssl_stapling_file {place.folder / 'staple.der'};"
        files = own.write(place.folder, "own")
        with nginx(place.folder, files, protocol=INTERMEDIATE + directives, address=place.address) as port:
            async with named(place, port, root=CA) as served:
                yield served

    return serve


def _host(
    name: str, make: Making | None, stapling: Truth, revoked: Truth, *extra: x509.ExtensionType
) -> Host:
    truth = {
        "cert.trusted": GOOD,
        "cert.expiry": GOOD,
        "cert.hostname": GOOD,
        "tls.ocsp_stapling": stapling,
        "cert.revoked": revoked,
    }
    return Host(kind=KIND, name=name, serve=_stapling(make, *extra), truth=truth)


STRANGER = leaf(CA, name="else.example.test", names=("else.example.test",))
HOSTS = (
    _host("current", response, GOOD, GOOD),
    _host("over", lambda own: response(own, begin=-9 * DAY, end=-2 * DAY), BAD, UNSEEN),
    _host("of-another-certificate", lambda _own: response(STRANGER), BAD, UNSEEN),
    _host("revoked", lambda own: response(own, revoked=True), GOOD, BAD),
    _host("demanded-and-missing", None, BAD, GOOD, MUST_STAPLE),
    _host("demanded-and-there", response, GOOD, GOOD, MUST_STAPLE),
)
