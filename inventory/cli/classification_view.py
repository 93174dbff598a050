"""How proposed levels are shown, and the systems to determine anew, each with its criterion and source."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from inventory.approvals.redetermination import Reason, Redetermination
from inventory.cli.listing.forms import Listing
from inventory.cli.terminal import print_table
from inventory.dates import day
from inventory.files.layout.system_columns import SYSTEM_COLUMNS
from inventory.law.classification import Classification
from inventory.law.ruleset import RuleSet
from inventory.model import Code, Language, System, Text

Classified = tuple[System, Classification]

TO_VERIFY = Text(vi="cần đối chiếu", en="to be verified")
UNMATCHED = Text(vi="không khớp tiêu chí nào", en="no criterion matches")
UNKNOWN = Text(vi="chưa xác định được", en="could not tell")
TITLE = Text(vi="Cấp độ đề xuất theo {}, ngày {}", en="Proposed level under {}, on {}")
COLUMNS = (
    Text(vi="Mã", en="Code"),
    Text(vi="Hệ thống thông tin", en="Information system"),
    Text(vi="Cấp độ", en="Level"),
    Text(vi="Tiêu chí", en="Criterion"),
    Text(vi="Căn cứ pháp lý", en="Legal basis"),
    Text(vi="Thông tin còn thiếu", en="Missing information"),
)
ROLES = (
    Text(vi="Thẩm định", en="Appraised by"),
    Text(vi="Phê duyệt", en="Approved by"),
)
CHANGES_TITLE = Text(
    vi="Hệ thống cần xác định lại cấp độ, từ {} sang {}, ngày {} ({})",
    en="Systems whose level is to be determined anew, from {} to {}, on {} ({})",
)
CODE, NAME, _, *GROUNDS = COLUMNS
CHANGES_COLUMNS = (
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


def listed_levels(
    classified: Sequence[Classified], ruleset: RuleSet, on: date, language: Language
) -> Listing:
    """The proposed levels of systems."""
    listing = Listing(
        title=TITLE.to(language).format(ruleset.cited.to(language), day(on, language)),
        headings=[column.to(language) for column in COLUMNS],
        rows=[_row(system, classification, language) for system, classification in classified],
        document=lambda: [_classified_object(*one) for one in classified],
    )
    if len(classified) != 1:
        return listing
    roles = _roles(classified[0][1], ruleset, language)
    return replace(listing, shown=lambda: _show_card(listing, roles))


def _show_card(listing: Listing, roles: Sequence[tuple[str, str]]) -> None:
    """One system as a list of its fields, with who decides on it."""
    lines = [*zip(listing.headings, listing.rows[0], strict=True), *roles]
    print_table(listing.title, ("", ""), lines)


def _classified_object(system: System, classification: Classification) -> dict[str, Any]:
    """For JSON: a classification with the name of its system."""
    return {"name": system.name, **classification_object(classification)}


def classification_object(classification: Classification) -> dict[str, Any]:
    """For JSON: the fields of ``Classification``; of the criterion its key and title."""
    criterion = classification.criterion
    named = None if criterion is None else {"key": criterion.key, "title": criterion.title.model_dump()}
    return {
        **classification.model_dump(mode="json"),
        "criterion": named,
        "source": classification.source,
        "verified": classification.verified,
    }


def grounds(classification: Classification, language: Language) -> list[str | None]:
    """The criterion, its source, and the columns of the inventory that are still to be filled in."""
    labels = {column.field: column.vi if language == "vi" else column.en for column in SYSTEM_COLUMNS}
    missing = "; ".join(labels[name] for name in classification.missing) or None
    if classification.criterion is None:
        return [None, None, missing]
    source = cited(classification.criterion.source, language, verified=classification.criterion.verified)
    return [classification.criterion.title.to(language), source, missing]


def cited(source: str, language: Language, *, verified: bool) -> str:
    """A source, marked where the text was not read."""
    return source if verified else f"{source} ({TO_VERIFY.to(language)})"


def _row(system: System, classification: Classification, language: Language) -> list[str | None]:
    untold = UNKNOWN if classification.missing else UNMATCHED
    level = untold.to(language) if classification.level is None else str(classification.level)
    return [system.code, system.name, level, *grounds(classification, language)]


def _roles(classification: Classification, ruleset: RuleSet, language: Language) -> list[tuple[str, str]]:
    return [
        (heading.to(language), ruleset.authority(key, classification.on).title.to(language))
        for role in ruleset.responsibilities
        if classification.level in role.levels
        for heading, key in zip(ROLES, (role.appraises, role.approves), strict=True)
    ]


def listed_changes(
    changes: Sequence[Redetermination],
    systems: Mapping[Code, System],
    rules: tuple[RuleSet, RuleSet],
    on: date,
    language: Language,
) -> Listing:
    """One system a row. ``rules``: before, now."""
    documents = (ruleset.cited.to(language) for ruleset in rules)
    title = CHANGES_TITLE.to(language).format(*documents, day(on, language), len(changes))
    return Listing(
        title=title,
        headings=[heading.to(language) for heading in CHANGES_COLUMNS],
        rows=[_change_row(systems[change.now.system], change, language) for change in changes],
        document=lambda: [_change_object(change, systems[change.now.system]) for change in changes],
    )


def _change_object(change: Redetermination, system: System) -> dict[str, Any]:
    """For JSON: the reason, the approved level, and the classifications before and now."""
    return {
        "system": system.code,
        "name": system.name,
        "reason": change.reason.value,
        "approved_level": change.approved_level,
        "before": classification_object(change.before),
        "now": classification_object(change.now),
    }


def _change_row(system: System, change: Redetermination, language: Language) -> list[str | None]:
    levels = (change.approved_level, change.before.level, change.now.level)
    numbers = [None if level is None else str(level) for level in levels]
    return [
        system.code,
        system.name,
        *numbers,
        REASONS[change.reason].to(language),
        *grounds(change.now, language),
    ]
