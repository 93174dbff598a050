"""What a web server answers, over IPv4 and IPv6, in plain text and over TLS."""

from scanner.probes.http.probing import probe

__all__ = ["probe"]
