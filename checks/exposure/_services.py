"""How open ports are matched to the services of the table.

A service that was identified by its answer is judged by its name or product; one that was not, by the port it
is known to use.
"""

from collections.abc import Iterable

from checks.exposure._service_table import SERVICES, Service, ServiceKind
from checks.facts import OpenPort

HTTP_NAMES = frozenset({"http", "https", "http-alt", "https-alt", "http-proxy", "ssl/http"})
UNNAMED = frozenset({"", "unknown", "tcpwrapped"})  # the answer did not tell which service this is

_BY_NAME = {name: service for service in SERVICES for name in service.names if not service.only_there}
_BY_PORT = {port: service for service in SERVICES for port in service.ports}


def service_of(port: OpenPort, web_ports: Iterable[int] = ()) -> Service | None:
    """The entry for an open port; None when it is none of these, such as plain HTTP.

    A port of ``web_ports`` is judged by its answer only, never by its number.
    """
    name = port.service.lower().removeprefix("ssl/")
    if not port.identified or name in UNNAMED:
        return None if port.port in web_ports else _BY_PORT.get(port.port)
    if name not in HTTP_NAMES and name in _BY_NAME:
        return _BY_NAME[name]
    usual = _BY_PORT.get(port.port)
    return usual if usual and name in usual.names else _by_product(port.product.lower())


def is_finding(port: OpenPort, service: Service) -> bool:
    """Whether a service is one as it was reached: some are in order within TLS."""
    return not (service.fine_with_tls and port.tls)


def ports_of(kind: ServiceKind) -> tuple[int, ...]:
    """Every port that the services of one kind are known to use, sorted: a scan tries them all."""
    return tuple(sorted(port for service in SERVICES if service.kind is kind for port in service.ports))


def _by_product(product: str) -> Service | None:
    matching = (service for service in SERVICES for part in service.products if part in product)
    return next(matching, None)
