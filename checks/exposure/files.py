"""exposure.files: no backup, repository, dump or settings file is served."""

from checks.check import Check
from checks.exposure._exposed import judge_exposed
from checks.facts import Facts, FilesFacts, HttpFacts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

FOUND = Text(vi="Tải được từ bên ngoài: {names}.", en="Served to anybody: {names}.")
NOTHING = Text(
    vi="Không tải được tệp nhạy cảm nào trong danh sách đã hỏi.",
    en="None of the files that were asked for is served.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Each was verified by its content; a site that shows one page for every name serves none."""
    return judge_exposed(facts, "file", FOUND, NOTHING)


CHECK = Check(
    id="exposure.files",
    title=Text(vi="Không để lộ tệp nhạy cảm", en="No sensitive file is served"),
    finding=Text(vi="Lộ tệp nhạy cảm trên trang web", en="Sensitive files served by the web site"),
    rationale=Text(
        vi="Thư mục .git, tệp .env, bản sao lưu, tệp xuất cơ sở dữ liệu và trang chẩn đoán cho kẻ "
        "tấn công mã nguồn, mật "
        "khẩu và dữ liệu cá nhân mà không cần khai thác lỗ hổng nào.",
        en="A .git folder, .env file, backup, database dump or diagnostic page hands out source "
        "code, passwords and "
        "personal data, and no weakness has to be exploited for it.",
    ),
    remediation=Text(
        vi="Xóa tệp khỏi thư mục web, đổi mọi mật khẩu và khóa đã lộ, rồi chặn tên tệp ở máy chủ; "
        "xem nhật ký ai đã tải.\n"
        "nginx: location ~ /\\.(?!well-known) { deny all; }\n"
        "Apache: RedirectMatch 404 /\\.(?!well-known)\n"
        "IIS: <requestFiltering><hiddenSegments><add segment='.git' /></hiddenSegments></requestFiltering>",
        en="Remove the files from the web folder, change every password and key that was in them, "
        "then refuse their "
        "names; the access log says who fetched them.\n"
        "nginx: location ~ /\\.(?!well-known) { deny all; }\n"
        "Apache: RedirectMatch 404 /\\.(?!well-known)\n"
        "IIS: <requestFiltering><hiddenSegments><add segment='.git' /></hiddenSegments></requestFiltering>",
    ),
    severity=Severity.HIGH,
    needs=(HttpFacts, FilesFacts),
    parts=(Part.FILES_ASKED, Part.FILES_ADDRESSES),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(
            title="OWASP WSTG-CONF-04: old backup and unreferenced files",
            url="https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    judges="endpoint",
    needs_permission="files",
    full_only=True,
)
