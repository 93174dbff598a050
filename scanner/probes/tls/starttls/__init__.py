"""Protocols that begin in clear and change to TLS on request: the talk that comes before the ClientHello."""

from scanner.probes.tls.starttls.errors import GarbledError, NotOfferedError, StartTlsError
from scanner.probes.tls.starttls.upgrading import Protocol, upgrade

__all__ = ["GarbledError", "NotOfferedError", "Protocol", "StartTlsError", "upgrade"]
