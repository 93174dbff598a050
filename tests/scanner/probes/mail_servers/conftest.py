"""A mail server with a certificate, the zones that tell its key, and whom they are asked of."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from scanner.probes.dnssec import anchors
from scanner.probes.dnssec.anchors import TrustAnchors
from tests.scanner.probes import authority, knot
from tests.scanner.probes.mail_servers.zones import zones
from tests.scanner.probes.nginx import nginx


@dataclass(frozen=True)
class MailEstate:
    """The resolver of the zones, their anchors, the key's digest, and the port of TLS behind STARTTLS."""

    resolver: tuple[str, int]
    anchors: TrustAnchors
    key: str
    behind: int


@pytest.fixture(scope="session")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailEstate]:
    """Everything of the domains but port 25."""
    folder: Path = tmp_path_factory.mktemp("mail-estate")
    names = ("mail.safe.test", "anchored.safe.test", "strange.safe.test")
    issued = authority.leaf(authority.authority(), names=names)
    public = issued.certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    key = hashlib.sha256(public).hexdigest()
    strange = authority.authority(name="Example Stranger").certificate
    made = zones(key, *(one.public_bytes(Encoding.DER).hex() for one in (issued.root, strange)))
    (folder / "root.ds").write_text(made.anchor)
    modern = "ssl_protocols TLSv1.2 TLSv1.3;"
    with (
        knot.serving(made.texts, tmp_path_factory.mktemp("mail-zones")) as resolver,
        nginx(folder, issued.write(folder, "leaf"), protocol=modern) as behind,
    ):
        yield MailEstate(resolver, anchors.from_file(folder / "root.ds"), key, behind)
