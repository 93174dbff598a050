"""Caps by version."""

from collections.abc import Iterator

from checks.facts import ProtocolVersion, TlsFacts
from checks.grades._model import Cap, Finding, cap, gap
from checks.tls._suites import parse
from checks.tls._versions import untested

V = ProtocolVersion
OLDER_THAN_TLS_1_2 = (V.TLS_1_0, V.TLS_1_1)


def version_findings(tls: TlsFacts) -> Iterator[Finding]:
    """2009c (SSL 2), 2009h and 2009i (SSL 3), 2009j (TLS 1.2), 2009q (TLS 1.0 and 1.1), 2009r (TLS 1.3)."""
    accepted = {scan.version for scan in tls.accepted}
    yield from (gap(f"phiên bản {scan.version}", f"version {scan.version}") for scan in untested(tls))
    if V.SSL_2 in accepted:
        yield cap("F", "chấp nhận SSL 2", "SSL 2 is accepted")
    if V.SSL_3 in accepted:
        yield from _ssl_3(tls)
    for version in OLDER_THAN_TLS_1_2:
        if version in accepted:
            yield cap("B", f"chấp nhận {version}", f"{version} is accepted")
    if _are_refused(tls, V.TLS_1_2, V.TLS_1_3):
        yield cap("C", "không có TLS 1.2 trở lên", "there is no TLS 1.2 or newer")
    if _are_refused(tls, V.TLS_1_3):
        yield cap("A-", "không có TLS 1.3", "there is no TLS 1.3")


def _ssl_3(tls: TlsFacts) -> Iterator[Cap]:
    yield cap("B", "chấp nhận SSL 3", "SSL 3 is accepted")
    scan = tls.protocol(V.SSL_3)
    if scan and any(parse(suite.name).mode == "CBC" for suite in scan.suites):
        yield cap("C", "SSL 3 với chế độ CBC (POODLE)", "SSL 3 with CBC suites (POODLE)")
    if _are_refused(tls, *OLDER_THAN_TLS_1_2, V.TLS_1_2, V.TLS_1_3):
        yield cap("F", "không có phiên bản nào mới hơn SSL 3", "there is nothing newer than SSL 3")


def _are_refused(tls: TlsFacts, *versions: ProtocolVersion) -> bool:
    scans = [tls.protocol(version) for version in versions]
    return all(scan is not None and scan.status == "refused" for scan in scans)
