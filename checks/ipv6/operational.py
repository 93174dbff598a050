"""ipv6.operational: how far the host's IPv6 transition is, in the four states of NIST's IPv6 monitor.

None, assigned (an address in DNS), reachable (every address answers) and operational (the same site as over
IPv4). The IPv6 indicator counts the operational ones.
"""

from typing import Literal

from checks.check import Check
from checks.facts import DnsFacts, Facts, HttpFacts, Part, ReachFacts, TlsFacts
from checks.ipv6 import same_content, web_reachable, web_tls
from checks.ipv6._addresses import usable
from checks.ipv6._applicability import settled, unjudgeable
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

Ipv6State = Literal["none", "assigned", "reachable", "operational", "n.a."]
SUMMARIES: dict[Ipv6State, Text] = {
    "none": Text(vi="Chưa có IPv6.", en="No IPv6 yet."),
    "assigned": Text(
        vi="Đã có địa chỉ IPv6 nhưng chưa truy cập được hết qua IPv6.",
        en="IPv6 addresses are assigned, but not all of them can be reached.",
    ),
    "reachable": Text(
        vi="Truy cập được qua IPv6 nhưng khác với IPv4.",
        en="The host can be reached over IPv6, but differs from IPv4.",
    ),
    "operational": Text(vi="IPv6 hoạt động đầy đủ.", en="IPv6 is fully operational."),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Pass in the state "operational" only; the evidence holds the state, unless it could not be told."""
    if (judgement := settled(facts)) is not None:
        return _not_applicable(judgement)
    if not usable(facts.require(DnsFacts)):
        return _in_state("none")
    if (judgement := unjudgeable(facts)) is not None:
        return judgement
    reached = web_reachable.judge(facts, web_reachable.CHECK.thresholds)
    if reached.outcome is not Outcome.PASS:
        return _in_state("assigned") if reached.outcome is Outcome.FAIL else reached
    compared = same_content.judge(facts, same_content.CHECK.thresholds)
    if compared.outcome is Outcome.NOT_TESTED:
        return compared
    falls_short = compared.outcome is Outcome.FAIL or _differs(compared) or _has_worse_tls(facts)
    return _in_state("reachable" if falls_short else "operational")


def _differs(compared: Judgement) -> bool:
    """Whether some port shows another page over IPv6, as a default page is."""
    parts = compared.evidence.values()
    return any(isinstance(part, dict) and part.get("differs") is True for part in parts)


def _has_worse_tls(facts: Facts) -> bool:
    """Whether IPv6 users are known to meet warnings; where TLS was not looked at, nothing is known."""
    return web_tls.judge(facts, web_tls.CHECK.thresholds).outcome is Outcome.FAIL


def _in_state(state: Ipv6State) -> Judgement:
    outcome = Outcome.PASS if state == "operational" else Outcome.FAIL
    return Judgement(outcome=outcome, summary=SUMMARIES[state], evidence={"state": state})


def _not_applicable(judgement: Judgement) -> Judgement:
    if judgement.outcome is not Outcome.NOT_APPLICABLE:
        return judgement
    return judgement.model_copy(update={"evidence": {"state": "n.a."}})


CHECK = Check(
    id="ipv6.operational",
    title=Text(vi="IPv6 hoạt động đầy đủ", en="IPv6 is operational"),
    finding=Text(vi="IPv6 chưa hoạt động đầy đủ", en="IPv6 is not operational"),
    rationale=Text(
        vi="Chuyển đổi IPv6 chỉ hoàn thành khi người dùng IPv6 nhận được đúng trang như qua IPv4; chỉ tiêu"
        " IPv6 tính các hệ thống ở trạng thái này.",
        en="The IPv6 transition is complete only when IPv6 users get the same site as over IPv4; the IPv6"
        " target counts the systems in this state.",
    ),
    remediation=Text(
        vi="Thực hiện lần lượt: thêm bản ghi AAAA (xem ipv6.web_address), mở cổng và định tuyến IPv6"
        " (ipv6.web_reachable), phục vụ cùng nội dung (ipv6.same_content) với cùng TLS (ipv6.web_tls).",
        en="Step by step: add the AAAA record (see ipv6.web_address), open ports and routing for IPv6"
        " (ipv6.web_reachable), serve the same content (ipv6.same_content) with the same TLS (ipv6.web_tls).",
    ),
    severity=Severity.MEDIUM,
    needs=(DnsFacts, ReachFacts, HttpFacts, TlsFacts),
    borrows=(TlsFacts,),
    parts=(Part.DNS_IPV6, Part.REACH_PORTS),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="NIST: USG IPv6 deployment monitor", url="https://fedv6-deployment.antd.nist.gov/"),
        Reference(title="Quyết định 38/QĐ-BTTTT (2021): chuyển đổi IPv6", verified=False),
        Reference(title="Quyết định 3369/QĐ-BKHCN: IPv6 2026–2030", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
