"""What a TLS server accepts and presents."""

from scanner.probes.tls.probing import probe

__all__ = ["probe"]
