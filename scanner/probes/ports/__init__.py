"""Which ports of an address are open, as nmap tells."""

from scanner.probes.ports.probing import probe

__all__ = ["probe"]
