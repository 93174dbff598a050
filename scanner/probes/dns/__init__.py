"""What the domain name system says of a host."""

from scanner.probes.dns.probing import probe

__all__ = ["probe"]
