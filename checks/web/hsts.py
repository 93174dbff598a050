"""web.hsts: browsers are told to use https only, for a year at least, over a connection they trust."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clip
from checks.facts import Absent, Facts, FactsAbsentError, HttpFacts, NotTested, Part
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds
from checks.urls import is_address
from checks.web._hsts import NOT_TESTED, Hsts, hsts_of
from checks.web._observatory import beside_observatory
from checks.web._recommended import recommended

YEAR = 31_536_000  # seconds

PROBLEMS = {
    "no_https": Text(vi="Không có HTTPS nên không thể có HSTS.", en="There is no https, hence no HSTS."),
    "absent": Text(
        vi="Không có tiêu đề Strict-Transport-Security.", en="There is no Strict-Transport-Security header."
    ),
    "invalid": Text(
        vi="Tiêu đề Strict-Transport-Security sai cú pháp; trình duyệt bỏ qua.",
        en="The Strict-Transport-Security header is malformed; browsers ignore it.",
    ),
    "bad_certificate": Text(
        vi="Trình duyệt bỏ qua HSTS vì chứng thư số của kết nối không hợp lệ.",
        en="Browsers ignore the policy, for the connection's certificate is not valid.",
    ),
}


REPEATED = Text(
    vi="Tiêu đề Strict-Transport-Security bị gửi nhiều lần; trình duyệt chỉ dùng tiêu đề đầu tiên.",
    en="The Strict-Transport-Security header is sent more than once; browsers heed the first alone.",
)
REDIRECT_ONLY = Text(
    vi="HSTS chỉ có ở câu trả lời chuyển hướng, không có ở trang.",
    en="The policy comes with the redirect only, not with the page.",
)


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """A policy must be there, well-formed, sent over a trusted connection, and last ``min_age`` seconds."""
    return beside_observatory(facts, _judge(facts, thresholds), "strict-transport-security")


def _judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    if is_address(facts.target.host):
        raise FactsAbsentError(Absent(detail="HSTS does not apply to IP addresses (RFC 6797, 8.1.1)"))
    min_age = int(str(thresholds["min_age"]))
    hsts = hsts_of(facts)
    evidence = _evidence(hsts)
    if hsts.state in PROBLEMS:
        return Judgement(outcome=Outcome.FAIL, summary=PROBLEMS[hsts.state], evidence=evidence)
    age = hsts.policy.max_age if hsts.policy else 0
    if not hsts.lasts(min_age):
        return Judgement(outcome=Outcome.FAIL, summary=_short(age, min_age), evidence=evidence)
    if hsts.problem == NOT_TESTED:
        return _unvouched(facts, evidence)
    if hsts.is_repeated or hsts.on_redirect_only:
        summary = REPEATED if hsts.is_repeated else REDIRECT_ONLY
        return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=summary, evidence=evidence)
    summary = Text(vi=f"HSTS có hiệu lực {age} giây.", en=f"HSTS is in force for {age} seconds.")
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)


def _unvouched(facts: Facts, evidence: dict[str, JsonValue]) -> Judgement:
    """The policy is good, but a browser heeds it only over a certificate that was judged, too."""
    summary = Text(
        vi="Tiêu đề HSTS đúng, nhưng chưa kiểm tra được chứng thư số mà trình duyệt đòi hỏi.",
        en="The header is right, but the certificate that browsers ask for was not tested.",
    )
    reason = facts.tls.reason if isinstance(facts.tls, NotTested) else Reason.UNREACHABLE
    return Judgement(outcome=Outcome.NOT_TESTED, reason=reason, summary=summary, evidence=evidence)


def _short(age: int, min_age: int) -> Text:
    return Text(
        vi=f"Thời hạn HSTS quá ngắn: {age} giây, cần ít nhất {min_age} giây.",
        en=f"The policy is too short: {age} seconds, where {min_age} are wanted.",
    )


def _evidence(hsts: Hsts) -> dict[str, JsonValue]:
    evidence: dict[str, JsonValue] = {"state": hsts.state}
    if hsts.url is not None:
        evidence["url"] = clip(hsts.url)
    if hsts.address is not None:
        evidence["address"] = hsts.address
    if hsts.header is not None:
        evidence["header"] = clip(hsts.header)
    if hsts.policy is not None:
        evidence |= hsts.policy.model_dump()
    if hsts.is_repeated or hsts.on_redirect_only:
        evidence |= {"repeated": hsts.is_repeated, "on_redirect_only": hsts.on_redirect_only}
    if hsts.problem:
        evidence["certificate"] = hsts.problem
    return evidence


CHECK = Check(
    id="web.hsts",
    title=Text(vi="HSTS: chỉ dùng HTTPS", en="HSTS: https only"),
    finding=Text(vi="HSTS thiếu hoặc không có hiệu lực", en="HSTS missing or without effect"),
    warning=Text(vi="Thời hạn HSTS quá ngắn", en="HSTS lasts too short"),
    rationale=recommended(
        vi="HSTS buộc trình duyệt chỉ kết nối bằng HTTPS, ngăn kẻ tấn công hạ kết nối xuống HTTP. "
        "Trình duyệt bỏ qua HSTS khi chứng thư số không hợp lệ.",
        en="HSTS makes browsers connect by https only, so that nobody can downgrade a visitor to plain HTTP. "
        "Browsers ignore it when the certificate is not valid.",
    ),
    remediation=Text(
        vi="Khi HTTPS đã ổn định, gửi tiêu đề này một lần trên mọi trang HTTPS, thời hạn ít nhất một năm.\n"
        'nginx: add_header Strict-Transport-Security "max-age=31536000" always;\n'
        'Apache: Header always set Strict-Transport-Security "max-age=31536000"\n'
        'IIS: <hsts enabled="true" max-age="31536000" />',
        en="Once https works reliably, send this header once with every https page, for a year at least.\n"
        'nginx: add_header Strict-Transport-Security "max-age=31536000" always;\n'
        'Apache: Header always set Strict-Transport-Security "max-age=31536000"\n'
        'IIS: <hsts enabled="true" max-age="31536000" />',
    ),
    severity=Severity.MEDIUM,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE,),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 6797", url="https://www.rfc-editor.org/rfc/rfc6797"),
        Reference(title="Internet.nl: HSTS (max-age ≥ 31536000)", url="https://internet.nl/faqs/https/"),
        Reference(title="TCVN 11930:2017, 7.2.3.4 Bảo mật thông tin liên lạc", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    thresholds={"min_age": YEAR},
)
