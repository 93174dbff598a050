"""What UDP services answer a stranger, asked by one or two datagrams each."""

from scanner.probes.udp.probing import probe

__all__ = ["probe"]
