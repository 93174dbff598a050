"""The sample inventory's names are the lab's; its ports are only known once the lab runs."""

from collections.abc import Iterable

from inventory.model import Endpoint, Inventory, ScanPermission, System
from scanner.lab.model import Lab


def fit(inventory: Inventory, lab: Lab) -> Inventory:
    """The inventory with the ports of the lab in its endpoints, and permissions for no other ports.

    A port scan may try the system's own ports and those of any of the lab's services: 127.x.y.z also answers
    for whatever the machine itself serves on every address, which is not the lab's to show.
    """
    return inventory.model_copy(update={"systems": tuple(_system(each, lab) for each in inventory.systems)})


def _system(system: System, lab: Lab) -> System:
    endpoints = tuple(_endpoint(each, lab) for each in system.endpoints)
    permission = system.permission and _permission(system.permission, endpoints, lab)
    return system.model_copy(update={"endpoints": endpoints, "permission": permission})


def _endpoint(endpoint: Endpoint, lab: Lab) -> Endpoint:
    found = lab.hosts.get(endpoint.host)
    if found is None:
        return endpoint
    return endpoint.model_copy(update={"https_port": found.https_port, "http_port": found.http_port})


def _permission(permission: ScanPermission, endpoints: Iterable[Endpoint], lab: Lab) -> ScanPermission:
    own = {port for each in endpoints for port in (each.https_port, each.http_port)}
    return permission.model_copy(update={"ports": tuple(sorted(own | lab.service_ports))})
