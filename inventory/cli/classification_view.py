"""How proposed levels are shown: Vietnamese first, each with its criterion and the source of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from inventory.cli.terminal import print_table
from inventory.dates import day
from inventory.files.layout.system_columns import SYSTEM_COLUMNS
from inventory.law.classification import Classification
from inventory.law.ruleset import RuleSet
from inventory.model import Language, System, Text

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


def print_classified(found: Sequence[Classified], ruleset: RuleSet, on: date, language: Language) -> None:
    """One system as a list of its fields with who decides on it; many as rows."""
    title = TITLE.to(language).format(ruleset.document, day(on, language))
    headings = [column.to(language) for column in COLUMNS]
    rows = [_row(system, one, language) for system, one in found]
    if len(rows) == 1:
        lines = [*zip(headings, rows[0], strict=True), *_roles(found[0][1], ruleset, language)]
        print_table(title, ("", ""), lines)
    else:
        print_table(title, headings, rows)


def classified_object(system: System, found: Classification) -> dict[str, Any]:
    """For JSON: a classification with the name of its system."""
    return {"name": system.name, **classification_object(found)}


def classification_object(found: Classification) -> dict[str, Any]:
    """For JSON: the fields of ``Classification``; of the criterion its key and title."""
    criterion = found.criterion
    told = None if criterion is None else {"key": criterion.key, "title": criterion.title.model_dump()}
    return {
        **found.model_dump(mode="json"),
        "criterion": told,
        "source": found.source,
        "verified": found.verified,
    }


def grounds(found: Classification, language: Language) -> list[str | None]:
    """The criterion, its source, and the columns of the inventory that are still to be filled in."""
    labels = {column.field: column.vi if language == "vi" else column.en for column in SYSTEM_COLUMNS}
    missing = "; ".join(labels[name] for name in found.missing) or None
    if found.criterion is None:
        return [None, None, missing]
    source = cited(found.criterion.source, language, verified=found.criterion.verified)
    return [found.criterion.title.to(language), source, missing]


def cited(source: str, language: Language, *, verified: bool) -> str:
    """A source, marked where the text was not read."""
    return source if verified else f"{source} ({TO_VERIFY.to(language)})"


def _row(system: System, found: Classification, language: Language) -> list[str | None]:
    untold = UNKNOWN if found.missing else UNMATCHED
    level = untold.to(language) if found.level is None else str(found.level)
    return [system.code, system.name, level, *grounds(found, language)]


def _roles(found: Classification, ruleset: RuleSet, language: Language) -> list[tuple[str, str]]:
    return [
        (heading.to(language), ruleset.authority(key, found.on).title.to(language))
        for role in ruleset.responsibilities
        if found.level in role.levels
        for heading, key in zip(ROLES, (role.appraises, role.approves), strict=True)
    ]
