"""exposure.security_txt: those who find a weakness can tell whom to report it to."""

from datetime import datetime, timedelta

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clip, clipped
from checks.exposure._security_txt import SecurityTxt, parse
from checks.facts import Exchange, Facts, FactsMissingError, HttpFacts, Part, Visit
from checks.facts.web_extent import is_text_file, lost_security_txt
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

A_YEAR = timedelta(days=366)
CONTACTS_SHOWN = 10
ABSENT = Text(vi="Không có tệp /.well-known/security.txt.", en="There is no /.well-known/security.txt.")
LEGACY = Text(
    vi="Tệp chỉ có ở /security.txt, vị trí cũ; cần đặt tại /.well-known/security.txt.",
    en="The file is at /security.txt alone, the legacy place; it has to be at /.well-known/security.txt.",
)
VALID = Text(vi="Tệp security.txt hợp lệ.", en="The security.txt is valid.")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """RFC 9116: at /.well-known/, over https, as text/plain, with a Contact and an Expires yet to come."""
    visit = _visit(facts)
    answer = visit.last
    if answer is None or not is_text_file(answer):
        return _absent(facts.require(HttpFacts).security_txt_legacy, answer)
    file = parse(answer.body)
    problems = [*_delivery(visit, answer, file), *file.problems, *_date(file, facts.target.observed_at)]
    evidence = _evidence(answer, file, problems, facts.target.observed_at)
    if problems:
        return Judgement(outcome=Outcome.FAIL, summary=_invalid(problems), evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=VALID, evidence=evidence)


def _visit(facts: Facts) -> Visit:
    visit = facts.require(HttpFacts).security_txt
    if (why := lost_security_txt(visit)) is not None:
        raise FactsMissingError(why)
    assert visit is not None  # noqa: S101 - a file that was not asked for is lost
    return visit


def _absent(legacy: Visit | None, answer: Exchange | None) -> Judgement:
    """No file where it must be; one at /security.txt alone is for readers of before the standard."""
    evidence: dict[str, JsonValue] = {"status": answer.status if answer else None}
    old = legacy.last if legacy else None
    if old is None or not is_text_file(old) or not parse(old.body).fields:
        return Judgement(outcome=Outcome.FAIL, summary=ABSENT, evidence=evidence)
    evidence["legacy_url"] = clip(old.url)
    return Judgement(outcome=Outcome.FAIL, summary=LEGACY, evidence=evidence)


def _media_type(answer: Exchange) -> str:
    return (answer.value("content-type") or "").partition(";")[0].strip().lower()


def _delivery(visit: Visit, answer: Exchange, file: SecurityTxt) -> list[str]:
    canonical = file.fields.get("canonical", ())
    applies_by_problem = {
        "not_https": not answer.url.startswith("https:"),
        "not_text_plain": _media_type(answer) != "text/plain",
        "too_long": answer.body_truncated,
        "not_canonical": bool(canonical) and not {visit.exchanges[0].url, answer.url}.intersection(canonical),
    }
    return [problem for problem, applies in applies_by_problem.items() if applies]


def _date(file: SecurityTxt, now: datetime) -> list[str]:
    return ["expired"] if file.expires is not None and file.expires <= now else []


def _invalid(problems: list[str]) -> Text:
    listed = ", ".join(dict.fromkeys(problems))
    return Text(vi=f"Tệp security.txt chưa hợp lệ: {listed}.", en=f"The security.txt is not valid: {listed}.")


def _evidence(
    answer: Exchange, file: SecurityTxt, problems: list[str], now: datetime
) -> dict[str, JsonValue]:
    too_far = file.expires is not None and file.expires > now + A_YEAR
    return {
        "url": clip(answer.url),
        "contacts": clipped(file.fields.get("contact", ()), CONTACTS_SHOWN),
        "expires": file.expires.isoformat() if file.expires else None,
        "expires_in_more_than_a_year": too_far,  # RFC 9116 section 2.5.5 recommends less
        "problems": clipped(dict.fromkeys(problems)),
        "signed": file.is_signed,
    }


CHECK = Check(
    id="exposure.security_txt",
    title=Text(
        vi="Đầu mối tiếp nhận lỗ hổng (security.txt)", en="Contact for vulnerabilities (security.txt)"
    ),
    finding=Text(
        vi="Thiếu hoặc sai tệp security.txt (đầu mối tiếp nhận lỗ hổng)",
        en="No valid security.txt (contact for vulnerabilities)",
    ),
    rationale=Text(
        vi="Người phát hiện lỗ hổng cần biết báo cho ai. Tệp security.txt theo RFC 9116 nêu đầu mối và thời "
        "hạn; tệp quá hạn hoặc sai định dạng không còn đáng tin. Việc áp dụng RFC 9116 là khuyến nghị.",
        en="Whoever finds a weakness has to know whom to tell. A security.txt by RFC 9116 names the "
        "contact and its expiry; one that has expired or is malformed is not to be trusted. Following "
        "RFC 9116 is recommended.",
    ),
    remediation=Text(
        vi="Đặt tệp văn bản tại /.well-known/security.txt, phục vụ qua HTTPS với kiểu text/plain, gia hạn "
        "trước khi hết hạn.\n"
        "Contact: mailto:ung-cuu-su-co@ten-mien.gov.vn\n"
        "Expires: 2027-06-30T17:00:00Z\n"
        "Preferred-Languages: vi, en",
        en="Put a text file at /.well-known/security.txt, serve it over https as text/plain, and renew it "
        "before it expires.\n"
        "Contact: mailto:incident-response@host.gov.vn\n"
        "Expires: 2027-06-30T17:00:00Z\n"
        "Preferred-Languages: vi, en",
    ),
    severity=Severity.LOW,
    needs=(HttpFacts,),
    parts=(Part.HTTP_SECURITY_TXT,),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(title="RFC 9116", url="https://www.rfc-editor.org/rfc/rfc9116"),
        Reference(title="TCVN 14423:2026, 5.17.2.2a (vulnerability contact)", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    dated=True,
)
