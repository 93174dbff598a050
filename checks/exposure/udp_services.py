"""exposure.udp_services: no UDP service serves strangers, or lends itself to attacks on others."""

from collections.abc import Sequence

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import LIST_LENGTH, clip
from checks.exposure._udp_table import risk_of
from checks.facts import Facts, Part, UdpAnswer, UdpFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

Answered = tuple[str, UdpAnswer]
SETTLED = Text(
    vi="Không dịch vụ UDP nào phục vụ người lạ; mọi dịch vụ đã hỏi đều đóng hoặc từ chối.",
    en="No UDP service serves strangers: all that were asked are closed, or refuse.",
)
SILENT = Text(
    vi="Không dịch vụ UDP nào phục vụ người lạ; {silent}/{asked} không trả lời, nên không biết đóng hay mở.",
    en="No UDP service serves strangers; {silent} of {asked} gave no answer, which may mean closed or open.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """What served a stranger fails. Silence is no proof of a closed port: then nothing is passed."""
    udp = facts.require(UdpFacts)
    served = udp.in_state("open")
    if served:
        return _served(served)
    silent, settled = udp.in_state("silent"), udp.in_state("closed", "guarded")
    asked = len(silent) + len(settled)
    evidence: dict[str, JsonValue] = {
        "asked": asked,
        "no_answer": _names(silent),
        "closed": _names(udp.in_state("closed")),
        "refused": _names(udp.in_state("guarded")),
    }
    if not silent:
        return Judgement(outcome=Outcome.PASS, summary=SETTLED, evidence=evidence)
    vi, en = (text.format(silent=len(silent), asked=asked) for text in (SILENT.vi, SILENT.en))
    return Judgement(outcome=Outcome.INFO, summary=Text(vi=vi, en=en), evidence=evidence, claims_whole=True)


def _names(answered: Sequence[Answered]) -> list[JsonValue]:
    return [*dict.fromkeys(answer.service for _, answer in answered)]


def _served(served: Sequence[Answered]) -> Judgement:
    risks = {answer.service: risk_of(answer.service) for _, answer in served}
    vi = "; ".join(f"{risk.label}: {risk.what.vi}" for risk in risks.values())
    en = "; ".join(f"{risk.label}: {risk.what.en}" for risk in risks.values())
    return Judgement(
        outcome=Outcome.FAIL,
        severity=max((risk.severity for risk in risks.values()), key=lambda severity: severity.rank),
        summary=Text(vi=f"Dịch vụ UDP phục vụ người lạ. {vi}.", en=f"UDP services serve strangers. {en}."),
        evidence={"services": [_evidence(address, answer) for address, answer in served[:LIST_LENGTH]]},
    )


def _evidence(address: str, answer: UdpAnswer) -> JsonValue:
    return {
        "address": address,
        "port": answer.port,
        "service": f"{risk_of(answer.service).label} (UDP)",
        "version": clip(answer.told) or None,
        "amplification": round(answer.amplification, 1),
    }


CHECK = Check(
    id="exposure.udp_services",
    title=Text(vi="Không dịch vụ UDP nào phục vụ người lạ", en="No UDP service serves strangers"),
    finding=Text(vi="Dịch vụ UDP phục vụ người lạ", en="UDP services serve strangers"),
    rationale=Text(
        vi="SNMP với chuỗi mặc định, IPMI, TFTP cho người lạ đọc cấu hình và điều khiển thiết bị; "
        "NTP monlist, DNS "
        "mở, memcached, CLDAP, SSDP bị giả địa chỉ nguồn để khuếch đại tấn công từ chối dịch vụ.",
        en="SNMP with its default community, IPMI and TFTP let strangers read settings and drive "
        "machines; NTP "
        "monlist, open resolvers, memcached, CLDAP and SSDP answer forged senders, and multiply floods.",
    ),
    remediation=Text(
        vi="Chặn các cổng UDP này ở tường lửa; chỉ cho phép từ mạng quản trị. DNS: tắt đệ quy cho "
        "bên ngoài.\n"
        "Linux: nft add rule inet filter input udp dport { 69, 123, 161, 389, 623, 1900, 11211 } drop\n"
        "ntp.conf: restrict default kod nomodify notrap nopeer noquery\n"
        "BIND: allow-recursion { localnets; };\n"
        "memcached: -U 0",
        en="Block these UDP ports at the firewall, and let the management network alone in. DNS: no "
        "recursion "
        "for strangers.\n"
        "Linux: nft add rule inet filter input udp dport { 69, 123, 161, 389, 623, 1900, 11211 } drop\n"
        "ntp.conf: restrict default kod nomodify notrap nopeer noquery\n"
        "BIND: allow-recursion { localnets; };\n"
        "memcached: -U 0",
    ),
    severity=Severity.HIGH,
    needs=(UdpFacts,),
    parts=(Part.UDP_ASKED,),
    outcomes=(Outcome.PASS, Outcome.INFO, Outcome.FAIL),
    references=(
        Reference(
            title="RFC 5358 (BCP 140): recursive name servers", url="https://www.rfc-editor.org/rfc/rfc5358"
        ),
        Reference(
            title="CISA TA14-017A: UDP-based amplification attacks",
            url="https://www.cisa.gov/news-events/alerts/2014/01/17/udp-based-amplification-attacks",
        ),
        Reference(title="TCVN 11930:2017, 7.2.1.2 Kiểm soát truy cập từ bên ngoài mạng", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    needs_permission="udp",
    full_only=True,
)
