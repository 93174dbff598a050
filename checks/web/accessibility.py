"""web.accessibility: what automated rules of accessibility find on a portal's page."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from typing import get_args

from pydantic import JsonValue

from checks import data
from checks.check import Check
from checks.evidence import clip, clipped
from checks.facts import (
    Absent,
    AccessibilityFacts,
    BrokenRule,
    BrowserFacts,
    Facts,
    FactsAbsentError,
    FactsMissingError,
    NotTested,
    Part,
    tested,
)
from checks.facts.browser import Impact
from checks.model import Judgement, Language, Outcome, Reason, Reference, Severity, Text, Thresholds

PACKAGE, TABLE = "checks.web", "axe-rules"
FIRST_ERROR = 400  # HTTP status from which a page is an error page
NAMED = 3  # rules told in the summary
RULES = {
    rule: Text.model_validate(name)
    for rule, name in tomllib.loads(data.table_text(PACKAGE, TABLE))["rules"].items()
}
IMPACTS: tuple[Impact, ...] = get_args(Impact)  # the worst first
IMPACT_NAMES: dict[Impact, Text] = {
    "critical": Text(vi="rất nghiêm trọng", en="critical"),
    "serious": Text(vi="nghiêm trọng", en="serious"),
    "moderate": Text(vi="vừa", en="moderate"),
    "minor": Text(vi="nhẹ", en="minor"),
}
ONLY_A_PART = Text(vi="quy tắc tự động chỉ phát hiện được một phần", en="automated rules find only a part")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Which rules the page breaks, by how grave that is for whom it shuts out; for information.

    Portals are asked, and whatever is audited with a picture.
    """
    found = _found(facts)
    page = facts.require(BrowserFacts)
    if page.status is not None and page.status >= FIRST_ERROR:
        why = NotTested(reason=Reason.INCOMPLETE, detail=f"the site answers with status {page.status}")
        raise FactsMissingError(why)
    worst_first = sorted(found.broken, key=lambda one: (IMPACTS.index(one.impact), -one.elements))
    counted = Counter(one.impact for one in worst_first)
    evidence: dict[str, JsonValue] = {
        "url": clip(page.shown_url or page.url),
        "status": page.status,
        "impacts": {impact: counted[impact] for impact in IMPACTS if counted[impact]},
        "broken_rules": clipped(map(_line, worst_first)),
        "rules_tried": found.rules,
        "engine": f"axe-core {found.engine}",
    }
    return Judgement(
        outcome=Outcome.INFO,
        summary=_summary(worst_first, found),
        evidence=evidence,
        claims_whole=not counted,
    )


def _found(facts: Facts) -> AccessibilityFacts:
    """What the rules found.

    Raises:
        FactsAbsentError: nobody asked, since it is no portal.
        FactsMissingError: they could not be tried.

    """
    browser = facts.browser
    asked = browser if isinstance(browser, NotTested) else browser.accessibility
    was_asked = not isinstance(asked, NotTested) or asked.reason is not Reason.NOT_REQUESTED
    if facts.target.is_portal is False and not was_asked:
        raise FactsAbsentError(Absent(detail="the inventory says that this is no portal"))
    return tested(facts.require(BrowserFacts).accessibility)


def _line(broken: BrokenRule) -> str:
    where = f": {', '.join(broken.selectors)}" if broken.selectors else ""
    return f"{broken.rule} ({broken.impact}) × {broken.elements}{where}"


def _summary(broken: Sequence[BrokenRule], found: AccessibilityFacts) -> Text:
    if not broken:
        return Text(
            vi=f"Không vi phạm quy tắc nào trong {found.rules} quy tắc tiếp cận đã thử; {ONLY_A_PART.vi}.",
            en=f"None of the {found.rules} rules of accessibility tried is broken; {ONLY_A_PART.en}.",
        )
    counted = Counter(one.impact for one in broken)
    return Text(
        vi=f"Trang vi phạm {len(broken)} quy tắc tiếp cận ({_by_impact(counted, 'vi')}): "
        f"{_names(broken, 'vi')}; {ONLY_A_PART.vi}.",
        en=f"The page breaks {len(broken)} rules of accessibility ({_by_impact(counted, 'en')}): "
        f"{_names(broken, 'en')}; {ONLY_A_PART.en}.",
    )


def _by_impact(counted: Counter[Impact], language: Language) -> str:
    told = (f"{counted[one]} {IMPACT_NAMES[one].to(language)}" for one in IMPACTS if counted[one])
    return ", ".join(told)


def _names(broken: Sequence[BrokenRule], language: Language) -> str:
    named = [RULES[one.rule].to(language) if one.rule in RULES else one.rule for one in broken[:NAMED]]
    return ", ".join([*named, *(["…"] if len(broken) > NAMED else [])])


CHECK = Check(
    id="web.accessibility",
    title=Text(vi="Khả năng tiếp cận của cổng", en="Accessibility of the portal"),
    finding=Text(
        vi="Cổng khó dùng với người khuyết tật", en="The portal is hard to use for people with disabilities"
    ),
    rationale=Text(
        vi="Cổng thông tin của cơ quan nhà nước phục vụ mọi người dân, kể cả người khiếm thị dùng trình đọc"
        " màn hình hoặc người chỉ dùng bàn phím. Nhiều lỗi có thể tìm tự động: ảnh không có mô tả, ô nhập"
        " không có nhãn, chữ quá nhạt; những lỗi khác chỉ người dùng thử mới thấy.",
        en="A state portal serves everybody, also who cannot see and listens to it, or uses the keyboard"
        " alone. Many faults can be found automatically: images without a description, fields without a"
        " label, text too faint to read; others are met only by people who try.",
    ),
    remediation=Text(
        vi="Sửa theo từng quy tắc ở bằng chứng (mỗi dòng có bộ chọn CSS của phần tử đầu tiên), bắt đầu từ mức"
        " rất nghiêm trọng; sau đó thử bằng bàn phím và trình đọc màn hình.",
        en="Mend rule by rule as the evidence lists them (each with the CSS selectors of its first elements),"
        " the critical ones first; then try the page with the keyboard and with a screen reader.",
    ),
    severity=Severity.INFO,
    needs=(BrowserFacts,),
    outcomes=(Outcome.INFO,),
    references=(
        Reference(
            title="Thông tư 26/2020/TT-BTTTT: người khuyết tật tiếp cận thông tin",
            verified=False,
        ),
        Reference(title="WCAG 2.1, A, AA", url="https://www.w3.org/TR/WCAG21/"),
    ),
    since="0.1.0",
    judge=judge,
    parts=(Part.BROWSER_PAGE,),
    judges="endpoint",
)
