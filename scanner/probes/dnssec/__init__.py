"""Whether what DNS says of a name is signed, from a trust anchor down (RFC 4033 to 4035, 5155)."""

from scanner.probes.dnssec.probing import probe, security

__all__ = ["probe", "security"]
