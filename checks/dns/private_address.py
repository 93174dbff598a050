"""dns.private_address: a public name leads to public addresses only."""

from collections.abc import Iterator

from pydantic import JsonValue

from checks.addresses import scope
from checks.check import Check
from checks.dns._asked import NO_SUCH_NAME, TYPED
from checks.facts import DnsFacts, Facts, Part
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

NO_ADDRESS = Text(
    vi="Không áp dụng: tên miền không có địa chỉ nào.", en="Does not apply: the name has no address."
)
NOT_PUBLIC = ("private", "shared", "loopback", "link-local", "unspecified", "multicast")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The host's addresses that were not connected to, and its zone's name servers' that are not public."""
    names = facts.require(DnsFacts)
    if names.status == "ADDRESS":
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=TYPED)
    inside: dict[str, JsonValue] = {**_own(names), **dict(_of_name_servers(names))}
    if inside:
        return Judgement(outcome=Outcome.FAIL, summary=_leads_inside(inside), evidence=inside)
    if names.status == "NXDOMAIN":
        return not_tested(NO_SUCH_NAME)
    return _public([*names.ipv4, *names.ipv6])


def _public(addresses: list[JsonValue]) -> Judgement:
    if not addresses:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=NO_ADDRESS)
    summary = Text(
        vi="Tên miền không trỏ tới địa chỉ nội bộ nào.", en="The name leads to no private address."
    )
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence={"addresses": addresses})


def _own(names: DnsFacts) -> dict[str, JsonValue]:
    return {address: f"{scope(address)}, not connected to" for address in names.withheld}


def _of_name_servers(names: DnsFacts) -> Iterator[tuple[str, str]]:
    """Of a zone that a test keeps on this machine, everything is on this machine (RFC 6761)."""
    for server in names.name_servers:
        for address in (*server.ipv4, *server.ipv6):
            reaches = scope(address)
            if reaches in NOT_PUBLIC and not (reaches == "loopback" and not names.withheld):
                yield address, f"{reaches}, name server {server.name}"


def _leads_inside(inside: dict[str, JsonValue]) -> Text:
    listed = ", ".join(f"{address} ({str(what).partition(',')[0]})" for address, what in inside.items())
    return Text(
        vi=f"DNS công khai trỏ tới địa chỉ không công khai: {listed}.",
        en=f"Public DNS leads to addresses that are not public: {listed}.",
    )


CHECK = Check(
    id="dns.private_address",
    title=Text(vi="DNS không trỏ tới địa chỉ nội bộ", en="No private address in public DNS"),
    finding=Text(vi="DNS công khai trỏ tới địa chỉ nội bộ", en="Private address in public DNS"),
    rationale=Text(
        vi="Địa chỉ nội bộ trong DNS công khai để lộ mạng bên trong, khiến một phần người dân không vào được"
        " và dẫn trình duyệt tới một máy khác trong mạng của họ (hoặc chính máy của họ), nơi kẻ xấu có thể"
        " chờ sẵn.",
        en="A private address in public DNS gives the inside network away, keeps some visitors out, and leads"
        " browsers to some other machine in their own network, or to their own, where somebody may wait.",
    ),
    remediation=Text(
        vi="Gỡ bản ghi A/AAAA có địa chỉ nêu trong bằng chứng khỏi DNS công khai; tên dùng nội bộ để ở máy"
        " chủ DNS nội bộ. Hệ thống thực sự ở mạng nội bộ: ghi “có” ở cột “Trong mạng nội bộ” của danh mục.",
        en="Remove the A and AAAA records of the addresses in the evidence from public DNS: names for the"
        " inside belong to a DNS server inside. Where the system does stand in a private network, say so in"
        " the inventory.",
    ),
    severity=Severity.MEDIUM,
    needs=(DnsFacts,),
    parts=(Part.DNS_IPV4, Part.DNS_IPV6),
    judges="endpoint",
    reads_zone=True,
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 6890 (special-purpose addresses)", url="https://www.rfc-editor.org/rfc/rfc6890"),
        Reference(
            title="RFC 1918, section 5 (private addresses in DNS)",
            url="https://www.rfc-editor.org/rfc/rfc1918#section-5",
        ),
        Reference(
            title="RFC 6761 (names for tests and for this machine)",
            url="https://www.rfc-editor.org/rfc/rfc6761",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
