"""mail.starttls: every server that takes the domain's mail offers TLS 1.2 or newer (RFC 3207, RFC 8314)."""

from collections.abc import Iterable

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clip, clipped
from checks.facts import Absent, Facts, MailServerFacts, NotTested, Part, ProtocolVersion
from checks.facts.names.mail_servers import MailServer, MailTls
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

MODERN = {ProtocolVersion.TLS_1_2, ProtocolVersion.TLS_1_3}
OLD = {ProtocolVersion.TLS_1_0, ProtocolVersion.TLS_1_1}
NEVER_ASKED = NotTested(reason=Reason.INCOMPLETE, detail="no mail server was asked for TLS")
GOOD = Text(
    vi="Mọi máy chủ thư đều có STARTTLS với TLS 1.2 trở lên.",
    en="Every mail server offers STARTTLS with TLS 1.2 or newer.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst server decides: mail goes to any of them, and whoever is on the way chooses which."""
    seen = facts.require(MailServerFacts)
    told = [one for one in seen.servers if not isinstance(one.tls, NotTested)]
    if not told:
        return not_tested(seen.silence or _why(seen.servers))
    without = [one for one in told if isinstance(one.tls, Absent)]
    outdated = [one for one in told if isinstance(one.tls, MailTls) and _is_outdated(one.tls)]
    old = [one for one in told if one not in outdated and isinstance(one.tls, MailTls) and _has_old(one.tls)]
    evidence = _evidence(seen, told)
    if without or outdated:
        summary = _failing(_named(seen, without), _named(seen, outdated))
        return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    if old:
        summary = _with_old(_named(seen, old))
        return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=summary, evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=GOOD, evidence=evidence)


def _why(servers: Iterable[MailServer]) -> NotTested:
    return next((one.tls for one in servers if isinstance(one.tls, NotTested)), NEVER_ASKED)


def _accepted(tls: MailTls) -> set[ProtocolVersion]:
    return {scan.version for scan in tls.versions if scan.status == "accepted"}


def _is_outdated(tls: MailTls) -> bool:
    """Without a modern version, none of which was left open; or with SSL 3.0 (RFC 7568)."""
    accepted = _accepted(tls)
    open_ones = {scan.version for scan in tls.versions if scan.status == "not_tested"}
    return not MODERN & (accepted | open_ones) or ProtocolVersion.SSL_3 in accepted


def _has_old(tls: MailTls) -> bool:
    return bool(OLD & _accepted(tls))


def _named(seen: MailServerFacts, servers: Iterable[MailServer]) -> str:
    """Names and addresses, for a sentence."""
    return ", ".join(clip(_label(seen, one)) for one in servers)


def _label(seen: MailServerFacts, server: MailServer) -> str:
    names = (host.name for host in seen.hosts if server.address in host.addresses)
    return f"{', '.join(names)} ({server.address})"


def _evidence(seen: MailServerFacts, told: Iterable[MailServer]) -> dict[str, JsonValue]:
    lines = (f"{_label(seen, one)}: {_offer(one)}" for one in told)
    return {"domain": seen.domain, "mail_servers": clipped(lines)}


def _offer(server: MailServer) -> str:
    if not isinstance(server.tls, MailTls):
        return server.tls.detail
    accepted = _accepted(server.tls)
    return ", ".join(version for version in ProtocolVersion if version in accepted)


def _failing(without: str, outdated: str) -> Text:
    vi, en = [], []
    if without:
        vi.append(f"máy chủ thư không có STARTTLS: {without}")
        en.append(f"mail servers without STARTTLS: {without}")
    if outdated:
        vi.append(f"máy chủ thư dùng phiên bản SSL/TLS đã bị loại bỏ: {outdated}")
        en.append(f"mail servers with versions of SSL or TLS that are given up: {outdated}")
    vi_text, en_text = "; ".join(vi), "; ".join(en)
    return Text(vi=f"{vi_text[0].upper()}{vi_text[1:]}.", en=f"{en_text[0].upper()}{en_text[1:]}.")


def _with_old(named: str) -> Text:
    return Text(
        vi=f"Máy chủ thư còn nhận TLS 1.0 hoặc 1.1: {named}.",
        en=f"Mail servers still take TLS 1.0 or 1.1: {named}.",
    )


CHECK = Check(
    id="mail.starttls",
    title=Text(
        vi="Máy chủ thư nhận thư qua TLS 1.2 trở lên", en="Mail servers take mail over TLS 1.2 or newer"
    ),
    finding=Text(
        vi="Máy chủ thư không có STARTTLS hoặc TLS đã lỗi thời",
        en="A mail server without STARTTLS, or with outdated TLS",
    ),
    warning=Text(vi="Máy chủ thư còn nhận TLS 1.0 hoặc 1.1", en="A mail server still takes TLS 1.0 or 1.1"),
    rationale=Text(
        vi="Không có STARTTLS, thư gửi tới cơ quan đi qua Internet ở dạng đọc được và sửa được. Kẻ trên đường"
        " truyền chọn được máy chủ kém nhất trong các bản ghi MX, nên mọi máy chủ đều phải có TLS tốt.",
        en="Without STARTTLS, mail to the agency crosses the Internet for anybody on the way to read and"
        " change. Whoever is there can also choose the weakest server among the MX records, so each of them"
        " needs good TLS.",
    ),
    remediation=Text(
        vi="Bật STARTTLS với chứng thư ở mọi máy chủ MX (Postfix: smtpd_tls_security_level = may,"
        " smtpd_tls_chain_files = …, smtpd_tls_protocols = >=TLSv1.2; Exchange: đầu nối nhận ở cổng 25 có"
        " chứng thư và TLS), bỏ SSL 3.0, TLS 1.0 và 1.1.",
        en="Turn on STARTTLS with a certificate at every MX server (Postfix: smtpd_tls_security_level = may,"
        " smtpd_tls_chain_files = …, smtpd_tls_protocols = >=TLSv1.2; Exchange: a receive connector at port"
        " 25 with a certificate and TLS), and turn off SSL 3.0, TLS 1.0 and 1.1.",
    ),
    severity=Severity.MEDIUM,
    needs=(MailServerFacts,),
    parts=(Part.MX_ADDRESSES, Part.MX_TLS),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 3207 (STARTTLS in SMTP)", url="https://www.rfc-editor.org/rfc/rfc3207"),
        Reference(title="RFC 8996 (TLS 1.0 and 1.1)", url="https://www.rfc-editor.org/rfc/rfc8996"),
        Reference(title="RFC 7568 (SSL 3.0)", url="https://www.rfc-editor.org/rfc/rfc7568"),
        Reference(title="Internet.nl: mail STARTTLS", url="https://github.com/internetstandards/Internet.nl"),
    ),
    since="0.1.0",
    judge=judge,
)
