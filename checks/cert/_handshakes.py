"""What the handshakes of a server do with its key, as far as they were seen."""

from checks.facts import Certificate, ProtocolVersion, TlsFacts
from checks.tls._suites import parse

EPHEMERAL = {"DHE", "ECDHE"}
# How suites name what authenticates the server, by the kind of its key.
AUTHENTICATION = {"RSA": "RSA", "EC": "ECDSA", "Ed25519": "ECDSA", "Ed448": "ECDSA", "DSA": "DSS"}


def signs_with(leaf: Certificate, tls: TlsFacts) -> bool:
    """Whether a handshake that was seen signs with such a key: all of TLS 1.3, and ephemeral exchanges."""
    kind = AUTHENTICATION.get(leaf.key_type)
    return any(
        scan.version is ProtocolVersion.TLS_1_3
        or any(_is_ephemeral(suite.name, kind) for suite in scan.suites)
        for scan in tls.accepted
    )


def _is_ephemeral(suite: str, kind: str | None) -> bool:
    exchange = parse(suite).key_exchange
    return bool(exchange) and exchange[0] in EPHEMERAL and kind in exchange


def encrypts_to(leaf: Certificate, tls: TlsFacts) -> bool:
    """Whether clients encrypt to the key (RFC 5246, 7.4.7.1)."""
    names = (suite.name for scan in tls.accepted for suite in scan.suites)
    return leaf.key_type == "RSA" and any(parse(name).key_exchange == ("RSA",) for name in names)


def is_whole(tls: TlsFacts) -> bool:
    """Whether every version was tried, and every suite of those that are accepted listed."""
    return not any(scan.status == "not_tested" or scan.reason for scan in tls.protocols) and all(
        scan.suites for scan in tls.accepted
    )
