"""What is told of certificates for DANE, of chains made for it, and beside openssl's own verification."""

import asyncio
import hashlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from checks.facts.names.mail_servers import TlsaRecord
from checks.mail._dane import DaneState, is_usable, of_chain
from scanner.probes.mail_servers.showing import CHAIN_LENGTH, shown_chains
from scanner.probes.tls.connection.server import TlsServer
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.glance import TlsGlance, glance
from tests.scanner.probes import contexts
from tests.scanner.probes.authority import Issued, authority, leaf, now
from tests.scanner.probes.nginx import nginx

NAME = "mail.example.test"
DAY = timedelta(days=1)
DER = Encoding.DER


def _der(*issued: Issued) -> tuple[bytes, ...]:
    return tuple(one.certificate.public_bytes(DER) for one in issued)


def _certified(*sent: bytes) -> list[tuple[int, ...]]:
    (chain,) = shown_chains([sent])
    return [one.certifies for one in chain]


def test_who_certifies_whom() -> None:
    """In any order sent; by the signature, not by the name alone, and by authorities alone."""
    root = authority()
    middle = authority(root, "Example Middle")
    end = leaf(middle, name=NAME, names=(NAME,))
    assert _certified(*_der(end, middle, root)) == [(), (0,), (1,)]
    assert _certified(*_der(end, root, middle)) == [(), (2,), (0,)]
    assert _certified(*_der(end, authority(name="Example Middle"))) == [(), ()]
    beneath = leaf(end, name="www.example.test")
    assert _certified(*_der(beneath, end)) == [(), ()]


def test_what_is_no_certificate() -> None:
    """Of the leaf nothing can be told then; the others are told without what is none."""
    root = authority()
    end = leaf(root, names=(NAME,))
    garbage = b"\x30\x03abc"
    assert shown_chains([(garbage, *_der(root))]) == ()
    assert shown_chains([()]) == ()
    assert _certified(*_der(end), garbage, *_der(root)) == [(), (0,)]
    assert len(_certified(*_der(end), *_der(root) * 200)) == CHAIN_LENGTH


def test_trust_anchors_that_dns_has_whole() -> None:
    """They follow the chain, and certify what they signed; one that is sent already stands once."""
    root = authority()
    end, other = leaf(root, names=(NAME,)), authority(name="Example Other")
    (chain,) = shown_chains([_der(end)], _der(root, other))
    assert [(one.is_sent, one.certifies) for one in chain] == [(True, ()), (False, (0,)), (False, ())]
    (chain,) = shown_chains([_der(end, root)], (*_der(root), b"\x30\x03abc"))
    assert [(one.is_sent, one.certifies) for one in chain] == [(True, ()), (True, (0,))]


@dataclass(frozen=True)
class DaneServer:
    """A server that sends its authority along; and what TLSA records may name of it."""

    port: int
    data: dict[str, str]


@pytest.fixture(scope="module", params=["current", "expired", "other name"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaneServer]:
    """With a certificate in order, one out of date, and one for somebody else."""
    folder: Path = tmp_path_factory.mktemp("dane")
    middle = authority(authority(), "Example Middle")
    names = ("other.example.test",) if request.param == "other name" else (NAME,)
    dates = {"begin": -9 * DAY, "end": -DAY} if request.param == "expired" else {}
    end = leaf(middle, names=names, **dates)
    data: dict[str, str] = {}
    for place, one in (("leaf", end), ("middle", middle)):
        key = one.certificate.public_key().public_bytes(DER, PublicFormat.SubjectPublicKeyInfo)
        for selector, content in ((0, one.certificate.public_bytes(DER)), (1, key)):
            digests = (
                content.hex(),
                hashlib.sha256(content).hexdigest(),
                hashlib.sha512(content).hexdigest(),
            )
            data |= {f"{place} {selector} {matching}": told for matching, told in enumerate(digests)}
    unsent = {"root 0 0": middle.root, "stranger 0 0": authority(name="Example Stranger").certificate}
    data |= {label: one.public_bytes(DER).hex() for label, one in unsent.items()}
    modern = "ssl_protocols TLSv1.2 TLSv1.3;"
    with nginx(folder, end.write(folder, "leaf"), protocol=modern) as port:
        yield DaneServer(port, data)


def _openssl_verifies(port: int, record: TlsaRecord) -> bool:
    """What a mail server built on OpenSSL finds."""
    text = f"{record.usage} {record.selector} {record.matching} {record.data}"
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-dane_tlsa_domain", NAME]
    # As Postfix does: of the names in a certificate that DANE-EE vouches for, none matters (RFC 7671, 5.1).
    command += ["-dane_tlsa_rrdata", text, "-dane_ee_no_namechecks", "-verify_return_error"]
    found = subprocess.run(command, input=b"", capture_output=True, timeout=60, check=False)
    return b"Verify return code: 0 (ok)" in found.stdout


async def test_the_same_as_openssl(served: DaneServer) -> None:
    """Each usage, selector and matching type, of the right certificate and of the wrong one."""
    found = await glance(_server(served.port))
    assert isinstance(found, TlsGlance)
    sent = [tuple(one.certificates) for one in found.chains]
    outcomes = set()
    for usage in (2, 3):
        for label, data in served.data.items():
            _, selector, matching = label.split()
            record = TlsaRecord(usage=usage, selector=int(selector), matching=int(matching), data=data)
            if not label.startswith("leaf") and matching == "0" and usage == 3:
                continue  # as a digest of it, and much longer
            assert is_usable(record)
            verified = await asyncio.to_thread(_openssl_verifies, served.port, record)
            whole = [bytes.fromhex(data)] if (usage, selector, matching) == (2, "0", "0") else []
            (chain,) = shown_chains(sent, whole)
            told = of_chain([record], chain, {NAME}, now())
            outcomes.add(verified)
            of_key = (usage, selector, matching) == (2, "1", "0")
            unsent = told is DaneState.UNSEEN and of_key and not verified
            assert unsent or (told is DaneState.GOOD) == verified, (usage, label, told, verified)
    assert outcomes == {True, False}


def _server(port: int) -> TlsServer:
    context = contexts.context()
    return TlsServer(
        address="127.0.0.1", port=port, server_name=NAME, context=context, stopwatch=Stopwatch(20.0)
    )
