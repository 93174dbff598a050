"""The extensions that usual certificates have."""

import ipaddress

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from benchmarks.suites.pki.minting import Extension

NO_USE = dict.fromkeys(
    (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ),
    False,
)


def key_usage(*uses: str) -> Extension:
    """KeyUsage with these bits, by the library's names."""
    return Extension(x509.KeyUsage(**{**NO_USE, **dict.fromkeys(uses, True)}), critical=True)


def alternative_names(*names: str) -> Extension:
    """SubjectAltName of host names and addresses."""
    return Extension(x509.SubjectAlternativeName([_general(name) for name in names]))


def authority(path_length: int | None = None) -> Extension:
    """BasicConstraints of an authority."""
    return Extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)


NO_AUTHORITY = Extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
FOR_SERVERS = Extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]))
AUTHORITY = (authority(), key_usage("key_cert_sign"))


def server(*names: str) -> tuple[Extension, ...]:
    """Those of a server's certificate for these hosts."""
    san = (alternative_names(*names),) if names else ()
    return (NO_AUTHORITY, key_usage("digital_signature"), FOR_SERVERS, *san)


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
