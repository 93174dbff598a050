"""Facts of an endpoint in good order, for tests of checks to spoil one field at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from checks import judging, profile, registry
from checks.facts import (
    Absent,
    AccessibilityFacts,
    AddressPorts,
    AddressReach,
    AddressRoute,
    AddressUdp,
    BrokenRule,
    BrowserFacts,
    CaaRecord,
    Certificate,
    CertificateChain,
    CipherSuite,
    Client,
    DnsFacts,
    DnssecFacts,
    Exchange,
    ExposedPath,
    Facts,
    FilesFacts,
    HttpFacts,
    ImportedTable,
    KevEntry,
    KevFacts,
    NameServer,
    Negotiation,
    OpenPort,
    PageView,
    ParentSide,
    Part,
    PortFacts,
    PortState,
    ProtocolScan,
    ProtocolVersion,
    ReachFacts,
    RecordTarget,
    Revocation,
    RouteOrigin,
    RoutingFacts,
    ServerAnswer,
    SiteFacts,
    SitePage,
    Target,
    TlsFacts,
    TransferAnswer,
    UdpAnswer,
    UdpFacts,
    Unseen,
    Visit,
    Vulnerabilities,
    ZoneFacts,
)
from checks.facts.names.dnssec import AnswerSecurity, ZoneSecurity
from checks.model import Reason, Verdict
from tests.checks.mail import domains, servers

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HOST = "www.example.test"
V4 = "192.0.2.10"
V6 = "2a00:1450:4001:830::2004"
UNSEEN_ADDRESS = Unseen(part=Part.ADDRESSES, reason=Reason.NOT_REQUESTED, detail="not looked at: 192.0.2.9")
POINT = (  # a JPEG of one grey point, in base64
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////"
    "////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAI"
    "AQEAAD8AP//Z"
)
GOOD_HEADERS = (
    ("content-type", "text/html; charset=utf-8"),
    ("strict-transport-security", "max-age=63072000"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
)


def certificate(**changes: Any) -> Certificate:
    """A P-256 leaf for HOST, valid for 90 days around NOW."""
    fields: dict[str, Any] = {
        "subject": f"CN={HOST}",
        "issuer": "CN=Example CA",
        "serial_number": "0a",
        "sha256": "ab" * 32,
        "not_before": NOW - timedelta(days=30),
        "not_after": NOW + timedelta(days=60),
        "key_type": "EC",
        "key_bits": 256,
        "key_curve": "secp256r1",
        "signature_algorithm": "ecdsa-with-SHA256",
        "signature_hash": "sha256",
        "dns_names": (HOST,),
        "key_usage": ("digitalSignature",),
        "extended_key_usage": ("serverAuth", "clientAuth"),
    }
    return Certificate(**{**fields, **changes})


def chain(*certificates: Certificate, **changes: Any) -> CertificateChain:
    """A trusted chain of the given certificates, or of one good leaf."""
    fields: dict[str, Any] = {
        "certificates": certificates or (certificate(),),
        "trusted": True,
        "trusted_by": "mozilla",
        "arrangement": (),
        "sct_count": 2,
        "revocation": Revocation(status="good", source="stapled_ocsp"),
    }
    return CertificateChain(**{**fields, **changes})


def key_size(name: str) -> int:
    """Bits of a suite's symmetric key, for the names that tests use."""
    sizes = {"NULL": 0, "_40": 40, "3DES": 168, "DES_": 56, "256_": 256, "CHACHA20": 256, "UNKNOWN": 0}
    cipher = name.partition("_WITH_")[2] or name
    return next((size for word, size in sizes.items() if word in cipher), 128)


def protocol(version: ProtocolVersion, *suites: str, **changes: Any) -> ProtocolScan:
    """An accepted version with these suites, or a refused one when there are none."""
    found = tuple(CipherSuite(name=name, key_size=key_size(name)) for name in suites)
    status = "accepted" if suites else "refused"
    return ProtocolScan(**{"version": version, "status": status, "suites": found, **changes})


def negotiation(**changes: Any) -> Negotiation:
    """HTTP/2, every protection on, and nothing that ought to be off."""
    fields: dict[str, Any] = {
        "alpn": ("h2", "http/1.1"),
        "extended_master_secret": True,
        "secure_renegotiation": True,
        "client_renegotiation": False,
        "compression": False,
        "early_data": False,
        "fallback_scsv": Absent(detail="one version up to TLS 1.2"),
        "ocsp_stapled": True,
        "dh_prime_bits": Absent(detail="no DHE suite"),
    }
    return Negotiation(**{**fields, **changes})


def vulnerabilities(**changes: Any) -> Vulnerabilities:
    """Tested, and not vulnerable."""
    fields: dict[str, Any] = {
        "heartbleed": False,
        "ccs_injection": False,
        "robot": Absent(detail="no RSA key exchange"),
    }
    return Vulnerabilities(**{**fields, **changes})


