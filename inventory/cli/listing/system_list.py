"""``capdo inventory list``: which systems there are, whose, at what level, how far, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inventory.acting import Acting, ActingBodies
from inventory.approvals.status import SystemStatus
from inventory.cli.terminal import print_table
from inventory.errors import InventoryError
from inventory.model import Code, Inventory, Language, System, Text
from inventory.safe_text import quoted
from inventory.wording.phrases import Phrase
from inventory.words import suggestion

COLUMNS = (
    Text(vi="Mã hệ thống", en="Code"),
    Text(vi="Tên hệ thống thông tin", en="Information system"),
    Text(vi="Chủ quản", en="Owner"),
    Text(vi="Đơn vị vận hành", en="Operating unit"),
    Text(vi="Cấp độ", en="Level"),
    Text(vi="Phê duyệt cấp độ", en="Approval"),
    Text(vi="Điểm truy cập", en="Endpoints"),
)
PROPOSED = Text(vi="{} (đề xuất)", en="{} (proposed)")
SYSTEMS = Text(vi="Hệ thống", en="Systems")
HOSTS = 2  # that are named


@dataclass(frozen=True)
class Chosen:
    """What systems are asked for; None: any. ``level``: the one approved, else the one proposed."""

    owner: Code | None = None
    operator: Code | None = None
    level: int | None = None


def print_systems(
    inventory: Inventory,
    statuses: Mapping[Code, SystemStatus],
    chosen: Chosen,
    day: date,
    language: Language,
) -> None:
    """Those that are asked for, one a row.

    Raises:
        InventoryError: they are asked for by a body that the inventory does not have.

    """
    names = {body.code: body.name for body in inventory.organizations}
    for code in (chosen.owner, chosen.operator):
        if code is not None and code not in names:
            hint = suggestion(code, names) or Phrase("; see capdo inventory list --organizations")
            raise InventoryError("no organization has the code {code}{hint}", code=quoted(code), hint=hint)
    listed = [system for system in inventory.systems if _is_chosen(system, inventory, statuses, chosen, day)]
    rows = [_row(system, statuses.get(system.code), names, language) for system in listed]
    headings = [column.to(language) for column in COLUMNS]
    print_table(f"{SYSTEMS.to(language)} ({len(rows)})", headings, rows)


def _is_chosen(
    system: System,
    inventory: Inventory,
    statuses: Mapping[Code, SystemStatus],
    chosen: Chosen,
    day: date,
) -> bool:
    """A body is asked for what it has now, as whoever took over has what an ended one had."""
    owners = ActingBodies(inventory.organizations, Acting.OWNER)
    operators = ActingBodies(inventory.organizations, Acting.OPERATOR)
    return (
        chosen.owner in (None, system.owner, owners.of(system, day))
        and (
            chosen.operator in (None, system.operator)
            or (system.operator is not None and chosen.operator == operators.of(system, day))
        )
        and chosen.level in (None, _level(system, statuses.get(system.code)))
    )


def _level(system: System, status: SystemStatus | None) -> int | None:
    return (status.level if status else None) or system.proposed_level


def _row(
    system: System, status: SystemStatus | None, names: Mapping[Code, str], language: Language
) -> Sequence[object]:
    approved = status.level if status else None
    proposed = PROPOSED.to(language).format(system.proposed_level) if system.proposed_level else None
    approval = status.approval.wording.to(language) if status and status.approval else None
    hosts = list(dict.fromkeys(endpoint.host for endpoint in system.endpoints))
    more = f" (+{len(hosts) - HOSTS})" if len(hosts) > HOSTS else ""
    return (
        system.code,
        system.name,
        names.get(system.owner, system.owner),
        names.get(system.operator, system.operator) if system.operator else None,
        approved or proposed,
        approval,
        ", ".join(hosts[:HOSTS]) + more or None,
    )
