"""Protocols that begin in clear and change to TLS on request: the dialogue before the ClientHello."""

from scanner.probes.tls.starttls.dialogue import GarbledError, NotOfferedError, StartTlsError
from scanner.probes.tls.starttls.recognizing import spoken_protocol
from scanner.probes.tls.starttls.upgrading import Protocol, upgrade

__all__ = ["GarbledError", "NotOfferedError", "Protocol", "StartTlsError", "spoken_protocol", "upgrade"]
