"""What most hosts of the lab are made of: nginx with certificates of the lab, under a name of its own."""

import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from benchmarks.accuracy.host import Peer, Place, Served, Truth
from benchmarks.accuracy.naming import resolving
from benchmarks.accuracy.root import ROOT
from tests.scanner.probes.authority import HOST, Issued, Wanted, authority, issue, rsa_key
from tests.scanner.probes.nginx import INTERMEDIATE, nginx

Sent = Issued | x509.Certificate | bytes  # a certificate, or its DER form
Files = tuple[Path, Path]  # a chain and its key, in PEM
Making = Callable[[Path], tuple[Files, ...]]  # takes an empty folder
Serve = Callable[[Place], AbstractAsyncContextManager[Served]]
SUB = authority(ROOT, "Accuracy Sub CA")
GOOD, BAD, UNSEEN = Truth
GOOD_TLS = {"tls.available": GOOD, "tls.protocols": GOOD, "tls.ciphers": GOOD}
GOOD_CERTIFICATE = {
    f"cert.{name}": GOOD
    for name in ("trusted", "hostname", "expiry", "chain", "key", "signature", "key_usage", "lifetime")
}
ALL_GOOD: Mapping[str, Truth] = {**GOOD_TLS, **GOOD_CERTIFICATE}


@asynccontextmanager
async def named(
    place: Place, port: int, *addresses: str, name: str = HOST, root: Issued = ROOT
) -> AsyncIterator[Served]:
    """What runs at a port of these addresses, or of the place's first, under a name."""
    at = addresses or (place.address,)
    ca_file = root.write(place.folder, "trusted")[0]
    async with resolving(*at) as resolver:
        yield Served(
            target=f"{name}:{port}",
            options=(*resolver, "--ca-file", str(ca_file)),
            peer=Peer(name=name, address=at[0], port=port, ca_file=ca_file),
        )


def by_nginx(make: Making, protocol: str = INTERMEDIATE, name: str = HOST, root: Issued = ROOT) -> Serve:
    """Serve by nginx what ``make`` writes. ``protocol``: directives; ``root``: what ``--ca-file`` has."""

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        files = make(place.folder)
        with nginx(place.folder, *files, protocol=protocol, address=place.address) as port:
            async with named(place, port, name=name, root=root) as served:
                yield served

    return serve


def good(folder: Path, *, rsa: bool = False) -> tuple[Files, ...]:
    """A certificate in order, with its intermediate."""
    return (issue(SUB, Wanted(key=rsa_key()) if rsa else Wanted()).write(folder, "good"),)


def sending(make: Callable[[], tuple[Issued, tuple[Sent, ...]]]) -> Making:
    """A server's own certificate, which gives the key, and the list that is sent as it stands."""

    def write(folder: Path) -> tuple[Files, ...]:
        own, sent = make()
        return (chain_files(folder, own, *sent),)

    return write


def chain_files(folder: Path, of: Issued, *sent: Sent) -> Files:
    """The files of one list of certificates, with the key of ``of``."""
    chain, key = of.write(folder, "server")
    chain.write_text("".join(ssl.DER_cert_to_PEM_cert(der(one)) for one in sent))
    return chain, key


def der(one: Sent) -> bytes:
    """A certificate as it is sent."""
    found = one.certificate if isinstance(one, Issued) else one
    return found if isinstance(found, bytes) else found.public_bytes(Encoding.DER)
