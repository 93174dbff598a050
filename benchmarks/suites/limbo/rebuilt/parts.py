"""The certificates of a chain, by what is odd about them; all else is as usual.

A usual authority bears the name example.com in subjectAltName, as x509-limbo's do: constraints of names hold
for authorities too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypedDict, Unpack

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from benchmarks.suites.limbo.served import ServedCase
from benchmarks.suites.pki import extensions
from benchmarks.suites.pki.minting import Extension, Key, Minted, Wish, mint, name

HOST = "example.com"
OWN_KEY, ISSUER_KEY, NAMES, BASIC, USES, PURPOSES = (
    "2.5.29.14",
    "2.5.29.35",
    "2.5.29.17",
    "2.5.29.19",
    "2.5.29.15",
    "2.5.29.37",
)
LEAF = (extensions.key_usage("digital_signature"), extensions.FOR_SERVERS, extensions.alternative_names(HOST))
ROOT_NAME = name("Root")


class Wished(TypedDict, total=False):
    """What ``Wish`` takes besides the subject and the extensions."""

    key: Key
    begin: timedelta
    end: timedelta
    serial: int
    version: int
    issuer: bytes
    public_key: bytes


@dataclass(frozen=True, kw_only=True)
class Part:
    """One certificate. ``without``: kinds of extensions that it lacks; ``above``: the place of who signs."""

    wish: Wish
    is_root: bool = False
    without: Sequence[str] = ()
    above: int | None = None  # None: the one before it, nobody for a root

    def made(self, before: Sequence[Minted]) -> Minted:
        """The certificate, signed by one of those before it."""
        above = len(before) - 1 if self.above is None else self.above
        signer = None if self.is_root and self.above is None else before[above]
        wanted = [*self.wish.extensions, *self._key_identifiers(signer)]
        return mint(replace(self.wish, extensions=wanted, signed_by=signer, has_key_identifiers=False))

    def _key_identifiers(self, signer: Minted | None) -> Iterator[Extension]:
        given = {*self.without, *(one.kind for one in self.wish.extensions)}
        if OWN_KEY not in given:
            yield Extension(x509.SubjectKeyIdentifier.from_public_key(self.wish.key.public_key()))
        if signer and ISSUER_KEY not in given:
            issuer = signer.key.public_key()
            yield Extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer))


def root(
    *odd: Extension, subject: bytes = ROOT_NAME, without: Sequence[str] = (), **wish: Unpack[Wished]
) -> Part:
    """A root; ``odd`` extensions stand in the place of the usual ones of their kind, or beside them."""
    usual = _authority(extensions.authority(), "crl_sign")
    return replace(_part(usual, odd, subject, without, **wish), is_root=True)


def issuer(
    *odd: Extension,
    length: int | None = None,
    subject: bytes = b"",
    without: Sequence[str] = (),
    above: int | None = None,
    **wish: Unpack[Wished],
) -> Part:
    """An intermediate; ``length``: how many may come below it."""
    usual = _authority(extensions.authority(length))
    own = subject or name(f"Issuer {x509.random_serial_number()}")
    return replace(_part(usual, odd, own, without, **wish), above=above)


def leaf(
    *odd: Extension,
    subject: bytes | None = None,
    without: Sequence[str] = (),
    above: int | None = None,
    **wish: Unpack[Wished],
) -> Part:
    """A server's certificate for example.com."""
    own = name(HOST) if subject is None else subject
    return replace(_part(LEAF, odd, own, without, **wish), above=above)


def chain(
    case: str,
    *parts: Part,
    host: str = HOST,
    trusted: Sequence[int] = (0,),
    sent: Sequence[int] | None = None,
) -> ServedCase:
    """The parts from the root down, each signed by the one before it; the last is the server's.

    ``sent``: the places of what comes along with the leaf, usually all but the root.
    """
    made: list[Minted] = []
    for part in parts:
        made.append(part.made(made))
    along = range(1, len(made) - 1) if sent is None else sent
    return ServedCase(
        name=case,
        sent=(made[-1].der, *(made[place].der for place in along)),
        roots=tuple(made[place].der for place in trusted),
        host=host,
        key=_pem(made[-1].key),
    )


def _authority(basic: Extension, *uses: str) -> tuple[Extension, ...]:
    usage = extensions.key_usage("key_cert_sign", *uses)
    return (basic, replace(usage, critical=False), extensions.alternative_names(HOST))


def _part(
    usual: Sequence[Extension],
    odd: Sequence[Extension],
    subject: bytes,
    without: Sequence[str],
    **wish: Unpack[Wished],
) -> Part:
    replaced = {*without, *(one.kind for one in odd)}
    wanted = [*(one for one in usual if one.kind not in replaced), *odd]
    return Part(wish=Wish(subject=subject, extensions=wanted, **wish), without=without)


def _pem(key: Key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
