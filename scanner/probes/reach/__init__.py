"""Whether a host answers at all, over IPv4 and IPv6."""

from scanner.probes.reach.probing import probe

__all__ = ["probe"]
