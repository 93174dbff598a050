"""exposure.admin_panel: no administrator's login is open to everybody."""

from checks.check import Check
from checks.exposure._exposed import judge_exposed
from checks.facts import Facts, FilesFacts, HttpFacts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

FOUND = Text(
    vi="Trang đăng nhập quản trị mở ra Internet: {names}.",
    en="Administration logins open to anybody: {names}.",
)
NOTHING = Text(
    vi="Không thấy trang đăng nhập quản trị nào trong danh sách đã hỏi.",
    en="None of the administration logins that were asked for is there.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Logins of content managers, application servers, and devices that show theirs on the start page."""
    return judge_exposed(facts, "panel", FOUND, NOTHING)


CHECK = Check(
    id="exposure.admin_panel",
    title=Text(vi="Trang quản trị không mở ra Internet", en="No administration login open to the Internet"),
    finding=Text(vi="Trang quản trị mở ra Internet", en="Administration login open to the Internet"),
    rationale=Text(
        vi="Trang đăng nhập quản trị mở ra Internet bị dò mật khẩu liên tục, và lỗ hổng của phần mềm "
        "quản trị bị khai thác trong "
        "vài giờ sau khi công bố.",
        en="An administration login that faces the Internet is guessed at without pause, and a "
        "weakness of such software "
        "is exploited within hours of its publication.",
    ),
    remediation=Text(
        vi="Chỉ cho mạng quản trị hoặc VPN vào trang quản trị; bật xác thực nhiều lớp.\n"
        "nginx: location /wp-login.php { allow 10.0.0.0/8; deny all; }\n"
        "Apache: <Location /administrator> Require ip 10.0.0.0/8 </Location>",
        en="Let the management network or a VPN alone reach it, and ask for a second factor.\n"
        "nginx: location /wp-login.php { allow 10.0.0.0/8; deny all; }\n"
        "Apache: <Location /administrator> Require ip 10.0.0.0/8 </Location>",
    ),
    severity=Severity.MEDIUM,
    needs=(HttpFacts, FilesFacts),
    parts=(Part.FILES_PANELS, Part.FILES_ADDRESSES),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(
            title="CISA BOD 23-02",
            url="https://www.cisa.gov/news-events/directives/binding-operational-directive-23-02",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    judges="endpoint",
    needs_permission="files",
    full_only=True,
)
