"""content.defacement: nobody has put their own notice in_its_place."""

import re
import tomllib
from collections.abc import Iterator, Sequence

from checks import data
from checks.check import Check
from checks.content._judging.changes import FEW_LINKS, SHORT_TEXT, Change, changes, is_short
from checks.content._judging.findings import EARLIER_KEY, Finding, evidence_of, looked_at, unlike
from checks.content._judging.findings import address as address_of
from checks.content._judging.newness import (
    NEW_DAYS,
    compared,
    evidence_beside,
    for_information,
    memory_of,
    with_comparison,
)
from checks.content._judging.texts import REFERENCES, pass_on
from checks.content._judging.walks import View, Walk, walk_of
from checks.content._reading.page import Reading
from checks.content._words.folding import folded, plain, unspaced, without_leet, words
from checks.content._words.topics import topic_of
from checks.facts import Client, EarlierFacts, Facts, Part, SiteFacts
from checks.model import Judgement, Outcome, Severity, Text, Thresholds
from checks.thresholds import number

PACKAGE, TABLE = "checks.content", "defacement"
CHANGED = "changed_percent"  # the threshold: how much of a text is new where it is another one
_TABLE = tomllib.loads(data.table_text(PACKAGE, TABLE))
_SIGNATURE = re.compile("|".join(_TABLE["signatures"]))
_UNSPACED = tuple(_TABLE["unspaced"])
_HONEST = tuple(_TABLE["honest"])
_SHORT_HONESTLY = tuple(_TABLE["short_honestly"])
_WORD = re.compile(r"[^\W_]+")


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """A signature in title or heading, on a page that shows little else or laid over all of it.

    Beside the last clean look: a signature anywhere on a page that is short and another one now; a page that
    is another one and next to empty is a warning; one that is another one alone is told for information.

    Raises:
        FactsMissingError: no walk was made, or a page was too long to be read whole and nothing was found.

    """
    walk, memory = walk_of(facts), memory_of(facts, number(thresholds, NEW_DAYS))
    changed = changes(walk, memory, 1 - number(thresholds, CHANGED) / 100) if memory else ()
    if found := unlike([*_signed(walk), *_signed_within(changed)]):
        evidence = evidence_beside(found, walk, memory)
        return Judgement(outcome=Outcome.FAIL, summary=_replaced(found), evidence=evidence)
    emptied = [one.finding("emptied") for one in changed if one.is_emptied and not _is_usual(one.reading)]
    if emptied and memory and memory.is_recent:
        evidence = evidence_beside(emptied, walk, memory)
        return Judgement(outcome=Outcome.WARN, summary=_emptied(len(emptied)), evidence=evidence)
    good = pass_on(walk, with_comparison(SUMMARY_GOOD, facts), {**looked_at(walk), **compared(facts)})
    others = evidence_of([one.finding("another_page") for one in changed], walk)
    return for_information(good, _others(len(changed)), others) if changed else good


def _replaced(found: Sequence[Finding]) -> Text:
    pages = len({one.page for one in found})
    return Text(
        vi=f"{pages} địa chỉ mang lời của kẻ đã thay trang.",
        en=f"{pages} address(es) bear the notice of whoever replaced the page.",
    )


def _emptied(count: int) -> Text:
    return Text(
        vi=f"{count} trang không còn gì của lần xem sạch gần nhất, tiêu đề cũng khác, và gần như trống: "
        "nếu cơ quan không tự thay thì người khác đã thay.",
        en=f"{count} page(s) keep nothing of the last clean look, bear another title and are next to empty: "
        "unless you replaced them, somebody else did.",
    )


def _others(count: int) -> Text:
    return Text(
        vi=f"{count} trang nay khác hẳn lần đó: hãy xem có đúng do cơ quan làm mới.",
        en=f"{count} page(s) are quite others now: see whether you made them anew.",
    )


def _signed(walk: Walk) -> Iterator[Finding]:
    for view in sorted(walk.views, key=lambda one: one.client is not Client.BROWSER):
        if view.reading:
            yield from _defaced(view, view.reading)


def _signed_within(changed: Sequence[Change]) -> Iterator[Finding]:
    """A signature anywhere on a page that is short, and another one than it was."""
    for one in changed:
        if is_short(one.reading) and is_signed(one.reading.text):
            yield one.finding("changed_and_signed")


