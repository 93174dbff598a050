"""The sample inventory's names are the lab's; its ports are only known once the lab runs."""

from inventory.model import Endpoint, Inventory, ScanPermission, System
from scanner.lab.model import Lab


def fit(inventory: Inventory, lab: Lab) -> Inventory:
    """The inventory with the ports of the lab in its endpoints, and permissions for no other ports.

    A port scan tries an endpoint's own ports anyway, and may try those of the lab's services, no others:
    127.x.y.z also answers for what the machine itself serves on every address, and ::1 for every other host.
    """
    return inventory.model_copy(
        update={"systems": tuple(_system(system, lab) for system in inventory.systems)}
    )


def _system(system: System, lab: Lab) -> System:
    endpoints = tuple(_endpoint(endpoint, lab) for endpoint in system.endpoints)
    permission = system.permission and _permission(system.permission, lab)
    return system.model_copy(update={"endpoints": endpoints, "permission": permission})


def _endpoint(endpoint: Endpoint, lab: Lab) -> Endpoint:
    address = lab.hosts.get(endpoint.host)
    if address is None:
        return endpoint
    return endpoint.model_copy(update={"https_port": address.https_port, "http_port": address.http_port})


def _permission(permission: ScanPermission, lab: Lab) -> ScanPermission:
    return permission.model_copy(update={"ports": tuple(sorted(lab.service_ports))})
