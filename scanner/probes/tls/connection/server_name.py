"""The name sent in the server name indication (RFC 6066 section 3), which may not be an address."""

import ipaddress


def server_name(host: str) -> str | None:
    """The host, or None when it is an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return None
