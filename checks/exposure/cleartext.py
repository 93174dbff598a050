"""exposure.cleartext: no service takes passwords and mail in clear."""

from checks.check import Check
from checks.exposure._findings import OpenService, names_of, nothing_found, open_services, ports_evidence
from checks.exposure._service_table import SERVICES
from checks.facts import Facts, Part, PortFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

NONE = Text(
    vi="Không thấy dịch vụ nào truyền mật khẩu không mã hóa.", en="No service that takes passwords in clear."
)
CHANGES_TO_TLS = Text(
    vi="Chuyển sang TLS khi được yêu cầu (STARTTLS), nhưng cổng vẫn bắt đầu không mã hóa: {names}.",
    en="They change to TLS on request (STARTTLS), and begin in clear all the same: {names}.",
)
IN_CLEAR = Text(vi="Không mã hóa, mở ra bên ngoài: {names}.", en="In clear and open to the outside: {names}.")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Where each of them offers STARTTLS it is a warning: whether it insists on it, nobody can see here."""
    services = [one for one in open_services(facts) if one[2].in_clear and not one[1].tls]
    if not services:
        return nothing_found(facts, NONE)
    in_clear = [one for one in services if one[1].starttls is not True]
    told = in_clear or services
    return Judgement(
        outcome=Outcome.FAIL if in_clear else Outcome.WARN,
        severity=None if in_clear else Severity.LOW,
        summary=_named(IN_CLEAR if in_clear else CHANGES_TO_TLS, told),
        evidence={"services": ports_evidence([(address, port) for address, port, _ in services])},
    )


def _named(sentence: Text, services: list[OpenService]) -> Text:
    names = names_of(services)
    return Text(vi=sentence.vi.format(names=names.vi), en=sentence.en.format(names=names.en))


CHECK = Check(
    id="exposure.cleartext",
    title=Text(vi="Không dịch vụ nào truyền mật khẩu không mã hóa", en="No service takes passwords in clear"),
    finding=Text(vi="Dịch vụ truyền mật khẩu không mã hóa", en="Services that take passwords in clear"),
    warning=Text(vi="Dịch vụ chỉ mã hóa khi được yêu cầu", en="Services that encrypt on request only"),
    rationale=Text(
        vi="POP3, IMAP, gửi thư, LDAP, SNMP và Telnet không có TLS để lộ tài khoản, mật khẩu và nội "
        "dung cho bất "
        "kỳ ai trên đường truyền. RFC 8314 khuyến nghị TLS ngay từ đầu thay cho STARTTLS.",
        en="POP3, IMAP, mail submission, LDAP, SNMP and Telnet without TLS show accounts, passwords "
        "and content "
        "to whoever is on the way. RFC 8314 recommends TLS from the first byte in the place of STARTTLS.",
    ),
    remediation=Text(
        vi="Đóng cổng không mã hóa, chỉ mở cổng có TLS (993, 995, 465, 636); không cho đăng nhập "
        "trước khi có TLS.\n"
        "Dovecot: ssl = required; inet_listener imap { port = 0 }\n"
        "Postfix (submission): smtpd_tls_security_level = encrypt; smtpd_tls_auth_only = yes\n"
        "OpenLDAP: olcSecurity: tls=1",
        en="Close the ports in clear and open those with TLS only (993, 995, 465, 636); let nobody "
        "log in before "
        "TLS.\n"
        "Dovecot: ssl = required; inet_listener imap { port = 0 }\n"
        "Postfix (submission): smtpd_tls_security_level = encrypt; smtpd_tls_auth_only = yes\n"
        "OpenLDAP: olcSecurity: tls=1",
    ),
    severity=Severity.MEDIUM,
    needs=(PortFacts,),
    parts=(Part.PORTS_NAMED,),
    ports=tuple(sorted({port for service in SERVICES if service.in_clear for port in service.ports})),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL),
    references=(
        Reference(title="RFC 8314", url="https://www.rfc-editor.org/rfc/rfc8314"),
        Reference(title="CIS Controls v8, 4.6", url="https://www.cisecurity.org/controls/v8"),
        Reference(title="TCVN 11930:2017, 7.2.1.2 Kiểm soát truy cập từ bên ngoài mạng", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    full_only=True,
)
