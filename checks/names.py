"""Whether a certificate is for a host (RFC 9525): subjectAltName only, a wildcard for the first label."""

from checks.facts import Certificate
from checks.urls import canonical_host, is_address


def covers(certificate: Certificate, host: str) -> bool:
    """Whether the certificate names this A-label host or IP address."""
    if is_address(host):
        return canonical_host(host) in {canonical_host(address) for address in certificate.ip_addresses}
    return any(_matches(name.lower().rstrip("."), host) for name in certificate.dns_names)


def _matches(name: str, host: str) -> bool:
    if not name.startswith("*."):
        return name == host
    label, _, parent = host.partition(".")
    return bool(label) and "." in parent and name[2:] == parent
