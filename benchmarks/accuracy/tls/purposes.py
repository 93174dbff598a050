"""Certificates that may not be used for what they are used for."""

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose

from benchmarks.accuracy.host import Host, Truth
from benchmarks.accuracy.root import ROOT
from benchmarks.accuracy.serving import BAD, GOOD_CERTIFICATE, SUB, Making, by_nginx
from tests.scanner.probes.authority import Issued, Key, Wanted, authority, issue, new_key, rsa_key
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN

OF_INTERMEDIATES, OF_KEYS = "purpose of intermediates", "key usage"
REFUSED = {**GOOD_CERTIFICATE, "cert.trusted": BAD, "cert.key_usage": BAD}
RSA_EXCHANGE = "ssl_protocols TLSv1.2; ssl_ciphers AES128-GCM-SHA256:AES256-GCM-SHA384;"
EPHEMERAL = "ssl_protocols TLSv1.2; ssl_ciphers ECDHE+AESGCM;"
USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def _usage(*allowed: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in allowed for usage in USAGES})


def _under(issuer: Issued, usage: x509.ObjectIdentifier = Purpose.SERVER_AUTH) -> Making:
    return lambda folder: (issue(issuer, Wanted(usage=usage)).write(folder, "own"),)


def _of_intermediate(name: str, truth: dict[str, Truth], *purposes: x509.ObjectIdentifier) -> Host:
    limited = authority(ROOT, "Accuracy Limited CA", extra=(x509.ExtendedKeyUsage(purposes),))
    return Host(kind=OF_INTERMEDIATES, name=name, serve=by_nginx(_under(limited)), truth=truth)


def _of_key(name: str, fits: Truth, key: Key, protocol: str, *allowed: str) -> Host:
    wanted = Wanted(key=key, extra=(_usage(*allowed),))
    serve = by_nginx(lambda folder: (issue(SUB, wanted).write(folder, "own"),), protocol)
    return Host(kind=OF_KEYS, name=name, serve=serve, truth={**GOOD_CERTIFICATE, "cert.key_usage": fits})


GOOD = Truth.GOOD
RSA = rsa_key()
HOSTS = (
    _of_intermediate("for-clients", REFUSED, Purpose.CLIENT_AUTH),
    _of_intermediate("for-mail", REFUSED, Purpose.EMAIL_PROTECTION),
    _of_intermediate("for-code-and-time", REFUSED, Purpose.CODE_SIGNING, Purpose.TIME_STAMPING),
    _of_intermediate("for-anything", dict(GOOD_CERTIFICATE), Purpose.ANY_EXTENDED_KEY_USAGE),
    Host(
        kind=OF_INTERMEDIATES,
        name="leaf-for-clients",
        serve=by_nginx(_under(SUB, Purpose.CLIENT_AUTH)),
        truth=REFUSED,
    ),
    _of_key("encipherment-alone-but-ecdhe", BAD, RSA, INTERMEDIATE, "key_encipherment"),
    _of_key("encipherment-alone-but-tls-1.3", BAD, RSA, MODERN, "key_encipherment", "data_encipherment"),
    _of_key("encipherment-alone-and-rsa-exchange", GOOD, RSA, RSA_EXCHANGE, "key_encipherment"),
    _of_key("signature-alone-but-rsa-exchange", BAD, RSA, RSA_EXCHANGE, "digital_signature"),
    _of_key("agreement-alone-but-ecdsa", BAD, new_key(), INTERMEDIATE, "key_agreement"),
)