def _is_usual(reading: Reading) -> bool:
    """A page for maintenance, a move, a login, mourning, or a server's own: short for honest reasons."""
    told = " ".join((reading.title, *reading.headings[:3], reading.text[:SHORT_TEXT]))
    plain_text = f" {' '.join(word.plain for word in words(told))} "
    return any(f" {one} " in plain_text for one in _SHORT_HONESTLY)


def _defaced(view: View, reading: Reading) -> Iterator[Finding]:
    told = [reading.title, *reading.headings[:3], reading.overlay[:300]]
    signed = next((text for text in told if is_signed(text)), None)
    if signed is None:
        is_bare = len(reading.text) < FEW_LINKS * 25 and not reading.links
        signed = reading.text[:300] if is_bare and is_signed(reading.text[:300]) else None
    if signed is None:
        return
    if is_short(reading) or is_signed(reading.overlay[:300]):
        sign = "in_its_place" if is_short(reading) else "over_the_page"
        yield Finding(address_of(view), view.client, sign, text=signed)


def is_signed(text: str) -> bool:
    """Whether a text boasts of an intrusion, letters written as digits too, and does not report on one."""
    if not text:
        return False
    if any(mark in unspaced(text) for mark in _UNSPACED):
        return True
    told = _WORD.findall(folded(text.replace("@", "a").replace("$", "s")))
    plain_text = f" {' '.join(without_leet(plain(word)) for word in told)} "
    if any(f" {honest} " in plain_text for honest in _HONEST):
        return False
    return _SIGNATURE.search(plain_text) is not None and not topic_of(text).news


SUMMARY_GOOD = Text(
    vi="Không trang nào đã xem mang lời của kẻ thay trang.",
    en="No page seen bears the notice of whoever replaces pages.",
)
CHECK = Check(
    id="content.defacement",
    title=Text(vi="Trang không bị thay giao diện", en="The page has not been defaced"),
    finding=Text(vi="Trang bị thay giao diện", en="The page has been defaced"),
    warning=Text(
        vi="Trang bỗng khác hẳn và gần như trống", en="The page is suddenly another, and next to empty"
    ),
    rationale=Text(
        vi="Trang bị thay là bằng chứng công khai rằng kẻ khác ghi được vào máy chủ; uy tín của cơ "
        "quan bị tổn hại và dữ liệu phía sau có thể đã bị lấy. Kẻ thay trang không phải lúc nào cũng để "
        "lại tên, nên trang còn được so với lần xem sạch gần nhất: khác hẳn và gần như trống là cảnh "
        "báo, trong vài tuần; chỉ khác hẳn, như khi làm mới trang, là thông tin.",
        en="A replaced page is public proof that somebody else can write to the server; the agency's "
        "standing suffers, and the data behind it may be gone. Not everybody who replaces a page signs it, "
        "so it is also held beside the last clean look: another page that is next to empty is a warning, "
        "for some weeks; another page alone, as of a site made anew, is told for information.",
    ),
    remediation=Text(
        vi="Giữ nguyên nhật ký và tệp bị sửa, đưa trang bảo trì lên, báo đơn vị ứng cứu sự cố. Tìm "
        "đường vào (mật khẩu quản trị, biểu mẫu tải tệp, phần mềm chưa vá), đổi mọi mật "
        "khẩu và khóa, dựng lại từ bản sao lưu sạch rồi vá, thay vì chỉ sửa trang.",
        en="Keep the logs and the altered files, put up a maintenance page, and tell the incident "
        "response team. Find the way in (administrators' passwords, upload forms, "
        "unpatched software), change every password and key, and rebuild from a clean backup and "
        "patch it, instead of only mending the page.",
    ),
    severity=Severity.HIGH,
    needs=(SiteFacts, EarlierFacts),
    parts=(Part.SITE_PAGES, Part.SITE_FILES),
    outcomes=(Outcome.PASS, Outcome.INFO, Outcome.WARN, Outcome.FAIL),
    thresholds={CHANGED: 80, NEW_DAYS: 30},
    volatile=(EARLIER_KEY,),
    references=REFERENCES,
    since="0.1.0",
    judge=judge,
)
