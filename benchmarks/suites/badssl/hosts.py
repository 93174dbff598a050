"""The 88 hosts of badssl.com's catalogue, by its folders, with what an audit must tell of each.

``GOOD``: nothing about the certificate. A host that is about something else, a mixed page for example,
stands with why it is left out.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from benchmarks.suites.badssl.certificates import CURVES, DOMAIN, Authorities, der
from benchmarks.suites.badssl.serving import (
    Flight,
    Place,
    Ports,
    Serve,
    by_hand,
    by_nginx,
    plain_only,
    with_suites,
)
from scanner.probes.tls.wire.codes import Version
from tests.scanner.probes.authority import Issued, rsa_key
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, OLD
from tests.scanner.probes.tls.certificates.revocation.issuers import response

GOOD = ""
DEFAULTS = INTERMEDIATE
CLIENT = f"{DEFAULTS} ssl_client_certificate FOLDER/root.pem; ssl_verify_client on;"
HSTS = 'add_header Strict-Transport-Security "max-age=15768000; includeSubDomains" always;'
RC4_SHA, RC4_MD5, TRIPLE_DES, AES_CBC = 0x0005, 0x0004, 0x000A, 0x002F
NULL_SHA, DHE_AES_GCM = 0x0002, 0x009E
ANY = "ssl_ciphers ALL:@SECLEVEL=0;"  # OpenSSL 3 has old versions and small keys at its lowest level alone
NO_HTTPS = "web.https_forced"
LONG = "long-extended-subdomain-name-containing-many-letters-and-dashes"
LONGER = "longextendedsubdomainnamewithoutdashesinordertotestwordwrapping"


@dataclass(frozen=True)
class BadSslHost:
    """``tells``: the check that finds something, one of several by "|"; GOOD: nothing of the certificate.

    ``as_public``: its root is taken for a public one, of which more is asked.
    """

    name: str
    serve: Serve
    tells: str = GOOD
    as_public: bool = False


def _good(authorities: Authorities, host: str) -> Issued:
    return authorities.certificate(host, authorities.sub)


def _made(**changes: Any) -> Callable[[Authorities, str], Issued]:  # noqa: ANN401 - a certificate's fields
    return lambda authorities, host: authorities.certificate(host, authorities.sub, **changes)


def _rsa(bits: int) -> Callable[[Authorities, str], Issued]:
    return lambda authorities, host: authorities.certificate(host, authorities.sub, key=rsa_key(bits))


def _on(curve: ec.EllipticCurve) -> Callable[[Authorities, str], Issued]:
    return _made(key=ec.generate_private_key(curve))


def _by_openssl(*options: str, critical: bool = False) -> Callable[[Authorities, str], list[bytes]]:
    return lambda authorities, host: authorities.by_openssl(host, *options, critical=critical)


def _sent(authorities: Authorities, host: str) -> list[bytes]:
    return [der(_good(authorities, host)), der(authorities.sub)]


def _without_intermediate(authorities: Authorities, host: str) -> Issued:
    own = _good(authorities, host)
    return Issued(own.certificate, own.key)


def _many(count: int) -> Callable[[Authorities, str], Issued]:
    def make(authorities: Authorities, host: str) -> Issued:
        names = (f"{host}.{DOMAIN}", *(f"{number}.{host}.{DOMAIN}" for number in range(count - 1)))
        return authorities.certificate(host, authorities.sub, names=names)

    return make


def _by_stranger(authorities: Authorities, host: str) -> Issued:
    return authorities.certificate(host, authorities.stranger)


@asynccontextmanager
async def _revoked(place: Place) -> AsyncIterator[Ports]:
    """A good certificate of which a stapled response says that it was revoked."""
    own, sub = _good(place.authorities, place.host), place.authorities.sub
    staple = place.folder / "staple.der"
    staple.write_bytes(response(own, sub, issuer=sub, revoked=True))
    stapling = f"{DEFAULTS} ssl_stapling on; ssl_stapling_file {staple};"
    async with by_nginx(lambda _authorities, _host: own, stapling)(place) as ports:
        yield ports


def _all(names: str, serve: Serve, tells: str = GOOD, **more: bool) -> tuple[BadSslHost, ...]:
    return tuple(BadSslHost(name, serve, tells, **more) for name in names.split())


SOUND = by_nginx(_good, DEFAULTS)
WEAK_DH = "tls.key_exchange"
HOSTS: tuple[BadSslHost, ...] = (
    # cert
    *_all("sha256 sha384 sha512 rsa2048 spoof pinning-test preloaded-expect-ct xn--n1aae7f7o", SOUND),
    *_all("extended-validation", SOUND),
    *_all("rsa3072", by_nginx(_rsa(3072), DEFAULTS)),
    *_all("rsa4096", by_nginx(_rsa(4096), DEFAULTS)),
    *_all("rsa8192", by_nginx(_rsa(8192), DEFAULTS)),
    *(host for name, curve in CURVES.items() for host in _all(name, by_nginx(_on(curve), DEFAULTS))),
    *_all("no-common-name", by_hand(_by_openssl("-subj", "/O=Example"), Flight())),
    *_all("no-subject", by_hand(_by_openssl("-subj", "/", critical=True), Flight())),
    *_all("1000-sans", by_nginx(_many(1000), DEFAULTS)),
    *_all("10000-sans", by_hand(lambda a, host: [der(_many(10_000)(a, host)), der(a.sub)], Flight())),
    *_all("expired", by_nginx(Authorities.expired, DEFAULTS), "cert.expiry"),
    *_all("wrong.host", by_nginx(_made(names=(DOMAIN,)), DEFAULTS), "cert.hostname"),
    *_all("captive-portal", by_nginx(_made(names=(f"login.{DOMAIN}",)), DEFAULTS), "cert.hostname"),
    *_all("no-san", by_nginx(_made(names=()), DEFAULTS), "cert.hostname"),
    *_all("self-signed", by_nginx(lambda a, host: a.certificate(host, None), DEFAULTS), "cert.trusted"),
    *_all("untrusted-root", by_nginx(_by_stranger, DEFAULTS), "cert.trusted"),
    *_all("known-interception blocked-interception", by_nginx(_by_stranger, DEFAULTS), "cert.trusted"),
    *_all("incomplete-chain", by_nginx(_without_intermediate, DEFAULTS), "cert.chain|cert.trusted"),
    *_all("reversed-chain", by_hand(lambda a, h: _sent(a, h)[::-1], Flight()), "cert.chain|cert.hostname"),
    *_all("revoked", _revoked, "cert.revoked"),
    *_all("no-sct invalid-expected-sct", SOUND, "cert.transparency", as_public=True),
    *_all("sha1 sha1-2016 sha1-2017", by_hand(Authorities.sha1, Flight()), "cert.signature"),
    *_all("sha1-intermediate", by_hand(Authorities.sha1_above, Flight()), "cert.signature"),
    *_all("md5", by_hand(_by_openssl("-md5"), Flight()), "cert.signature"),
    *_all("rsa1024", by_nginx(_rsa(1024), f"ssl_protocols TLSv1.2; {ANY}"), "cert.key"),
    *_all("rsa512", by_hand(_by_openssl("-newkey", "rsa:512"), Flight()), "cert.key"),
    # cipher-suite
    *_all("cbc", by_hand(_sent, with_suites(AES_CBC)), "tls.ciphers|tls.protocols"),
    *_all("rc4", by_hand(_sent, with_suites(RC4_SHA)), "tls.ciphers"),
    *_all("rc4-md5", by_hand(_sent, with_suites(RC4_MD5)), "tls.ciphers"),
    *_all("3des", by_hand(_sent, with_suites(TRIPLE_DES)), "tls.ciphers"),
    *_all("null", by_hand(_sent, with_suites(NULL_SHA)), "tls.ciphers"),
    *_all("mozilla-old", by_nginx(_good, OLD), "tls.protocols"),
    *_all("mozilla-intermediate", SOUND),
    *_all("mozilla-modern", by_nginx(_good, MODERN)),
    # client
    *_all("client client-cert-missing", by_nginx(_good, CLIENT), "web.csp: client_certificate"),
    # http
    *_all("http http-credit-card http-dynamic-login http-login http-password", plain_only, NO_HTTPS),
    *_all("http-textarea", plain_only, NO_HTTPS),
    # key-exchange
    *_all("dh480", by_hand(_sent, with_suites(DHE_AES_GCM, dh_bits=480)), WEAK_DH),
    *_all("dh512", by_hand(_sent, with_suites(DHE_AES_GCM, dh_bits=512)), WEAK_DH),
    *_all("dh1024", by_hand(_sent, with_suites(DHE_AES_GCM, dh_bits=1024)), WEAK_DH),
    *_all("dh2048", by_hand(_sent, with_suites(DHE_AES_GCM, dh_bits=2048))),
    *_all("static-rsa", by_hand(_sent, Flight()), "tls.ciphers|tls.key_exchange"),
    # known-bad
    *_all(
        "dsdtestprovider edellroot mitm-software superfish", by_nginx(_by_stranger, DEFAULTS), "cert.trusted"
    ),
    *_all("preact-cli webpack-dev-server", by_nginx(_by_stranger, DEFAULTS), "cert.trusted"),
    # misc, ui
    *_all(f"{DOMAIN} www lock-title spoofed-favicon {LONG} {LONGER}", SOUND),
    # protocol
    *_all("ssl-v3", by_hand(_sent, Flight(versions=(Version.SSL_3,), suites=(AES_CBC,))), "tls.protocols"),
    *_all("tls-v1-0", by_nginx(_good, f"ssl_protocols TLSv1; {ANY}"), "tls.protocols"),
    *_all("tls-v1-1", by_nginx(_good, f"ssl_protocols TLSv1.1; {ANY}"), "tls.protocols"),
    *_all("tls-v1-2", by_nginx(_good, DEFAULTS.replace(" TLSv1.3;", ";", 1))),
    # upgrade
    *_all("hsts preloaded-hsts subdomain.preloaded-hsts", by_nginx(_good, f"{DEFAULTS} {HSTS}")),
    *_all("https-everywhere", by_nginx(_good, DEFAULTS, plain=""), "web.https_forced"),
    *_all("upgrade", by_nginx(_good, DEFAULTS, plain=""), "web.https_forced"),
)
LEFT_OUT = {
    **dict.fromkeys(
        ("mixed", "mixed-favicon", "mixed-form", "mixed-script", "very"), "no check reads a page's parts yet"
    ),
    "ssl-v2": "of a server that knows nothing newer, no more is told than that it hangs up on every hello",
    **dict.fromkeys(("dh-composite", "dh-small-subgroup"), "a group is told by its size alone"),
}
