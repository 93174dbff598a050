"""Certificates made for a test: authorities, the chains under them, and everything that can be wrong."""

import ipaddress
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey | ed448.Ed448PrivateKey
DAY = timedelta(days=1)
HOST = "www.example.test"


def now() -> datetime:
    """The present moment. No module keeps one: a slow machine reaches its tests long after the import."""
    return datetime.now(UTC)


def new_key() -> ec.EllipticCurvePrivateKey:
    """A P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """An RSA key, weak ones too."""
    return rsa.generate_private_key(65537, bits)


@dataclass(frozen=True)
class Issued:
    """A certificate with its key and its issuer, which may issue others."""

    certificate: x509.Certificate
    key: Key
    issuer: "Issued | None" = None

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """From this certificate up to, but without, the root."""
        return () if self.issuer is None else (self.certificate, *self.issuer.chain)

    @property
    def root(self) -> x509.Certificate:
        """The certificate at the top."""
        return self.certificate if self.issuer is None else self.issuer.root

    def write(self, folder: Path, name: str) -> tuple[Path, Path]:
        """The chain and the key as PEM files."""
        certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
        chain = self.chain or (self.certificate,)
        certificate.write_bytes(b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain))
        key.write_bytes(
            self.key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return certificate, key


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a certificate shall be, its validity from the moment of issue; the defaults are a good leaf."""

    name: str = HOST
    organization: str | None = "Example"
    key: Key = field(default_factory=new_key)
    ca: bool = False
    names: tuple[str, ...] = (HOST,)
    begin: timedelta = -DAY
    end: timedelta = 90 * DAY
    key_identifiers: bool = True
    usage: x509.ObjectIdentifier | None = ExtendedKeyUsageOID.SERVER_AUTH
    extra: tuple[x509.ExtensionType, ...] = ()


def issue(issuer: Issued | None, wanted: Wanted) -> Issued:
    """A certificate signed by an issuer, or by itself."""
    signer = issuer.key if issuer else wanted.key
    name = issuer.certificate.subject if issuer else _name(wanted)
    at, serial = now(), x509.random_serial_number()
    builder = x509.CertificateBuilder(
        name, _name(wanted), wanted.key.public_key(), serial, at + wanted.begin, at + wanted.end
    )
    for extension, critical in _extensions(wanted, signer):
        builder = builder.add_extension(extension, critical)
    return Issued(builder.sign(signer, _hash(signer)), wanted.key, issuer)


def authority(issuer: Issued | None = None, name: str = "Example Root", **changes: Any) -> Issued:
    """A root, or an intermediate under an issuer."""
    given = {"ca": True, "usage": None, "begin": -30 * DAY, "end": 900 * DAY, **changes}
    return issue(issuer, Wanted(name=name, **given))


def leaf(issuer: Issued | None, **changes: Any) -> Issued:
    """A server certificate, self-signed without an issuer."""
    return issue(issuer, Wanted(**changes))


def with_sha1(issued: Issued, folder: Path) -> Issued:
    """The same certificate signed again with SHA-1, which only the openssl command still does."""
    file, key = issued.write(folder, "subject")
    signer = ["-signkey", str(key)]
    if issued.issuer:
        above, above_key = issued.issuer.write(folder, "issuer")
        signer = ["-CA", str(above), "-CAkey", str(above_key)]
    again = ["openssl", "x509", "-copy_extensions", "copyall"]
    request = _run([*again, "-x509toreq", "-in", str(file), "-signkey", str(key)])
    made = _run([*again, "-req", *signer, "-sha1", "-days", "9", "-set_serial", "9"], request)
    return Issued(x509.load_pem_x509_certificate(made), issued.key, issued.issuer)


def _run(command: list[str], given: bytes = b"") -> bytes:
    return subprocess.run(command, input=given, check=True, capture_output=True).stdout


def _name(wanted: Wanted) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, wanted.name)]
    if wanted.organization:
        parts.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, wanted.organization))
    return x509.Name(parts)


def _hash(signer: Key) -> hashes.SHA256 | None:
    """Edwards-curve signatures name no hash."""
    return hashes.SHA256() if isinstance(signer, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) else None


def _extensions(wanted: Wanted, signer: Key) -> list[tuple[x509.ExtensionType, bool]]:
    found: list[tuple[x509.ExtensionType, bool]] = [(x509.BasicConstraints(wanted.ca, None), True)]
    found += [(extension, False) for extension in wanted.extra]
    if wanted.ca:
        found.append((_signs_certificates(), True))
    elif wanted.names:
        found.append((x509.SubjectAlternativeName([_general(name) for name in wanted.names]), False))
    if wanted.usage:
        found.append((x509.ExtendedKeyUsage([wanted.usage]), False))
    if wanted.key_identifiers:
        found.append((x509.SubjectKeyIdentifier.from_public_key(wanted.key.public_key()), False))
        found.append((x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False))
    return found


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _signs_certificates() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
