"""The sample inventory's names are the lab's; its ports are only known once the lab runs."""

from checks.registry import all_checks
from inventory.model import Endpoint, Inventory, System
from scanner.lab.connections.addresses import is_served
from scanner.lab.model import Lab


def fit(inventory: Inventory, lab: Lab) -> Inventory:
    """The inventory with the ports of the lab in its endpoints, and permissions for no other ports.

    A port scan tries an endpoint's own ports anyway, and may try ``ports_to_try``.
    """
    ports = ports_to_try(lab)
    systems = tuple(_system(system, lab, ports) for system in inventory.systems)
    return inventory.model_copy(update={"systems": systems})


def ports_to_try(lab: Lab) -> tuple[int, ...]:
    """Those of the lab's services and those that checks name, but none that the machine itself serves.

    127.x.y.z also answers for what the machine serves on every address, and ::1 for every other host.
    """
    named = {port for check in all_checks().values() for port in check.ports} - lab.service_ports
    return tuple(sorted({*lab.service_ports, *(port for port in named if not is_served(port))}))


def _system(system: System, lab: Lab, ports: tuple[int, ...]) -> System:
    endpoints = tuple(_endpoint(endpoint, lab) for endpoint in system.endpoints)
    permission = system.permission and system.permission.model_copy(update={"ports": ports})
    return system.model_copy(update={"endpoints": endpoints, "permission": permission})


def _endpoint(endpoint: Endpoint, lab: Lab) -> Endpoint:
    address = lab.hosts.get(endpoint.host)
    if address is None:
        return endpoint
    return endpoint.model_copy(update={"https_port": address.https_port, "http_port": address.http_port})