def tls(**changes: Any) -> TlsFacts:
    """TLS 1.2 and 1.3 with the suites of Mozilla's intermediate profile."""
    modern = {
        ProtocolVersion.TLS_1_2: (
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        ),
        ProtocolVersion.TLS_1_3: ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"),
    }
    fields: dict[str, Any] = {
        "address": V4,
        "port": 443,
        "server_name": HOST,
        "protocols": tuple(protocol(version, *modern.get(version, ())) for version in ProtocolVersion),
        "groups": ("x25519", "secp256r1", "secp384r1"),
        "chains": (chain(),),
        "negotiation": negotiation(),
        "vulnerabilities": vulnerabilities(),
        "scanner": "capdo",
    }
    return TlsFacts(**{**fields, **changes})


def exchange(**changes: Any) -> Exchange:
    """A page with every header as it should be."""
    fields: dict[str, Any] = {
        "url": f"https://{HOST}/",
        "status": 200,
        "headers": GOOD_HEADERS,
        "body": "<!doctype html><title>Portal</title><p>Welcome</p>",
    }
    return Exchange(**{**fields, **changes})


def visit(*exchanges: Exchange, **changes: Any) -> Visit:
    """A visit that ended with an answer."""
    fields: dict[str, Any] = {
        "origin": f"https://{HOST}/",
        "address": V4,
        "exchanges": exchanges or (exchange(),),
        "end": "answered",
    }
    return Visit(**{**fields, **changes})


def http(**changes: Any) -> HttpFacts:
    """Plain HTTP redirects to https; the same page over IPv4 and IPv6."""
    redirect = exchange(
        url=f"http://{HOST}/", status=301, headers=(("location", f"https://{HOST}/"),), body=""
    )
    plain = visit(redirect, exchange(), origin=f"http://{HOST}/")
    fields: dict[str, Any] = {
        "http": plain,
        "https": visit(),
        "http_ipv6": plain.model_copy(update={"address": V6}),
        "https_ipv6": visit(address=V6),
        "preflight": visit(exchange(status=204, headers=(), body="")),
        "security_txt": visit(
            exchange(
                url=f"https://{HOST}/.well-known/security.txt",
                headers=(("content-type", "text/plain; charset=utf-8"),),
                body="Contact: mailto:security@example.test\nExpires: 2026-12-31T00:00:00Z\n",
            )
        ),
    }
    return HttpFacts(**{**fields, **changes})


def site(*pages: SitePage, **changes: Any) -> SiteFacts:
    """The pages given, else the start page, which every client is shown alike."""
    views = tuple(PageView(client=client, visit=visit()) for client in Client)
    start = SitePage(url=f"https://{HOST}/", found="start", views=views)
    return SiteFacts(**{"address": V4, "pages": pages or (start,), "requests": len(views), **changes})


def browser(*broken: BrokenRule, **changes: Any) -> BrowserFacts:
    """A page whose picture is one grey point, on which these rules were found broken."""
    fields: dict[str, Any] = {
        "browser": "Chromium 156.0.0.0",
        "address": V4,
        "url": f"https://{HOST}/",
        "shown_url": f"https://{HOST}/",
        "status": 200,
        "picture": POINT,
        "width": 1,
        "height": 1,
        "taken_at": NOW,
        "accessibility": AccessibilityFacts(engine="4.12.1", rules=61, broken=broken),
    }
    return BrowserFacts(**{**fields, **changes})


def dnssec(**changes: Any) -> DnssecFacts:
    """Signed from the root down, the host's addresses and its zone."""
    held: dict[str, Any] = {"state": "secure", "algorithms": (13,), "expires": NOW + timedelta(days=9)}
    links = [AnswerSecurity(name=HOST, kind=kind, signed=True, **held) for kind in ("A", "AAAA")]
    fields: dict[str, Any] = {
        "anchor": ".",
        "apex": "example.test",
        "zones": tuple(
            ZoneSecurity(zone=zone, digests=(2,), **held) for zone in (".", "test", "example.test")
        ),
        "answers": tuple(links),
        "zone_answer": AnswerSecurity(name="example.test", kind="SOA", signed=True, **held),
    }
    return DnssecFacts(**{**fields, **changes})


def reach(**changes: Any) -> ReachFacts:
    """Both addresses accept both web ports."""
    ports = (PortState(port=443, state="open"), PortState(port=80, state="open"))
    addresses = (
        AddressReach(address=V4, family=4, ports=ports),
        AddressReach(address=V6, family=6, ports=ports),
    )
    return ReachFacts(**{"addresses": addresses, "ipv6_here": True, **changes})


def ports(*found: OpenPort, **changes: Any) -> PortFacts:
    """Ports 80 and 443 and those given."""
    web = (OpenPort(port=80, service="http"), OpenPort(port=443, service="https", tls=True))
    address = AddressPorts(address=V4, open_ports=(*web, *found))
    return PortFacts(**{"addresses": (address,), "ports_tried": 65_535, "asked": "1-65535", **changes})


