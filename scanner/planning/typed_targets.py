"""What a person types as a target: host, host:port, an https URL, or an address."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from inventory.hosts import normalize_host
from scanner.errors import ScannerError
from scanner.planning.permission import audit_permit
from scanner.planning.plan import PlannedEndpoint

HTTPS = 443
HTTP = 80
ADDRESS_COLONS = 2  # an IPv6 address without brackets has at least as many


def parse_target(text: str, http_port: int = HTTP) -> PlannedEndpoint:
    """The endpoint that a target names; a path is left aside, since an endpoint is a host and its ports.

    Raises:
        ScannerError: not a host, host:port, https URL or address.

    """
    try:
        host, port = _split(text.strip())
        return PlannedEndpoint(
            host=normalize_host(host),
            https_port=port,
            http_port=http_port,
            permit=audit_permit(authorized=False),
        )
    except ValueError as error:
        raise ScannerError(
            f"target {text!r}: {error}; write host, host:port, https://host[:port]/ or an address"
        ) from error


def _split(text: str) -> tuple[str, int]:
    if text.count(":") >= ADDRESS_COLONS and "[" not in text and "//" not in text:
        return text, HTTPS
    url = urlsplit(text if "//" in text else f"https://{text}")
    if url.scheme != "https":
        raise ValueError(f"{url.scheme}: is not looked at on its own; the https target covers plain HTTP too")
    if url.username is not None or not url.hostname:
        raise ValueError("it names no host" if not url.hostname else "it holds a user name")
    if url.port == 0:
        raise ValueError("port 0 is none")
    return url.hostname, url.port or HTTPS


def parse_resolver(text: str) -> tuple[str, int]:
    """``IP`` or ``IP:PORT`` (IPv6 with a port in brackets) of a DNS resolver.

    Raises:
        ScannerError: not an address with an optional port.

    """
    try:
        if text.count(":") >= ADDRESS_COLONS and "[" not in text:
            return _address(text), 53
        url = urlsplit(f"//{text}")
        return _address(url.hostname or ""), url.port or 53
    except ValueError as error:
        raise ScannerError(f"--resolver {text!r}: write IP or IP:PORT ({error})") from error


def _address(text: str) -> str:
    return ip_address(text).compressed
