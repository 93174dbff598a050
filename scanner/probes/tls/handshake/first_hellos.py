"""The hellos by which TLS is detected, from the one that offers everything to TLS as it once was."""

from scanner.probes.tls.handshake.alpn import PROTOCOLS
from scanner.probes.tls.handshake.client import key_shares
from scanner.probes.tls.handshake.suite_order import LONGEST_CONSERVATIVE, offerable_suites, ordered
from scanner.probes.tls.wire.client_hello import ClientHello
from scanner.probes.tls.wire.codes import CURVES, TLS_1_3_GROUPS, Version

ALL_GROUPS = tuple(dict.fromkeys((*TLS_1_3_GROUPS, *CURVES)))
USUAL_GROUPS = (0x11EC, 0x001D, 0x0017, 0x0018, 0x0019)
VERSIONS = (Version.TLS_1_3, Version.TLS_1_2, Version.TLS_1_1, Version.TLS_1_0)


def full_hello(server_name: str | None) -> ClientHello:
    """Everything, and no key share, so that a server of TLS 1.3 need not sign."""
    return ClientHello(
        version=Version.TLS_1_3,
        versions=VERSIONS,
        suites=(*offerable_suites(Version.TLS_1_3), *offerable_suites(Version.TLS_1_2)),
        groups=ALL_GROUPS,
        server_name=server_name,
        alpn=PROTOCOLS,
    )


def conservative_hello(server_name: str | None) -> ClientHello:
    """What a browser may send: the usual suites and groups, with key shares."""
    usual = ordered(offerable_suites(Version.TLS_1_2), 1)[
        : LONGEST_CONSERVATIVE - len(offerable_suites(Version.TLS_1_3))
    ]
    return ClientHello(
        version=Version.TLS_1_3,
        versions=VERSIONS,
        suites=(*offerable_suites(Version.TLS_1_3), *usual),
        groups=USUAL_GROUPS,
        server_name=server_name,
        key_shares=key_shares(USUAL_GROUPS),
    )


def tls12_hello(server_name: str | None) -> ClientHello:
    """TLS 1.2 as it was spoken before TLS 1.3, for what minds the extensions of the latter."""
    suites = ordered(offerable_suites(Version.TLS_1_2), 1)[:LONGEST_CONSERVATIVE]
    return ClientHello(version=Version.TLS_1_2, suites=suites, groups=CURVES[:5], server_name=server_name)


def tls10_hello(server_name: str | None) -> ClientHello:
    """TLS 1.0 as it was spoken then."""
    suites = ordered(offerable_suites(Version.TLS_1_0), 1)[:LONGEST_CONSERVATIVE]
    return ClientHello(version=Version.TLS_1_0, suites=suites, groups=CURVES[:5], server_name=server_name)


HELLOS = (full_hello, conservative_hello, tls12_hello, tls10_hello)  # in this order
