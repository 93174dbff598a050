"""Extensions as cases want them, well-formed or not."""

from collections.abc import Sequence

from cryptography import x509

from benchmarks.suites.pki.minting import NULL, SEQUENCE, Extension, oid, tlv

DNS, DIRECTORY, ADDRESS, OTHER = 0x82, 0xA4, 0x87, 0xA0
UNKNOWN = "1.3.6.1.4.1.99999.1"
NAME_CONSTRAINTS = "2.5.29.30"
SUBJECT_ALTERNATIVE_NAME = "2.5.29.17"
ISSUER_ACCESS = "1.3.6.1.5.5.7.1.1"
CA_ISSUERS = "1.3.6.1.5.5.7.48.2"
UNKNOWN_NAME = tlv(OTHER, oid(UNKNOWN), tlv(0xA0, NULL))
Names = Sequence[str | bytes]


def general(name: str | bytes) -> bytes:
    """A GeneralName: of a host's name, whatever is in it, or as it is given in DER."""
    return name if isinstance(name, bytes) else tlv(DNS, name.encode())


def directory(name: bytes) -> bytes:
    """A GeneralName of a distinguished name."""
    return tlv(DIRECTORY, name)


def network(address: str) -> bytes:
    """A GeneralName of all addresses with these first three octets."""
    return tlv(ADDRESS, bytes(int(part) for part in address.split(".")), b"\xff\xff\xff\0")


def san(*names: str | bytes, critical: bool = False) -> Extension:
    """SubjectAltName."""
    content = tlv(SEQUENCE, *(general(name) for name in names))
    return Extension(content, critical, SUBJECT_ALTERNATIVE_NAME)


def constraints(
    permits: Names | None = None, excludes: Names | None = None, *, critical: bool = True
) -> Extension:
    """NameConstraints; None is no list, which an empty one is not."""
    lists = ((0xA0, permits), (0xA1, excludes))
    return Extension(
        tlv(SEQUENCE, *(_subtrees(tag, names) for tag, names in lists if names is not None)),
        critical,
        NAME_CONSTRAINTS,
    )


def _subtrees(tag: int, names: Names) -> bytes:
    return tlv(tag, *(tlv(SEQUENCE, general(name)) for name in names))


def unknown(*, critical: bool = True) -> Extension:
    """One that nobody knows."""
    return Extension(b"", critical, UNKNOWN)


def issuer_access(*, critical: bool = False) -> Extension:
    """AuthorityInfoAccess with a name of a host, where an address of a page is usual."""
    description = tlv(SEQUENCE, oid(CA_ISSUERS), general("example.com"))
    return Extension(tlv(SEQUENCE, description), critical, ISSUER_ACCESS)


def purposes(*wanted: x509.ObjectIdentifier, critical: bool = False) -> Extension:
    """ExtendedKeyUsage."""
    content = tlv(SEQUENCE, *(oid(one.dotted_string) for one in wanted))
    return Extension(content, critical, "2.5.29.37")
