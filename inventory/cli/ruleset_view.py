"""A rule set on the screen: every fact with its source, marked where the text was not read."""

from collections.abc import Iterable, Iterator
from datetime import date

from inventory.cli.classification_view import cited
from inventory.cli.listing.forms import Listing
from inventory.dates import day
from inventory.law.facts import Fact, Limit, Responsibility, Step
from inventory.law.ruleset import RuleSet, holding
from inventory.model import Language, Text

Row = tuple[str, str, str, str]

HEADINGS = (
    Text(vi="Nội dung", en="Subject"),
    Text(vi="Cấp độ", en="Level"),
    Text(vi="Quy định", en="Rule"),
    Text(vi="Căn cứ pháp lý", en="Legal basis"),
)
SUBJECTS = {
    "criteria": Text(vi="Tiêu chí cấp độ", en="Criterion of a level"),
    "responsibilities": Text(vi="Thẩm quyền", en="Who decides"),
    "limits": Text(vi="Thời hạn", en="Time limit"),
    "dossier": Text(vi="Hồ sơ đề xuất cấp độ", en="Dossier"),
    "assessments": Text(vi="Kiểm tra, đánh giá", en="Assessment"),
    "reports": Text(vi="Báo cáo năm", en="Annual report"),
    "forms": Text(vi="Biểu mẫu", en="Form"),
    "transitions": Text(vi="Chuyển tiếp", en="Transition"),
    "penalties": Text(vi="Xử phạt", en="Penalty"),
    "provisions": Text(vi="Quy định khác", en="Other rule"),
}
STEPS = {
    Step.REPLY_INVALID: Text(vi="Trả lời hồ sơ không hợp lệ", en="Reply on an invalid dossier"),
    Step.APPRAISAL: Text(vi="Thẩm định", en="Appraisal"),
    Step.APPROVAL: Text(vi="Phê duyệt", en="Approval"),
}
UNITS = {
    "calendar": Text(vi="{} ngày", en="{} days"),
    "working": Text(vi="{} ngày làm việc", en="{} working days"),
}
ROLES = Text(vi="Thẩm định: {}; phê duyệt: {}. {}", en="Appraised by: {}; approved by: {}. {}")
UNTIL = Text(vi="{} (hạn {})", en="{} (by {})")
IN_FORCE = Text(vi="{}: từ {} đến {}", en="{}: from {} to {}")
NO_END = Text(vi="nay", en="now")


def listed_ruleset(ruleset: RuleSet, on: date, language: Language) -> Listing:
    """Everything a rule set says on a day, or said on its last day."""
    rows = [row for name in SUBJECTS for row in _rows(name, ruleset, on, language)]
    last = ruleset.last_day
    end = NO_END.to(language) if last is None else day(last, language)
    title = IN_FORCE.to(language).format(ruleset.title.to(language), day(ruleset.valid_from, language), end)
    return Listing(
        title=title,
        headings=[heading.to(language) for heading in HEADINGS],
        rows=rows,
        document=lambda: ruleset.model_dump(mode="json", by_alias=True),
    )


def _rows(name: str, ruleset: RuleSet, on: date, language: Language) -> Iterator[Row]:
    facts: Iterable[Fact] = getattr(ruleset, name)
    for fact in holding(facts, on):
        source = cited(fact.source, language, verified=fact.verified)
        yield SUBJECTS[name].to(language), _levels(fact), _rule(fact, ruleset, on, language), source


def _levels(fact: Fact) -> str:
    levels = getattr(fact, "levels", None) or filter(None, (getattr(fact, "level", None),))
    return ", ".join(map(str, levels))


def _rule(fact: Fact, ruleset: RuleSet, on: date, language: Language) -> str:
    if isinstance(fact, Limit):
        return f"{STEPS[fact.step].to(language)}: {UNITS[fact.unit].to(language).format(fact.days)}"
    if isinstance(fact, Responsibility):
        names = (ruleset.authority(key, on).title.to(language) for key in (fact.appraises, fact.approves))
        return ROLES.to(language).format(*names, fact.note.to(language) if fact.note else "").strip()
    title: str = getattr(fact, "title").to(language)  # noqa: B009 - every other kind of fact has one
    due: date | None = getattr(fact, "due", None)
    return title if due is None else UNTIL.to(language).format(title, day(due, language))
