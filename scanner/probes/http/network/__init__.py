"""The HTTP client's connections: to one known address whatever the URL says, each in a slot of the budget."""

from scanner.probes.http.network.backend import NoConnectionError, PinnedBackend
from scanner.probes.http.network.handover import Handover
from scanner.probes.http.network.lenient import lenient_tls
from scanner.probes.http.network.lone_connection import LoneConnection

__all__ = ["Handover", "LoneConnection", "NoConnectionError", "PinnedBackend", "lenient_tls"]
