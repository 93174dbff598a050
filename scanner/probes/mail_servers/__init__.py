"""The servers that take a domain's mail: their addresses, port 25, its TLS, and the keys that DNS tells."""

from scanner.probes.mail_servers.probing import probe

__all__ = ["probe"]
