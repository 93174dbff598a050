"""The certificates that the hosts show: of a root and an intermediate that are made for each run."""

import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from tests.scanner.probes.authority import DAY, Issued, authority, leaf, rsa_key
from tests.scanner.probes.authority import with_sha1 as signed_with_sha1

DOMAIN = "badssl.test"
EXTENSIONS = (
    "basicConstraints=critical,CA:FALSE",
    "keyUsage=critical,digitalSignature,keyEncipherment",
    "extendedKeyUsage=serverAuth",
)


def full_name(host: str) -> str:
    """A host of the catalogue below the domain, or the domain itself."""
    return host if host == DOMAIN else f"{host}.{DOMAIN}"


@dataclass(frozen=True)
class Authorities:
    """Who issues. Names are of ``badssl.test``."""

    folder: Path

    @cached_property
    def root(self) -> Issued:
        """The root that the scan is told to trust."""
        return authority(name="Root", key=rsa_key())

    @cached_property
    def sub(self) -> Issued:
        """The intermediate below it."""
        return authority(self.root, "Intermediate", key=rsa_key())

    @cached_property
    def stranger(self) -> Issued:
        """A root that nobody trusts."""
        return authority(name="Stranger")

    def certificate(self, host: str, issuer: Issued | None, **changes: Any) -> Issued:  # noqa: ANN401 - a certificate's fields
        """A leaf for a host."""
        names = (full_name(host),)
        return leaf(issuer, **{"name": names[0][:64], "names": names, "key": rsa_key(), **changes})

    def expired(self, host: str) -> Issued:
        """One that was valid until yesterday."""
        return self.certificate(host, self.sub, begin=-90 * DAY, end=-DAY)

    def sha1(self, host: str) -> list[bytes]:
        """A leaf signed with SHA-1, and what is above it."""
        return [der(signed_with_sha1(self.certificate(host, self.sub), self.folder)), der(self.sub)]

    def sha1_above(self, host: str) -> list[bytes]:
        """A good leaf below an intermediate that is signed with SHA-1."""
        return [der(self.certificate(host, self.sub)), der(signed_with_sha1(self.sub, self.folder))]

    def by_openssl(self, host: str, *options: str, critical: bool = False) -> list[bytes]:
        """A leaf made by the openssl command, which still makes what Python no longer does.

        ``critical``: its subjectAltName is, as that of a certificate without a subject must be.
        """
        above, above_key = self.sub.write(self.folder, "above")
        issuer = ["-CA", str(above), "-CAkey", str(above_key)]
        names = f"subjectAltName={'critical,' if critical else ''}DNS:{full_name(host)}"
        extensions = [word for extension in (names, *EXTENSIONS) for word in ("-addext", extension)]
        command = ["openssl", "req", "-x509", "-nodes", "-days", "90", *issuer, *extensions]
        command += ["-subj", f"/CN={full_name(host)}", *options]
        command += ["-keyout", str(self.folder / "made.key"), "-outform", "DER"]
        return [subprocess.run(command, check=True, capture_output=True).stdout, der(self.sub)]


def der(issued: Issued) -> bytes:
    """One certificate."""
    return issued.certificate.public_bytes(Encoding.DER)


CURVES = {"ecc256": ec.SECP256R1(), "ecc384": ec.SECP384R1()}