def udp(*answers: UdpAnswer, **changes: Any) -> UdpFacts:
    """Two services: one closed, one that refuses; or those given."""
    settled = (
        UdpAnswer(service="snmp", port=161, state="closed", sent=1),
        UdpAnswer(service="dns", port=53, state="guarded", sent=1, bytes_sent=17, bytes_received=17),
    )
    address = AddressUdp(address=V4, answers=answers or settled)
    return UdpFacts(**{"addresses": (address,), **changes})


def files(*found: ExposedPath, **changes: Any) -> FilesFacts:
    """A site that refuses what cannot exist, and serves nothing but what is given."""
    fields: dict[str, Any] = {
        "address": V4,
        "origin": f"https://{HOST}/",
        "table": "2026-11-27",
        "asked": ("/.git/HEAD", "/.env"),
        "requests": 4,
        "found": found,
    }
    return FilesFacts(**{**fields, **changes})


def kev(*entries: KevEntry) -> KevFacts:
    """A catalogue that is about none of what is seen, or about what is given."""
    return KevFacts(catalogue="2026.11.20", entries=entries)


def dns(**changes: Any) -> DnsFacts:
    """One address of each family, two name servers with both in two networks, one CA."""
    servers = tuple(
        NameServer(name=f"ns{i}.example.test", ipv4=(f"192.0.{i}.53",), ipv6=(f"2a00:{i}::53",))
        for i in (2, 3)
    )
    fields: dict[str, Any] = {
        "ipv4": (V4,),
        "ipv6": (V6,),
        "zone": "example.test",
        "name_servers": servers,
        "caa": (CaaRecord(flags=0, tag="issue", value="ca.example"),),
    }
    return DnsFacts(**{**fields, **changes})


def server_answer(number: int, family: int = 4, **changes: Any) -> ServerAnswer:
    """An address of a name server that is an authority on the newest version of the zone."""
    address = f"192.0.{number}.53" if family == 4 else f"2a00:{number}::53"
    fields: dict[str, Any] = {
        "server": f"ns{number}.example.test",
        "address": address,
        "state": "authoritative",
        "serial": 7,
    }
    return ServerAnswer(**{**fields, **changes})


def zone(**changes: Any) -> ZoneFacts:
    """Two name servers that agree with each other and with the parent, and give nothing away."""
    servers = dns().name_servers
    names = tuple(server.name for server in servers)
    fields: dict[str, Any] = {
        "apex": "example.test",
        "servers": tuple(server_answer(number, family) for number in (2, 3) for family in (4, 6)),
        "name_servers": names,
        "addresses": servers,
        "parent": ParentSide(zone="test", name_servers=names, glue=servers),
        "targets": tuple(RecordTarget(kind="NS", name=name, state="exists") for name in names),
        "wildcard": False,
        "transfers": tuple(
            TransferAnswer(server=server.name, address=server.ipv4[0], state="refused") for server in servers
        ),
        "ipv6_here": True,
        "ipv6_proof": "an answer came over it",
    }
    return ZoneFacts(**{**fields, **changes})


def routing(**changes: Any) -> RoutingFacts:
    """A table of routes in which each address is announced by a network of its own, as RPKI has it."""
    table = ImportedTable(day=NOW.date(), sha256="ab" * 32)
    fields: dict[str, Any] = {
        "routes": table,
        "vrps": table,
        "addresses": tuple(
            AddressRoute(
                address=address,
                prefix=f"{address}/{128 if ':' in address else 32}",
                origins=(RouteOrigin(asn=64496 + number, validity="valid"),),
            )
            for number, address in enumerate((V4, V6, "192.0.2.53", "192.0.3.53", "2a00:2::53", "2a00:3::53"))
        ),
    }
    return RoutingFacts(**{**fields, **changes})


def facts(**changes: Any) -> Facts:
    """An endpoint that passes every check."""
    fields: dict[str, Any] = {
        "target": Target(host=HOST, observed_at=NOW),
        "dns": dns(),
        "dnssec": dnssec(),
        "mail": domains.published(domains.GOOD),
        "zone": zone(),
        "mail_servers": servers.mail_servers(),
        "routing": routing(),
        "reach": reach(),
        "tls": tls(),
        "http": http(),
        "ports": ports(),
        "site": site(),
        "browser": browser().without_picture(),
        "files": files(),
        "udp": udp(),
        "kev": kev(),
    }
    return Facts(**{**fields, **changes})


def verdict(check_id: str, about: Facts, profile_name: str = profile.DEFAULT) -> Verdict:
    """What one check says of these facts, by the same path as a scan."""
    (found,) = judging.judge(about, [registry.get(check_id)], profile.load(profile_name))
    return found
