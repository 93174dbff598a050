"""When the IPv6 checks have nothing to judge, or could not tell. Settled once, so that they answer alike."""

from pydantic import JsonValue

from checks.facts import DnsFacts, Facts, NotTested
from checks.ipv6._addresses import usable
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Text

IPV4_TARGET = Text(
    vi="Không áp dụng: điểm truy cập là một địa chỉ IPv4.",
    en="Not applicable: the target is an IPv4 address.",
)
NO_SUCH_NAME = Text(
    vi="Chưa kiểm tra được: tên miền không tồn tại trong DNS.",
    en="Not tested: the name does not exist in DNS.",
)
NO_ANSWER = Text(
    vi="Chưa kiểm tra được: máy chủ DNS không trả lời truy vấn AAAA.",
    en="Not tested: the AAAA query got no answer from DNS.",
)
NO_ADDRESS = Text(
    vi="Không áp dụng: tên miền không có địa chỉ IPv6 dùng được; xem ipv6.web_address.",
    en="Not applicable: the name has no usable IPv6 address; see ipv6.web_address.",
)


def settled(facts: Facts) -> Judgement | None:
    """The judgement when DNS alone already says that nothing can be judged, else None.

    Raises:
        FactsMissingError: DNS could not be asked.

    """
    dns = facts.require(DnsFacts)
    if dns.status == "ADDRESS" and not dns.ipv6:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=IPV4_TARGET)
    if dns.status == "NXDOMAIN":
        return _unresolved(_dangling(dns.gone) if dns.gone else NO_SUCH_NAME)
    if "AAAA" in dns.unanswered and not usable(dns):
        return _unresolved(NO_ANSWER, *dns.failures)
    return None


def _unresolved(summary: Text, *causes: str) -> Judgement:
    evidence: dict[str, JsonValue] = {"detail": "; ".join(causes)} if causes else {}
    return Judgement(
        outcome=Outcome.NOT_TESTED, reason=Reason.DNS_FAILURE, summary=summary, evidence=evidence
    )


def _dangling(gone: str) -> Text:
    return Text(
        vi=f"Chưa kiểm tra được: tên miền trỏ (CNAME) tới {gone}, tên này không tồn tại.",
        en=f"Not tested: the name is an alias (CNAME) of {gone}, which does not exist.",
    )


def unjudgeable(facts: Facts) -> Judgement | None:
    """As ``settled``, and also when there is no usable address or this scanner has no IPv6 of its own."""
    if (judgement := settled(facts)) is not None:
        return judgement
    if not usable(facts.require(DnsFacts)):
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=NO_ADDRESS)
    if isinstance(facts.reach, NotTested) or facts.reach.ipv6_here:
        return None
    return not_tested(NotTested(reason=Reason.NO_IPV6_HERE, detail=facts.reach.ipv6_proof[:300]))
