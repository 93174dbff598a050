"""content.defacement: nobody has put their own notice in_its_place."""

import re
import tomllib
from collections.abc import Iterator

from checks import data
from checks.check import Check
from checks.content._judging.findings import Finding, evidence_of, looked_at, unlike
from checks.content._judging.findings import address as address_of
from checks.content._judging.texts import REFERENCES, pass_on
from checks.content._judging.walks import View, walk_of
from checks.content._reading.page import Reading
from checks.content._words.folding import folded, plain, unspaced, without_leet
from checks.content._words.topics import topic_of
from checks.facts import Client, Facts, Part, SiteFacts
from checks.model import Judgement, Outcome, Severity, Text, Thresholds

PACKAGE, TABLE = "checks.content", "defacement"
SHORT_TEXT, FEW_LINKS = 2_500, 12  # characters and links of a page that shows nothing else
_TABLE = tomllib.loads(data.table_text(PACKAGE, TABLE))
_SIGNATURE = re.compile("|".join(_TABLE["signatures"]))
_UNSPACED = tuple(_TABLE["unspaced"])
_HONEST = tuple(_TABLE["honest"])
_WORD = re.compile(r"[^\W_]+")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """A signature in title or heading, on a page that shows little else or laid over all of it.

    Raises:
        FactsMissingError: no walk was made, or a page was too long to be read whole and nothing was found.

    """
    walk = walk_of(facts)
    views = sorted(walk.views, key=lambda one: one.client is not Client.BROWSER)
    found = unlike(one for view in views if view.reading for one in _defaced(view, view.reading))
    if not found:
        return pass_on(walk, SUMMARY_GOOD, looked_at(walk))
    summary = Text(
        vi=f"{len({one.page for one in found})} địa chỉ mang lời của kẻ đã thay trang.",
        en=f"{len({one.page for one in found})} address(es) bear the notice of whoever replaced the page.",
    )
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence_of(found, walk))


def _defaced(view: View, reading: Reading) -> Iterator[Finding]:
    told = [reading.title, *reading.headings[:3], reading.overlay[:300]]
    signed = next((text for text in told if is_signed(text)), None)
    if signed is None:
        is_bare = len(reading.text) < FEW_LINKS * 25 and not reading.links
        signed = reading.text[:300] if is_bare and is_signed(reading.text[:300]) else None
    if signed is None:
        return
    is_short = len(reading.text) <= SHORT_TEXT and len(reading.links) <= FEW_LINKS
    if is_short or is_signed(reading.overlay[:300]):
        sign = "in_its_place" if is_short else "over_the_page"
        yield Finding(address_of(view), view.client, sign, text=signed)


def is_signed(text: str) -> bool:
    """Whether a text boasts of an intrusion, letters written as digits too, and does not report on one."""
    if not text:
        return False
    if any(mark in unspaced(text) for mark in _UNSPACED):
        return True
    words = [
        without_leet(plain(word)) for word in _WORD.findall(folded(text.replace("@", "a").replace("$", "s")))
    ]
    plain_text = f" {' '.join(words)} "
    if any(f" {honest} " in plain_text for honest in _HONEST):
        return False
    return _SIGNATURE.search(plain_text) is not None and not topic_of(text).news


SUMMARY_GOOD = Text(
    vi="Không trang nào đã xem mang lời của kẻ thay trang. Chưa so với lần xem trước.",
    en="No page seen bears the notice of whoever replaces pages. It was not compared with an earlier look.",
)
CHECK = Check(
    id="content.defacement",
    title=Text(vi="Trang không bị thay giao diện", en="The page has not been defaced"),
    finding=Text(vi="Trang bị thay giao diện", en="The page has been defaced"),
    rationale=Text(
        vi="Trang bị thay là bằng chứng công khai rằng kẻ khác ghi được vào máy chủ; uy tín của cơ "
        "quan bị tổn hại và dữ liệu phía sau có thể đã bị lấy.",
        en="A replaced page is public proof that somebody else can write to the server; the agency's "
        "standing suffers, and the data behind it may be gone.",
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
    needs=(SiteFacts,),
    parts=(Part.SITE_PAGES, Part.SITE_FILES),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=REFERENCES,
    since="0.1.0",
    judge=judge,
)
