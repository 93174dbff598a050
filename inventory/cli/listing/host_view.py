"""Whose a host is: the systems that have it, with their bodies. One host may serve several."""

from collections.abc import Sequence

from inventory.cli.terminal import print_table
from inventory.model import Inventory, Language, System, Text
from inventory.naming.matching import candidates_in, host_named
from inventory.words import fold

TITLE = Text(vi="{host}: hệ thống và đơn vị", en="{host}: systems and bodies")
COLUMNS = (
    Text(vi="Mã hệ thống", en="Code"),
    Text(vi="Tên hệ thống thông tin", en="Information system"),
    Text(vi="Chủ quản", en="Owner"),
    Text(vi="Đơn vị vận hành", en="Operating unit"),
    Text(vi="Cổng HTTPS", en="HTTPS port"),
)


def systems_at(inventory: Inventory, typed: str) -> tuple[System, ...]:
    """The systems that have a host, those that were removed last; none of what is a code or a name."""
    host, name = host_named(typed), fold(typed)
    named = (fold(word) for one in candidates_in(inventory) for word in (one.code, one.name))
    if host is None or name in named:
        return ()
    having = (system for system in inventory.systems if any(one.host == host for one in system.endpoints))
    return tuple(sorted(having, key=lambda system: system.removed_on is not None))


def print_sharing(systems: Sequence[System], typed: str, inventory: Inventory, language: Language) -> None:
    """Each of the systems that have a host, with who owns and who operates it."""
    host, names = host_named(typed), {body.code: body.name for body in inventory.organizations}
    rows = [
        (
            system.code,
            system.name,
            names.get(system.owner, system.owner),
            names.get(system.operator, system.operator) if system.operator else None,
            ", ".join(str(one.https_port) for one in system.endpoints if one.host == host),
        )
        for system in systems
    ]
    title = TITLE.to(language).format(host=host)
    print_table(title, [column.to(language) for column in COLUMNS], rows)
