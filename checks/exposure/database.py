"""exposure.database: nobody on the Internet reaches a database."""

from checks.check import Check
from checks.exposure._findings import judge_kind
from checks.exposure._service_table import ServiceKind
from checks.exposure._services import ports_of
from checks.facts import Facts, Part, PortFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

WHAT = Text(vi="cơ sở dữ liệu", en="database")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Databases, caches and search engines, with or without a password."""
    return judge_kind(facts, ServiceKind.DATABASE, WHAT)


CHECK = Check(
    id="exposure.database",
    title=Text(vi="Không mở cơ sở dữ liệu ra Internet", en="No database open to the Internet"),
    finding=Text(vi="Cơ sở dữ liệu mở ra Internet", en="Database open to the Internet"),
    rationale=Text(
        vi="Cơ sở dữ liệu mở ra Internet dẫn đến lộ lọt dữ liệu: mật khẩu bị dò, và nhiều hệ quản trị mặc "
        "định không yêu cầu mật khẩu.",
        en="A database that faces the Internet leads to data leaks: its passwords are guessed, and many ask "
        "for none unless they are told to.",
    ),
    remediation=Text(
        vi="Chỉ cho cơ sở dữ liệu lắng nghe trên mạng nội bộ, chặn cổng trên tường lửa và bật xác thực.\n"
        "MySQL: bind-address = 127.0.0.1\n"
        "PostgreSQL: listen_addresses = 'localhost'\n"
        "Redis: bind 127.0.0.1 -::1",
        en="Let databases listen on the internal network only, block their ports, and require "
        "authentication.\n"
        "MySQL: bind-address = 127.0.0.1\n"
        "PostgreSQL: listen_addresses = 'localhost'\n"
        "Redis: bind 127.0.0.1 -::1",
    ),
    severity=Severity.CRITICAL,
    needs=(PortFacts,),
    parts=(Part.PORTS_NAMED,),
    ports=ports_of(ServiceKind.DATABASE),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(title="TCVN 11930:2017, 7.2.2.2 Kiểm soát truy cập (máy chủ)", verified=False),
        Reference(title="CIS Controls v8, 4.4", url="https://www.cisecurity.org/controls/v8"),
    ),
    since="0.1.0",
    judge=judge,
)
