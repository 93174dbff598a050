"""``capdo inventory list``: which systems there are, whose, at what level, how far, and where."""

from collections.abc import Mapping, Sequence

from inventory.approvals.status import SystemStatus
from inventory.cli.listing.forms import Listing, named_document
from inventory.model import Code, Language, Organization, System, Text

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
HOSTS = 2  # that are named on the screen


def listed_systems(
    systems: Sequence[System],
    statuses: Mapping[Code, SystemStatus],
    bodies: Sequence[Organization],
    language: Language,
    *,
    whole: bool,
) -> Listing:
    """One system a row; ``whole``: with every host, rather than the first two."""
    names = {body.code: body.name for body in bodies}
    return Listing(
        title=f"{SYSTEMS.to(language)} ({len(systems)})",
        headings=[column.to(language) for column in COLUMNS],
        rows=[_row(one, statuses.get(one.code), names, language, whole=whole) for one in systems],
        document=lambda: named_document(
            "systems", (_object(one, statuses.get(one.code), names) for one in systems)
        ),
    )


def _row(
    system: System,
    status: SystemStatus | None,
    names: Mapping[Code, str],
    language: Language,
    *,
    whole: bool,
) -> Sequence[object]:
    approved = status.level if status else None
    proposed = PROPOSED.to(language).format(system.proposed_level) if system.proposed_level else None
    approval = status.approval.wording.to(language) if status and status.approval else None
    hosts = _hosts(system)
    more = f" (+{len(hosts) - HOSTS})" if len(hosts) > HOSTS and not whole else ""
    return (
        system.code,
        system.name,
        names.get(system.owner, system.owner),
        names.get(system.operator, system.operator) if system.operator else None,
        approved or proposed,
        approval,
        ", ".join(hosts if whole else hosts[:HOSTS]) + more or None,
    )


def _object(system: System, status: SystemStatus | None, names: Mapping[Code, str]) -> Mapping[str, object]:
    bodies = {
        role: {"code": code, "name": names.get(code, code)} if code else None
        for role, code in (("owner", system.owner), ("operator", system.operator))
    }
    return {
        "code": system.code,
        "name": system.name,
        **bodies,
        "level": status.level if status else None,
        "proposed_level": system.proposed_level,
        "approval": status.approval.value if status and status.approval else None,
        "is_portal": system.is_portal,
        "hosts": _hosts(system),
    }


def _hosts(system: System) -> list[str]:
    return list(dict.fromkeys(endpoint.host for endpoint in system.endpoints))
