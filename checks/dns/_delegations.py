"""How a zone's delegation, its own records and its servers disagree (RFC 1034, 4.2.2; RFC 1912, 2.8)."""

from collections.abc import Iterator

from checks.facts import NameServer, ParentSide, ZoneFacts


def lame(zone: ZoneFacts) -> list[str]:
    """Servers that answer, and not as authorities."""
    return [
        f"{one.server} ({one.address}): {one.detail or 'no SOA record'}"
        for one in zone.servers
        if one.state == "lame"
    ]


def silent(zone: ZoneFacts) -> list[str]:
    """Servers that do not answer; those of IPv6 only where the scanner has IPv6."""
    counted = (one for one in zone.servers if zone.ipv6_here or ":" not in one.address)
    return [f"{one.server} ({one.address})" for one in counted if one.state == "silent"]


def serials(zone: ZoneFacts) -> list[int]:
    """The versions of the zone that its servers have, sorted; one is as it should be."""
    return sorted({one.serial for one in zone.servers if one.serial is not None})


def only_at_parent(zone: ZoneFacts, parent: ParentSide) -> list[str]:
    """Name servers of the delegation that the zone does not name."""
    return sorted({*parent.name_servers} - {*zone.name_servers}) if zone.name_servers else []


def only_at_child(zone: ZoneFacts, parent: ParentSide) -> list[str]:
    """Name servers of the zone to which nothing is delegated."""
    return sorted({*zone.name_servers} - {*parent.name_servers})


def glue_differs(zone: ZoneFacts, parent: ParentSide) -> list[str]:
    """Name servers whose glue at the parent is not what the zone says of them, with both."""
    own = {server.name: server for server in zone.addresses}
    return list(_differing(parent.glue, own))


def _differing(glue: tuple[NameServer, ...], own: dict[str, NameServer]) -> Iterator[str]:
    for server in glue:
        known = own.get(server.name)
        if known is not None and {*_all(known)} != {*_all(server)}:
            yield f"{server.name}: {', '.join(_all(server))} ≠ {', '.join(_all(known)) or '–'}"


def _all(server: NameServer) -> tuple[str, ...]:
    return (*server.ipv4, *server.ipv6)
