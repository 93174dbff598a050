"""exposure.directory_listing: no directory shows a list of its files."""

from checks.check import Check
from checks.exposure._exposed import judge_exposed
from checks.facts import Facts, FilesFacts, HttpFacts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

FOUND = Text(vi="Liệt kê nội dung thư mục: {names}.", en="Lists of files are served: {names}.")
NOTHING = Text(
    vi="Không thư mục nào đã hỏi liệt kê nội dung.", en="No directory that was asked for lists its files."
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """By the words of the server that made the list."""
    return judge_exposed(facts, "directory", FOUND, NOTHING)


CHECK = Check(
    id="exposure.directory_listing",
    title=Text(vi="Không liệt kê nội dung thư mục", en="No directory lists its files"),
    finding=Text(vi="Thư mục liệt kê nội dung", en="Directories list their files"),
    rationale=Text(
        vi="Trang liệt kê thư mục cho thấy mọi tệp, kể cả tệp không ai liên kết tới: bản sao lưu, "
        "tài liệu nội bộ, tệp tải lên.",
        en="A list of a directory shows every file, those that nobody links to among them: backups, "
        "internal documents, "
        "uploads.",
    ),
    remediation=Text(
        vi="Tắt liệt kê thư mục.\n"
        "nginx: autoindex off;\n"
        "Apache: Options -Indexes\n"
        "IIS: <directoryBrowse enabled='false' />\n"
        "Tomcat: <param-name>listings</param-name><param-value>false</param-value>",
        en="Turn directory listings off.\n"
        "nginx: autoindex off;\n"
        "Apache: Options -Indexes\n"
        "IIS: <directoryBrowse enabled='false' />\n"
        "Tomcat: <param-name>listings</param-name><param-value>false</param-value>",
    ),
    severity=Severity.MEDIUM,
    needs=(HttpFacts, FilesFacts),
    parts=(Part.FILES_DIRECTORIES, Part.FILES_ADDRESSES),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(
            title="CWE-548: exposure of information through directory listing",
            url="https://cwe.mitre.org/data/definitions/548.html",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    judges="endpoint",
    needs_permission="files",
    full_only=True,
)
