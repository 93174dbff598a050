"""How the systems to determine anew are shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from inventory.approvals.redetermination import Reason, Redetermination
from inventory.cli.classification_view import COLUMNS, classification_object, grounds
from inventory.cli.terminal import print_table
from inventory.dates import day
from inventory.law.ruleset import RuleSet
from inventory.model import Code, Language, System, Text

TITLE = Text(
    vi="Hệ thống cần xác định lại cấp độ, từ {} sang {}, ngày {} ({})",
    en="Systems whose level is to be determined anew, from {} to {}, on {} ({})",
)
CODE, NAME, _, *GROUNDS = COLUMNS
HEADINGS = (
    CODE,
    NAME,
    Text(vi="Đã phê duyệt", en="Approved"),
    Text(vi="Trước", en="Before"),
    Text(vi="Nay", en="Now"),
    Text(vi="Lý do", en="Reason"),
    *GROUNDS,
)
REASONS = {
    Reason.LEVEL_CHANGED: Text(vi="Cấp độ thay đổi", en="The level changes"),
    Reason.APPROVED_DIFFERS: Text(vi="Khác cấp độ đã phê duyệt", en="Differs from the approved level"),
    Reason.UNMATCHED: Text(vi="Không khớp tiêu chí nào", en="No criterion matches"),
    Reason.UNDECIDED: Text(vi="Chưa đủ thông tin để kết luận", en="Not enough is known to tell"),
}


def print_changes(
    found: Sequence[Redetermination],
    systems: Mapping[Code, System],
    rules: tuple[RuleSet, RuleSet],
    on: date,
    language: Language,
) -> None:
    """One system a row. ``rules``: before, now."""
    documents = (ruleset.document for ruleset in rules)
    title = TITLE.to(language).format(*documents, day(on, language), len(found))
    rows = [_row(systems[one.now.system], one, language) for one in found]
    print_table(title, [heading.to(language) for heading in HEADINGS], rows)


def change_object(one: Redetermination, system: System) -> dict[str, Any]:
    """For JSON: the reason, the approved level, and the classifications before and now."""
    return {
        "system": system.code,
        "name": system.name,
        "reason": one.reason.value,
        "approved_level": one.approved_level,
        "before": classification_object(one.before),
        "now": classification_object(one.now),
    }


def _row(system: System, one: Redetermination, language: Language) -> list[str | None]:
    levels = (one.approved_level, one.before.level, one.now.level)
    numbers = [None if level is None else str(level) for level in levels]
    return [system.code, system.name, *numbers, REASONS[one.reason].to(language), *grounds(one.now, language)]
