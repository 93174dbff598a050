"""ipv6.web_reachable: every IPv6 address of the host accepts a web connection."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import AddressReach, DnsFacts, Facts, NotTested, Part, ReachFacts
from checks.ipv6._addresses import usable
from checks.ipv6._applicability import unjudgeable
from checks.ipv6._families import DEAD, of_usable, open_ports
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

NOT_TRIED = NotTested(reason=Reason.INTERNAL_ERROR, detail="not every address was tried")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Each usable address accepts the HTTPS or the HTTP port. A host dead over IPv4 too is not judged.

    Told as Internet.nl's web_reach tells them, which gives some points for both: how many addresses answer
    where some do, and ports that are open over IPv4 alone (a finding of ipv6.same_content).
    """
    if (judgement := unjudgeable(facts)) is not None:
        return judgement
    reach = facts.require(ReachFacts)
    entries = of_usable(facts)
    evidence = _evidence(entries)
    closed = [entry.address for entry in entries if not entry.is_open]
    if closed and any(entry.is_open for entry in reach.addresses):
        if len(closed) < len(entries):
            evidence["reachable"] = f"{len(entries) - len(closed)}/{len(entries)}"
        return Judgement(outcome=Outcome.FAIL, summary=_unreachable(closed, len(entries)), evidence=evidence)
    if closed:
        return not_tested(DEAD)
    if len(entries) < len(usable(facts.require(DnsFacts))):
        return not_tested(NOT_TRIED)
    ports_ipv4, ports_ipv6 = open_ports(reach.of_family(4)), open_ports(entries)
    if only_over_ipv4 := [port for port in ports_ipv4 if port not in ports_ipv6]:
        evidence["only_over_ipv4"] = list(only_over_ipv4)
    summary = Text(vi="Mọi địa chỉ IPv6 đều truy cập được.", en="Every IPv6 address accepts connections.")
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)


def _evidence(entries: list[AddressReach]) -> dict[str, JsonValue]:
    return {
        entry.address: ", ".join(f"{port.port} {port.state}" for port in entry.ports) for entry in entries
    }


def _unreachable(closed: list[str], tried: int) -> Text:
    names = ", ".join(closed)
    if len(closed) < tried:
        return Text(
            vi=f"Chỉ truy cập được {tried - len(closed)}/{tried} địa chỉ IPv6; không trả lời: {names}.",
            en=f"Only {tried - len(closed)} of {tried} IPv6 addresses answer; the site does not at {names}.",
        )
    return Text(
        vi=f"Không truy cập được trang qua địa chỉ IPv6 {names}.",
        en=f"The site does not answer at the IPv6 address {names}.",
    )


CHECK = Check(
    id="ipv6.web_reachable",
    title=Text(vi="Truy cập được qua IPv6", en="Reachable over IPv6"),
    finding=Text(vi="Không truy cập được qua IPv6", en="Not reachable over IPv6"),
    rationale=Text(
        vi="Bản ghi AAAA trỏ tới địa chỉ không trả lời khiến người dùng IPv6 bị chậm hoặc không vào được"
        " trang, trong khi kiểm tra qua IPv4 vẫn thấy bình thường.",
        en="An AAAA record that points to a silent address makes the site slow or unreachable for IPv6"
        " users, while everything looks well over IPv4.",
    ),
    remediation=Text(
        vi="Kiểm tra máy chủ lắng nghe trên IPv6 (ss -ltn; nginx: listen [::]:443 ssl), tường lửa cho phép"
        " TCP 80, 443 và ICMPv6, định tuyến IPv6 thông suốt (ping -6, curl -6); gỡ bản ghi AAAA của địa chỉ"
        " không còn dùng.",
        en="See that the server listens on IPv6 (ss -ltn; nginx: listen [::]:443 ssl), that the firewall"
        " lets TCP 80, 443 and ICMPv6 through, and that IPv6 routing works (ping -6, curl -6); remove AAAA"
        " records of addresses no longer used.",
    ),
    severity=Severity.MEDIUM,
    needs=(DnsFacts, ReachFacts),
    parts=(Part.DNS_IPV6, Part.REACH_PORTS),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="Internet.nl: web_reach", url="https://github.com/internetstandards/Internet.nl"),
        Reference(title="RFC 4890 (ICMPv6 in firewalls)", url="https://www.rfc-editor.org/rfc/rfc4890"),
        Reference(title="Thông tư 39/2017/TT-BTTTT: IPv6", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    volatile=("reachable",),
)
