"""ipv6.mx_address: every server that takes the domain's mail has a global IPv6 address."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clip, clipped
from checks.facts import Facts, MailServerFacts, Part
from checks.facts.names.mail_servers import MailHost
from checks.ipv6._addresses import unusable, usable
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

GOOD = Text(vi="Mọi máy chủ thư đều có địa chỉ IPv6.", en="Every mail server has an IPv6 address.")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """At least one AAAA record with a usable address for each name in the MX records."""
    seen = facts.require(MailServerFacts)
    known = [host for host in seen.hosts if usable(host.names) or "AAAA" not in host.unanswered]
    without = [host for host in known if not usable(host.names)]
    evidence: dict[str, JsonValue] = {
        "domain": seen.domain,
        "mail_servers": clipped(f"{host.name}: {_told(host)}" for host in seen.hosts),
    }
    if without:
        listed = ", ".join(clip(host.name) for host in without)
        summary = Text(
            vi=f"Máy chủ thư chưa có địa chỉ IPv6 dùng được: {listed}.",
            en=f"Mail servers without a usable IPv6 address: {listed}.",
        )
        return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    failure = next((host.failure for host in seen.hosts if host not in known and host.failure), None)
    if failure is not None:
        return not_tested(failure)
    return Judgement(outcome=Outcome.PASS, summary=GOOD, evidence=evidence)


def _told(host: MailHost) -> str:
    """Its IPv6 addresses, and why some cannot be used."""
    others = unusable(host.names)
    listed = [f"{one} ({others[one]})" if one in others else one for one in host.ipv6]
    return ", ".join(listed) or ("?" if "AAAA" in host.unanswered else "–")


CHECK = Check(
    id="ipv6.mx_address",
    title=Text(vi="Máy chủ thư có địa chỉ IPv6", en="Mail servers have IPv6 addresses"),
    finding=Text(vi="Máy chủ thư chưa có địa chỉ IPv6 dùng được", en="A mail server has no usable IPv6"),
    rationale=Text(
        vi="Chuyển đổi IPv6 gồm cả hệ thống thư: máy chủ thư chỉ có IPv4 thì bên gửi chỉ có IPv6 không gửi"
        " thư tới được.",
        en="The move to IPv6 takes in mail as well: a server that has IPv4 alone gets no mail from senders"
        " that have IPv6 alone.",
    ),
    remediation=Text(
        vi="Gán địa chỉ IPv6 cho từng máy chủ MX (Postfix: inet_protocols = all), tạo bản ghi PTR cho địa chỉ"
        " đó, thêm vào bản ghi SPF nếu máy chủ cũng gửi thư, rồi thêm bản ghi AAAA.",
        en="Give every MX server an IPv6 address (Postfix: inet_protocols = all) with a PTR record, add it to"
        " the SPF record if the server sends mail too, then add the AAAA record.",
    ),
    severity=Severity.LOW,
    needs=(MailServerFacts,),
    parts=(Part.MX_ADDRESSES,),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 3596 (AAAA)", url="https://www.rfc-editor.org/rfc/rfc3596"),
        Reference(title="RFC 3974 (SMTP over IPv4 and IPv6)", url="https://www.rfc-editor.org/rfc/rfc3974"),
        Reference(title="Internet.nl: mx_aaaa", url="https://github.com/internetstandards/Internet.nl"),
        Reference(title="Quyết định 38/QĐ-BTTTT (2021): chuyển đổi IPv6", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
