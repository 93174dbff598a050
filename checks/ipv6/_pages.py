"""Two visits of one port, over IPv4 and over IPv6, compared as Internet.nl compares them."""

import re
from collections import Counter
from http import HTTPStatus

from pydantic import JsonValue

from checks.facts import Exchange, NotTested, Visit
from checks.facts.blocking import LIMITING, blocked, limited
from checks.facts.web_extent import lost_page
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Text

NO_VISIT = NotTested(reason=Reason.INTERNAL_ERROR, detail="the page was not fetched over both IPv4 and IPv6")
COMPARED = 500_000  # characters
# Left out because they change with every request. No closing quote is required: a pattern that had to find
# one would search the rest of a hostile page again and again.
NONCE = re.compile(r"""(\snonce=)(?:"[^"]*|'[^']*|[^\s>"']+)""", re.IGNORECASE)
# ASP.NET's view state, and the tokens against cross-site requests of ASP.NET, Laravel, Rails, Django, Spring
# and Drupal, in a field of a form or a meta element.
HIDDEN = re.compile(
    r"""(name=["'](?:__VIEWSTATE[A-Z]*|__EVENTVALIDATION|__RequestVerificationToken|_?csrf[a-z_-]{0,30}"""
    r"""|_token|authenticity_token|form_build_id|form_token|token)["'][^>]{0,200}?(?:value|content)=)"""
    r"""(?:"[^"]*|'[^']*)""",
    re.IGNORECASE,
)
HEADER_NONCE = re.compile(r"'nonce-[^']{0,200}'")
SECURITY_HEADERS = (
    "strict-transport-security",
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-embedder-policy",
    "cross-origin-resource-policy",
)


def compare(ipv4: Visit | None, ipv6: Visit | None, maximum: float) -> Judgement:
    """One final status and nearly the same body.

    A different status fails. Bodies (or redirect targets) that differ by more than ``maximum`` percent warn,
    and so does the same error (4xx, 5xx) over both, behind which the site is not seen.
    """
    left, right = _answer(ipv4), _answer(ipv6)
    if isinstance(left, NotTested):
        return not_tested(left)
    if isinstance(right, NotTested):
        return not_tested(right)
    return _compare_answers(left, right, maximum)


def _answer(visit: Visit | None) -> Exchange | NotTested:
    """The last answer; a visit that failed on its way has none to compare."""
    if visit is None:
        return NO_VISIT
    if visit.last is None or visit.end == "failed":
        return visit.failure or NO_VISIT
    if visit.end in ("redirect_loop", "too_many_redirects"):
        return lost_page(visit) or NO_VISIT
    return visit.last


def _compare_answers(ipv4: Exchange, ipv6: Exchange, maximum: float) -> Judgement:
    evidence: dict[str, JsonValue] = {"status_ipv4": ipv4.status, "status_ipv6": ipv6.status}
    if (why := _in_its_stead(ipv4, ipv6)) is not None:
        return not_tested(why)
    if ipv4.status != ipv6.status:
        summary = _other_status(ipv4.status, ipv6.status)
        return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    if unlike := headers_differing(ipv4, ipv6):
        evidence["headers_differ"] = list(unlike)
    percent = round(_difference(ipv4, ipv6), 1)
    evidence |= {"difference_percent": percent, "differs": percent > maximum}
    if percent > maximum:
        return Judgement(outcome=Outcome.WARN, summary=_other_content(percent), evidence=evidence)
    if ipv4.status >= HTTPStatus.BAD_REQUEST:
        return Judgement(outcome=Outcome.WARN, summary=_same_error(ipv4.status), evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=SAME, evidence=evidence)


def _in_its_stead(ipv4: Exchange, ipv6: Exchange) -> NotTested | None:
    """Why the site was not seen: over both families something answers in its stead, or limits the scanner.

    A refusal over one of them alone is a difference that every visitor meets.
    """
    if ipv4.status != ipv6.status:
        limiting = (answer for answer in (ipv4, ipv6) if answer.status in LIMITING)
        return next((limited(answer) for answer in limiting), None)
    return blocked(ipv4) or blocked(ipv6)


def headers_differing(ipv4: Exchange, ipv6: Exchange) -> tuple[str, ...]:
    """The headers of security that one answer lacks, or has with another value, nonces aside."""
    return tuple(name for name in SECURITY_HEADERS if _header(ipv4, name) != _header(ipv6, name))


def _header(answer: Exchange, name: str) -> str | None:
    value = answer.value(name)
    return None if value is None else HEADER_NONCE.sub("'nonce-'", value).strip()


def _difference(ipv4: Exchange, ipv6: Exchange) -> float:
    """Of the bodies; redirects to different places, their queries aside, differ wholly."""
    targets = {(answer.value("location") or "").partition("?")[0] for answer in (ipv4, ipv6)}
    return 100.0 if len(targets) > 1 else difference(ipv4.body, ipv6.body)


def difference(text: str, other_text: str) -> float:
    """Percent by which two bodies differ, 0 to 100.

    100 − 100 × ``difflib.SequenceMatcher.quick_ratio`` over the first 500,000 characters, after nonces of
    scripts and styles, tokens of forms and ASP.NET's view state are removed. That ratio counts characters;
    ``Counter`` does it in C, so that two pages of full length take well under a second.
    """
    left, right = _prepared(text), _prepared(other_text)
    total = len(left) + len(right)
    if not total:
        return 0.0
    shared = (Counter(left) & Counter(right)).total()
    return 100 - 100 * 2 * shared / total


def _prepared(body: str) -> str:
    without_nonce = NONCE.sub(r"\1", body)
    return HIDDEN.sub(r"\1", without_nonce)[:COMPARED]


SAME = Text(vi="Nội dung qua IPv4 và IPv6 như nhau.", en="The same content over IPv4 and IPv6.")


def _other_status(left: int, right: int) -> Text:
    return Text(
        vi=f"Mã trạng thái khác nhau: {left} qua IPv4, {right} qua IPv6.",
        en=f"Different status: {left} over IPv4, {right} over IPv6.",
    )


def _same_error(status: int) -> Text:
    return Text(
        vi=f"Trang trả về lỗi {status} qua cả IPv4 và IPv6 nên không so sánh được nội dung.",
        en=f"The site answers with error {status} over IPv4 and IPv6 alike, so that no content is compared.",
    )


def _other_content(percent: float) -> Text:
    number = f"{percent:g}"
    return Text(
        vi=f"Nội dung qua IPv4 và IPv6 khác nhau {number.replace('.', ',')}%.",
        en=f"The content differs by {number}% between IPv4 and IPv6.",
    )
