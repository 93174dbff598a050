"""web.cors: other sites cannot read this one with the visitor's own login."""

from checks.check import Check
from checks.evidence import clip
from checks.facts import Exchange, Facts, FactsMissingError, HttpFacts, NotTested, Part
from checks.facts.http import FOREIGN_ORIGIN
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds
from checks.web._observatory import beside_observatory
from checks.web._recommended import recommended

ORIGIN = "access-control-allow-origin"
CREDENTIALS = "access-control-allow-credentials"
OK = range(200, 300)  # a preflight is no success otherwise (Fetch Standard, 4.8)

NOT_ASKED = NotTested(reason=Reason.NOT_REQUESTED, detail="the lean depth makes no preflight request")
CLOSED = Text(
    vi="Trang khác nguồn không được đọc trang này.", en="Pages of other origins cannot read this one."
)
PUBLIC = Text(
    vi="Mọi trang được đọc trang này, nhưng không kèm thông tin đăng nhập của người dùng.",
    en="Any page may read this one, but without the visitor's login.",
)
LIMITED = Text(
    vi="Chỉ một số trang khác nguồn được đọc trang này.", en="Only certain other origins may read this one."
)
UNIVERSAL = Text(
    vi="Bất kỳ trang nào cũng đọc được trang này với phiên đăng nhập của người dùng: máy chủ chấp nhận mọi "
    "nguồn (Origin) kèm thông tin đăng nhập.",
    en="Any page can read this one as the logged-in visitor: the server accepts every Origin, with "
    "credentials.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """What one preflight request was answered, in the name of an origin that nobody knows."""
    return beside_observatory(facts, _judge(facts), "cross-origin-resource-sharing")


def _judge(facts: Facts) -> Judgement:
    preflight = facts.require(HttpFacts).preflight
    if preflight is None:
        raise FactsMissingError(NOT_ASKED)
    if preflight.last is None:
        raise FactsMissingError(preflight.failure or NotTested(reason=Reason.UNREACHABLE))
    outcome, summary = _state(preflight.last)
    allowed = preflight.last.value(ORIGIN)
    evidence = {
        "url": clip(preflight.last.url),
        "status": preflight.last.status,
        "origin": FOREIGN_ORIGIN,
        "allow_origin": clip(allowed) if allowed else None,
        "allow_credentials": clip(preflight.last.value(CREDENTIALS) or "") or None,
    }
    return Judgement(outcome=outcome, summary=summary, evidence=evidence)


def _state(answer: Exchange) -> tuple[Outcome, Text]:
    """Browsers compare letter by letter, and take ``*`` for nobody where credentials are sent."""
    allowed = answer.value(ORIGIN)
    if answer.status not in OK or not allowed:
        return Outcome.PASS, CLOSED
    if allowed == "*":
        return Outcome.PASS, PUBLIC
    if allowed != FOREIGN_ORIGIN:
        return Outcome.PASS, LIMITED
    return (Outcome.FAIL, UNIVERSAL) if answer.value(CREDENTIALS) == "true" else (Outcome.PASS, PUBLIC)


CHECK = Check(
    id="web.cors",
    title=Text(vi="Chia sẻ tài nguyên khác nguồn (CORS)", en="Cross-origin resource sharing (CORS)"),
    finding=Text(
        vi="Trang nào cũng đọc được dữ liệu bằng phiên đăng nhập của người dùng (CORS)",
        en="Any site can read data as the logged-in visitor (CORS)",
    ),
    rationale=recommended(
        vi="Nếu máy chủ chép lại Origin của bất kỳ trang nào và cho gửi kèm cookie, một trang lừa đảo mà "
        "người dùng mở ra sẽ đọc được hồ sơ, dữ liệu cá nhân của họ trên hệ thống này.",
        en="If a server echoes any page's Origin and lets cookies come along, a phishing page that a visitor "
        "opens can read the visitor's files and personal data on this system.",
    ),
    remediation=Text(
        vi="Không chép lại tiêu đề Origin. Chỉ trả Access-Control-Allow-Origin cho những nguồn trong danh "
        "sách "
        "cho phép, và chỉ gửi Access-Control-Allow-Credentials khi thật cần.\n"
        "nginx: add_header Access-Control-Allow-Origin https://dichvucong.gov.vn always;\n"
        "Apache: Header always set Access-Control-Allow-Origin https://dichvucong.gov.vn\n"
        'IIS: <add name="Access-Control-Allow-Origin" value="https://dichvucong.gov.vn" />',
        en="Do not echo the Origin header. Send Access-Control-Allow-Origin to origins on a list alone, and "
        "Access-Control-Allow-Credentials only where it is really needed.\n"
        "nginx: add_header Access-Control-Allow-Origin https://dichvucong.gov.vn always;\n"
        "Apache: Header always set Access-Control-Allow-Origin https://dichvucong.gov.vn\n"
        'IIS: <add name="Access-Control-Allow-Origin" value="https://dichvucong.gov.vn" />',
    ),
    severity=Severity.HIGH,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE,),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(
            title="Fetch Standard: CORS protocol", url="https://fetch.spec.whatwg.org/#http-cors-protocol"
        ),
        Reference(
            title="MDN HTTP Observatory: cross-origin-resource-sharing",
            url="https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
