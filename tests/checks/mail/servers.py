"""The servers of a domain's mail in good order, for tests of checks to spoil one thing at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from checks.facts import MailServerFacts, NotTested, ProtocolScan, ProtocolVersion
from checks.facts.names.mail_servers import (
    MailHost,
    MailServer,
    MailTls,
    ShownCertificate,
    TlsaAnswer,
    TlsaRecord,
)
from checks.model import Reason
from tests.checks.mail.domains import DOMAIN

MAIL, OTHER = "mail.example.test", "mail2.example.test"
V4, V6, OTHER_V4, OTHER_V6 = "192.0.2.25", "2a00:1450:4001::25", "192.0.2.26", "2a00:1450:4001::26"
Versions = tuple[ProtocolVersion, ...]
MODERN: Versions = (ProtocolVersion.TLS_1_2, ProtocolVersion.TLS_1_3)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)
TIMEOUT = NotTested(reason=Reason.TIMEOUT, detail="no answer")


def certificate(letter: str = "a", **changes: Any) -> ShownCertificate:
    """Of a key whose digests are made of one hexadecimal letter."""
    fields: dict[str, Any] = {
        "subject": f"CN={MAIL}",
        "not_before": NOW - DAY,
        "not_after": NOW + DAY,
        "dns_names": (MAIL,),
        "sha256": letter * 63 + "0",
        "sha512": letter * 127 + "0",
        "key_sha256": letter * 64,
        "key_sha512": letter * 128,
    }
    return ShownCertificate(**{**fields, **changes})


def tlsa(*lines: str, **changes: Any) -> TlsaAnswer:
    """Signed records in presentation form, "3 1 1 aa…"; without any the record of ``certificate()``."""
    parts = (line.split() for line in lines or (f"3 1 1 {'a' * 64}",))
    records = tuple(
        TlsaRecord(usage=int(usage), selector=int(selector), matching=int(matching), data=data)
        for usage, selector, matching, data in parts
    )
    return TlsaAnswer(**{"name": MAIL, "state": "secure", "records": records, **changes})


def mail_tls(
    *accepted: ProtocolVersion, unknown: tuple[ProtocolVersion, ...] = (), **changes: Any
) -> MailTls:
    """With these versions, TLS 1.2 and 1.3 unless others are named."""
    versions = tuple(
        ProtocolScan(version=one, status=_status(one, accepted or MODERN, unknown))
        for one in ProtocolVersion
        if one is not ProtocolVersion.SSL_2
    )
    return MailTls(**{"versions": versions, "chains": ((certificate(),),), **changes})


def _status(one: ProtocolVersion, accepted: Versions, unknown: Versions) -> Any:
    return "not_tested" if one in unknown else "accepted" if one in accepted else "refused"


def host(name: str = MAIL, *addresses: str, **changes: Any) -> MailHost:
    """At its addresses, one of each family unless others are named."""
    known = addresses or (V4, V6)
    fields: dict[str, Any] = {
        "name": name,
        "preference": 10,
        "ipv4": tuple(one for one in known if ":" not in one),
        "ipv6": tuple(one for one in known if ":" in one),
        "tlsa": tlsa(),
    }
    return MailHost(**{**fields, **changes})


def server(address: str = V4, **changes: Any) -> MailServer:
    """One that accepts, asked by the first host's name; of another port state nothing more is known."""
    port = changes.get("port", "open")
    fields: dict[str, Any] = {
        "address": address,
        "asked_as": MAIL,
        "port": port,
        "tls": mail_tls() if port == "open" else NotTested(reason=Reason.TIMEOUT, detail=port),
    }
    return MailServer(**{**fields, **changes})


def mail_servers(*servers: MailServer, **changes: Any) -> MailServerFacts:
    """One host with both families, met at both addresses unless servers are given."""
    fields: dict[str, Any] = {
        "domain": DOMAIN,
        "security": "secure",
        "hosts": (host(),),
        "servers": servers or (server(V4), server(V6)),
        "ipv6_here": True,
        "ipv6_proof": f"{V6} accepted a connection to port 25",
    }
    return MailServerFacts(**{**fields, **changes})
