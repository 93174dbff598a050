"""web.https_forced: plain HTTP does nothing but send the visitor to https on the same host."""

from typing import Literal

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clip
from checks.facts import (
    Absent,
    Facts,
    FactsAbsentError,
    FactsMissingError,
    HttpFacts,
    NotTested,
    Part,
    Target,
    Visit,
)
from checks.facts.web_extent import is_filtered, lost_plain
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds
from checks.urls import origin_of, resolve
from checks.web._observatory import beside_observatory

RedirectState = Literal["missing", "elsewhere", "forced", "closed", "filtered"]
STATES: dict[RedirectState, tuple[Outcome, Text]] = {  # worst first
    "missing": (
        Outcome.FAIL,
        Text(
            vi="HTTP (không mã hóa) trả nội dung mà không chuyển hướng sang HTTPS.",
            en="Plain HTTP answers without a redirect to https.",
        ),
    ),
    "elsewhere": (
        Outcome.FAIL,
        Text(
            vi="HTTP chuyển hướng trước tiên đến địa chỉ khác, không phải HTTPS trên cùng máy chủ.",
            en="Plain HTTP first redirects elsewhere than to https on the same host.",
        ),
    ),
    "forced": (
        Outcome.PASS,
        Text(vi="HTTP chuyển hướng ngay sang HTTPS.", en="Plain HTTP redirects to https at once."),
    ),
    "closed": (
        Outcome.PASS,
        Text(
            vi="Cổng HTTP đóng: không cần chuyển hướng.",
            en="The plain HTTP port is closed: nothing to redirect.",
        ),
    ),
    "filtered": (
        Outcome.PASS,
        Text(
            vi="Cổng HTTP bị lọc, HTTPS vẫn trả lời: không cần chuyển hướng.",
            en="The plain HTTP port is filtered while https answers: nothing to redirect.",
        ),
    ),
}
RANKS = {state: rank for rank, state in enumerate(STATES)}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst of the visits over IPv4 and IPv6; a visit that failed decides nothing."""
    return beside_observatory(facts, _judge(facts), "redirection")


def _judge(facts: Facts) -> Judgement:
    http = facts.require(HttpFacts)
    pairs = [(https, plain) for https, plain in http.pairs if plain is not None]
    if not pairs:
        raise FactsAbsentError(Absent(detail="no address to visit over plain HTTP"))
    visits = [plain for _, plain in pairs]
    states = [_state(plain, https, facts.target) for https, plain in pairs]
    answered = [state for state in states if state is not None]
    if not answered:
        (https, plain), *_ = pairs
        raise FactsMissingError(lost_plain(plain, https) or NotTested(reason=Reason.UNREACHABLE))
    outcome, summary = STATES[min(answered, key=RANKS.__getitem__)]
    evidence = [_evidence(visit, state) for visit, state in zip(visits, states, strict=True)]
    return Judgement(outcome=outcome, summary=summary, evidence={"visits": evidence})


def _state(visit: Visit, https: Visit | None, target: Target) -> RedirectState | None:
    """What one visit of the plain port shows; None: it could not tell."""
    if visit.refused:
        return "closed"
    if is_filtered(visit, https):
        return "filtered"
    if lost_plain(visit, https) is not None or not visit.exchanges:
        return None
    next_url = _next_url(visit)
    if not next_url:
        return "missing"
    origin = origin_of(next_url)  # on any port: HSTS is a host's, not a port's (RFC 6797, 8.1 to 8.3)
    return "forced" if origin is not None and origin[:2] == ("https", target.host) else "elsewhere"


def _next_url(visit: Visit) -> str:
    """Where the first answer sends the visitor; "" when it does not."""
    first = visit.exchanges[0]
    if len(visit.exchanges) > 1:
        return visit.exchanges[1].url
    if not first.is_redirect:
        return ""
    return visit.next_url or resolve(first.url, first.value("location") or "")


def _evidence(visit: Visit, state: RedirectState | None) -> JsonValue:
    return {
        "address": visit.address,
        "state": state,
        "status": visit.exchanges[0].status if visit.exchanges else None,
        "redirects_to": (clip(_next_url(visit)) or None) if visit.exchanges else None,
        "not_tested": visit.failure.reason.value if state is None and visit.failure else None,
    }


CHECK = Check(
    id="web.https_forced",
    title=Text(vi="HTTP chuyển hướng sang HTTPS", en="Plain HTTP redirects to https"),
    finding=Text(
        vi="HTTP không chuyển hướng ngay sang HTTPS",
        en="Plain HTTP does not redirect straight to https",
    ),
    rationale=Text(
        vi="Nội dung gửi qua HTTP có thể bị đọc trộm và sửa đổi trên đường truyền. Lần chuyển hướng đầu tiên "
        "phải sang HTTPS trên chính máy chủ đó, nếu không trình duyệt không ghi nhớ được HSTS của tên miền.",
        en="What travels over plain HTTP can be read and changed on its way. The first redirect has to go to "
        "https on the same host, or a browser never learns that host's HSTS policy.",
    ),
    remediation=Text(
        vi="Cấu hình cổng HTTP chỉ trả về chuyển hướng 301 sang HTTPS trên cùng tên "
        "miền, hoặc đóng cổng HTTP.\n"
        "nginx: return 301 https://$host$request_uri;\n"
        "Apache: Redirect permanent / https://ten-mien.gov.vn/\n"
        'IIS: <httpRedirect enabled="true" destination="https://ten-mien.gov.vn" '
        'httpResponseStatus="Permanent" />',
        en="Let the plain port answer with nothing but a 301 redirect to https on the "
        "same host, or close it.\n"
        "nginx: return 301 https://$host$request_uri;\n"
        "Apache: Redirect permanent / https://host.gov.vn/\n"
        'IIS: <httpRedirect enabled="true" destination="https://host.gov.vn" '
        'httpResponseStatus="Permanent" />',
    ),
    severity=Severity.HIGH,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PLAIN,),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(title="RFC 6797, 7.2", url="https://www.rfc-editor.org/rfc/rfc6797#section-7.2"),
        Reference(title="Internet.nl: HTTPS redirect", url="https://internet.nl/faqs/https/"),
        Reference(title="TCVN 11930:2017, 7.2.3.4 Bảo mật thông tin liên lạc", verified=False),
        Reference(title="Thông tư 39/2017/TT-BTTTT: HTTPS (bắt buộc áp dụng)", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    volatile=("not_tested",),
)
