"""web.error_leak: error pages tell visitors nothing of the program behind them."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import LIST_LENGTH, clip
from checks.facts import Exchange, Facts, Part, SiteFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.web._error_pages import FIRST_ERROR, Disclosure, disclosure
from checks.web._recommended import recommended
from checks.web._walked import ERRORS, shown, walked


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """What a missing page, a provoked error and any other answer of status 400 or more give away."""
    facts.require(SiteFacts)
    answers = list(dict.fromkeys(_error_answers(facts)))
    found = [(answer, leak) for answer in answers if (leak := disclosure(answer)) is not None]
    if not found:
        summary = Text(
            vi=f"Trang báo lỗi không lộ gì của chương trình; {len(answers)} trang đã xem.",
            en=f"Error pages give nothing of the program away; {len(answers)} were seen.",
        )
        return Judgement(outcome=Outcome.PASS, summary=summary, evidence={"pages": len(answers)})
    products = ", ".join(dict.fromkeys(leak.product for _, leak in found))
    summary = Text(
        vi=f"Trang báo lỗi lộ chi tiết bên trong ({products}): {clip(found[0][0].url)}",
        en=f"An error page gives internal details away ({products}): {clip(found[0][0].url)}",
    )
    evidence: dict[str, JsonValue] = {"leaks": [_evidence(*one) for one in found[:LIST_LENGTH]]}
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)


def _error_answers(facts: Facts) -> list[Exchange]:
    """Those provoked, whatever their status: many sites answer a missing page with 200."""
    seen = ((page.found, shown(page)) for page in walked(facts))
    return [
        answer
        for found, answer in seen
        if answer is not None and (found in ERRORS or answer.status >= FIRST_ERROR)
    ]


def _evidence(answer: Exchange, leak: Disclosure) -> JsonValue:
    return {
        "url": clip(answer.url),
        "status": answer.status,
        "product": leak.product,
        "excerpt": clip(leak.excerpt),
    }


CHECK = Check(
    id="web.error_leak",
    title=Text(vi="Trang báo lỗi không lộ chi tiết bên trong", en="Error pages without internal details"),
    finding=Text(vi="Trang báo lỗi lộ chi tiết bên trong", en="Error pages give internal details away"),
    rationale=recommended(
        vi="Vết lỗi, trang gỡ lỗi và thông báo của cơ sở dữ liệu cho kẻ tấn công biết đường dẫn tệp, tên "
        "bảng, thư viện và câu lệnh đang chạy; trang gỡ lỗi đôi khi cho chạy lệnh ngay trên máy chủ.",
        en="Traces, debug pages and database messages tell attackers file paths, table names, libraries and "
        "the statements that run; some debug pages even let them run commands on the server.",
    ),
    remediation=Text(
        vi="Ghi lỗi vào nhật ký, hiển thị cho người dùng một trang lỗi chung; tắt chế độ gỡ lỗi trên máy chủ "
        "chính thức.\n"
        "PHP: display_errors = Off, log_errors = On\n"
        'ASP.NET: <customErrors mode="RemoteOnly" />, <compilation debug="false" />\n'
        'IIS: <httpErrors errorMode="DetailedLocalOnly" />\n'
        'Tomcat: <Valve className="org.apache.catalina.valves.ErrorReportValve" showReport="false" '
        'showServerInfo="false" />\n'
        "Django: DEBUG = False; Laravel: APP_DEBUG=false",
        en="Write errors to a log, show visitors one general error page, and turn debugging off on "
        "production servers.\n"
        "PHP: display_errors = Off, log_errors = On\n"
        'ASP.NET: <customErrors mode="RemoteOnly" />, <compilation debug="false" />\n'
        'IIS: <httpErrors errorMode="DetailedLocalOnly" />\n'
        'Tomcat: <Valve className="org.apache.catalina.valves.ErrorReportValve" showReport="false" '
        'showServerInfo="false" />\n'
        "Django: DEBUG = False; Laravel: APP_DEBUG=false",
    ),
    severity=Severity.MEDIUM,
    needs=(SiteFacts,),
    parts=(Part.SITE_ERRORS,),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(
            title="CWE-209: Generation of Error Message Containing Sensitive Information",
            url="https://cwe.mitre.org/data/definitions/209.html",
        ),
        Reference(
            title="OWASP WSTG-ERRH-01",
            url="https://owasp.org/www-project-web-security-testing-guide/stable/4-Web_Application_Security_Testing/08-Testing_for_Error_Handling/01-Testing_For_Improper_Error_Handling",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
