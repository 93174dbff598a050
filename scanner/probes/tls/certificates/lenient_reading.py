"""Certificates that the strict parser refuses, read as far as they can be: by a BER reader, part by part.

Times without seconds, with an offset or a fraction, defaults written out, an extension that cannot be
decoded: OpenSSL reads past all of these, so an administrator sees the dates and names, and wants them judged.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from ipaddress import ip_address
from typing import Any, TypeVar

from asn1crypto import core, keys, util
from asn1crypto import x509 as asn1

# What the reader raises on malformed parts; it decodes each only when asked for it.
FAULTS = (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, ValueError)
SHORT_NAMES = {  # RFC 4514, section 3
    "common_name": "CN",
    "country_name": "C",
    "locality_name": "L",
    "organization_name": "O",
    "organizational_unit_name": "OU",
    "state_or_province_name": "ST",
}
LenientlyRead = TypeVar("LenientlyRead")
GeneralNames = tuple[tuple[str, ...], tuple[str, ...], bool]


class LenientCertificate:
    """One certificate; each part is read when asked for, and is None where it cannot be."""

    def __init__(self, certificate: Any) -> None:  # noqa: ANN401 - the library ships no types
        self._certificate = certificate
        self._by_name: dict[str, Any] | None = None

    @classmethod
    def load(cls, der: bytes) -> "LenientCertificate | None":
        """The certificate; None when the bytes are none at all."""
        return attempt(lambda: cls(_whole(asn1.Certificate.load(der))))

    @property
    def _tbs(self) -> Any:  # noqa: ANN401 - the library ships no types
        return self._certificate["tbs_certificate"]

    @property
    def subject(self) -> str | None:
        """The subject, in the order of RFC 4514, without its escapes."""
        return attempt(lambda: _readable(self._tbs["subject"]))

    @property
    def issuer(self) -> str | None:
        """The issuer, likewise."""
        return attempt(lambda: _readable(self._tbs["issuer"]))

    @property
    def serial_number(self) -> int | None:
        """The serial number, negative ones too."""
        return attempt(lambda: int(self._tbs["serial_number"].native))

    @property
    def not_before(self) -> datetime | None:
        """The beginning of the validity period."""
        return attempt(lambda: _moment(self._tbs["validity"]["not_before"]))

    @property
    def not_after(self) -> datetime | None:
        """Its end."""
        return attempt(lambda: _moment(self._tbs["validity"]["not_after"]))

    @property
    def signature_algorithm(self) -> tuple[str, str | None] | None:
        """The object identifier, and the hash where the algorithm names one."""
        return attempt(lambda: _signature(self._certificate["signature_algorithm"]))

    @property
    def key(self) -> bytes | None:
        """The subjectPublicKeyInfo in DER form."""
        return attempt(lambda: bytes(self._tbs["subject_public_key_info"].dump()))

    @property
    def key_kind(self) -> tuple[str, int] | None:
        """The key's algorithm as an object identifier, and its size in bits: 0 where it is unknown."""
        return attempt(lambda: _kind(self.key or b""))

    @property
    def alternative_names(self) -> GeneralNames | None:
        """DNS names, addresses, whether every entry could be read; None: no such extension is legible."""
        entries = attempt(lambda: list(self._extension("subject_alt_name")))
        return _general_names(entries) if entries is not None else None

    @property
    def is_ca(self) -> bool | None:
        """Whether basicConstraints says so."""
        return attempt(lambda: bool(self._extension("basic_constraints").native["ca"]))

    @property
    def key_usage(self) -> tuple[str, ...] | None:
        """The bits that are set, by the library's names; None: there is no legible extension."""
        return attempt(lambda: tuple(sorted(self._extension("key_usage").native)))

    @property
    def extended_key_usage(self) -> tuple[str, ...] | None:
        """The purposes as object identifiers."""
        return attempt(
            lambda: tuple(str(purpose.dotted) for purpose in self._extension("extended_key_usage"))
        )

    def has_extension(self, name: str) -> bool:
        """Whether there is an extension of this name, legible or not."""
        return name in self._extensions()

    def content_of(self, name: str) -> object:
        """All that an extension says, as plain values; None when it cannot be decoded to the end."""
        return attempt(lambda: self._extensions()[name]["extn_value"].parsed.native)

    def _extension(self, name: str) -> Any:  # noqa: ANN401 - the library ships no types
        """Its value; None when it cannot be decoded."""
        return attempt(lambda: self._extensions()[name]["extn_value"].parsed)

    def _extensions(self) -> dict[str, Any]:
        """The first of each name."""
        if self._by_name is None:
            self._by_name = {}
            with suppress(*FAULTS):
                for entry in self._tbs["extensions"]:
                    self._by_name.setdefault(str(entry["extn_id"].native), entry)
        return self._by_name


def _kind(info: bytes) -> tuple[str, int]:
    oid = str(core.Sequence.load(info)[0][0].dotted)
    return oid, attempt(lambda: _size(info)) or 0


def _size(info: bytes) -> int:
    key = keys.PublicKeyInfo.load(info)
    has_size = key["algorithm"]["algorithm"].native in {"rsa", "rsassa_pss", "dsa"}
    return int(key.bit_size) if has_size else 0  # of others it is the length of the point


def attempt(read: Callable[[], LenientlyRead]) -> LenientlyRead | None:
    """What a part says, or None when it cannot be read."""
    try:
        return read()
    except FAULTS:
        return None


def _whole(certificate: Any) -> Any:  # noqa: ANN401 - the library ships no types
    if not len(certificate["tbs_certificate"]["validity"]):
        raise ValueError("not a certificate")
    return certificate


def _readable(name: Any) -> str:  # noqa: ANN401 - the library ships no types
    parts = [
        f"{SHORT_NAMES.get(attribute['type'].native, attribute['type'].dotted)}={attribute['value'].native}"
        for names in name.chosen
        for attribute in names
    ]
    return ",".join(reversed(parts))


def _signature(algorithm: Any) -> tuple[str, str | None]:  # noqa: ANN401 - the library ships no types
    return str(algorithm["algorithm"].dotted), attempt(lambda: str(algorithm.hash_algo))


def _moment(time: Any) -> datetime | None:  # noqa: ANN401 - the library ships no types
    """In UTC; the year 0, of which Python knows nothing, becomes the year 1."""
    moment = time.native
    if isinstance(moment, util.extended_datetime):
        return datetime.min.replace(tzinfo=UTC)
    if not isinstance(moment, datetime):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _general_names(entries: Sequence[Any]) -> GeneralNames:
    dns_names, addresses, whole = [], [], True
    for entry in entries:
        kind, text = attempt(partial(_general_name, entry)) or ("", None)
        if kind == "dns_name" and text:
            dns_names.append(text)
        elif kind == "ip_address" and text:
            addresses.append(text)
        whole = whole and text is not None
    return tuple(dns_names), tuple(addresses), whole


def _general_name(entry: Any) -> tuple[str, str]:  # noqa: ANN401 - the library ships no types
    """The kind of a name and, of those that name hosts, the text."""
    content = bytes(entry.chosen.contents or b"")
    if entry.name == "dns_name":
        return "dns_name", content.decode("ascii")
    return entry.name, str(ip_address(content)) if entry.name == "ip_address" else ""
