"""ipv6.mx_reachable: every IPv6 address of the domain's mail servers accepts mail."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clipped
from checks.facts import Facts, MailServerFacts, NotTested, Part
from checks.facts.names.mail_servers import MailServer
from checks.ipv6._addresses import usable
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

NO_ADDRESS = Text(
    vi="Không áp dụng: không máy chủ thư nào có địa chỉ IPv6 dùng được; xem ipv6.mx_address.",
    en="Not applicable: no mail server has a usable IPv6 address; see ipv6.mx_address.",
)
GOOD = Text(
    vi="Mọi địa chỉ IPv6 của máy chủ thư đều nhận kết nối ở cổng 25.",
    en="Every IPv6 address of the mail servers accepts connections to port 25.",
)
NOT_TRIED = NotTested(reason=Reason.INCOMPLETE, detail="no IPv6 address of a mail server was tried")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Port 25 of each usable address. Where no mail server answers at all, the scanner may be to blame."""
    seen = facts.require(MailServerFacts)
    wanted = {address for host in seen.hosts for address in usable(host.names)}
    if not wanted:
        failure = next((host.failure for host in seen.hosts if "AAAA" in host.unanswered), None)
        return (
            not_tested(failure) if failure else Judgement(outcome=Outcome.NOT_APPLICABLE, summary=NO_ADDRESS)
        )
    tried = [one for one in seen.servers if one.address in wanted]
    if not tried:
        return not_tested(seen.silence or NOT_TRIED)
    if not seen.ipv6_here:
        return not_tested(NotTested(reason=Reason.NO_IPV6_HERE, detail=seen.ipv6_proof[:300]))
    closed = [one.address for one in tried if one.port != "open"]
    evidence = _evidence(seen, tried)
    if closed and (silence := seen.silence) is not None:
        return not_tested(silence)
    if closed:
        return Judgement(outcome=Outcome.FAIL, summary=_unreachable(closed, tried), evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=GOOD, evidence=evidence)


def _evidence(seen: MailServerFacts, tried: list[MailServer]) -> dict[str, JsonValue]:
    names = {address: host.name for host in reversed(seen.hosts) for address in reversed(host.addresses)}
    lines = (f"{names.get(one.address, one.asked_as)} ({one.address}): {one.port}" for one in tried)
    return {"domain": seen.domain, "mail_servers": clipped(lines), "ipv6_proof": seen.ipv6_proof}


def _unreachable(closed: list[str], tried: list[MailServer]) -> Text:
    listed = ", ".join(closed)
    if len(closed) < len(tried):
        return Text(
            vi=f"Một phần địa chỉ IPv6 của máy chủ thư không nhận kết nối ở cổng 25: {listed}.",
            en=f"Some IPv6 addresses of the mail servers do not accept connections to port 25: {listed}.",
        )
    return Text(
        vi=f"Không địa chỉ IPv6 nào của máy chủ thư nhận kết nối ở cổng 25: {listed}.",
        en=f"No IPv6 address of the mail servers accepts connections to port 25: {listed}.",
    )


CHECK = Check(
    id="ipv6.mx_reachable",
    title=Text(vi="Máy chủ thư nhận thư qua IPv6", en="Mail servers take mail over IPv6"),
    finding=Text(vi="Máy chủ thư không nhận kết nối qua IPv6", en="A mail server is not reached over IPv6"),
    rationale=Text(
        vi="Bản ghi AAAA trỏ tới địa chỉ không nhận thư làm thư bị chậm, hoặc không đến được từ bên gửi chỉ"
        " có IPv6.",
        en="An AAAA record that leads to an address where no mail is taken delays mail, and loses that of"
        " senders who have IPv6 alone.",
    ),
    remediation=Text(
        vi="Kiểm tra máy chủ thư lắng nghe IPv6 ở cổng 25 (ss -ltn; Postfix: inet_protocols = all,"
        " inet_interfaces = all), tường lửa cho phép TCP 25 và ICMPv6, định tuyến thông suốt; gỡ bản ghi AAAA"
        " của địa chỉ không còn dùng.",
        en="See that the mail server listens on IPv6 at port 25 (ss -ltn; Postfix: inet_protocols = all,"
        " inet_interfaces = all), that the firewall lets TCP 25 and ICMPv6 through and that routing works;"
        " remove AAAA records of addresses no longer used.",
    ),
    severity=Severity.MEDIUM,
    needs=(MailServerFacts,),
    parts=(Part.MX_ADDRESSES, Part.MX_REACHED),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="Internet.nl: mx_reach", url="https://github.com/internetstandards/Internet.nl"),
        Reference(title="RFC 3974 (SMTP over IPv4 and IPv6)", url="https://www.rfc-editor.org/rfc/rfc3974"),
        Reference(title="RFC 4890 (ICMPv6 in firewalls)", url="https://www.rfc-editor.org/rfc/rfc4890"),
    ),
    since="0.1.0",
    judge=judge,
)
