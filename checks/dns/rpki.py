"""dns.rpki: whether the routes to what a name depends on are authorized (RFC 6811), for information."""

from collections.abc import Iterable
from datetime import date

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clipped
from checks.facts import AddressRoute, DnsFacts, Facts, ImportedTable, RoutingFacts, tested
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

NAMED = 5  # in the sentence
NO_ADDRESS = Text(
    vi="Không áp dụng: không có địa chỉ công khai nào.",
    en="Does not apply: there is no public address.",
)
INVALID = Text(
    vi="RPKI không cho phép mạng đang công bố đường tới: {listed} (dữ liệu ngày {day}).",
    en="RPKI does not authorize the network that announces the route to {listed} (data of {day}).",
)
NOT_FOUND = Text(
    vi="Chưa có ROA cho đường tới: {listed} (dữ liệu ngày {day}).",
    en="There is no ROA for the route to {listed} (data of {day}).",
)
UNROUTED = Text(
    vi="Bảng định tuyến ngày {day} không có đường tới: {listed}.",
    en="The table of routes of {day} has none to {listed}.",
)
VALID = Text(
    vi="Mọi đường tới các địa chỉ đều được RPKI xác nhận (dữ liệu ngày {day}).",
    en="RPKI confirms the routes to all addresses (data of {day}).",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Never a finding. Told by the oldest day of the two tables."""
    routing = facts.require(RoutingFacts)
    vrps = tested(routing.vrps)
    facts.require(DnsFacts)
    if not routing.addresses:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=NO_ADDRESS)
    return Judgement(
        outcome=Outcome.INFO,
        summary=_summary(routing.addresses, min(routing.routes.day, vrps.day)),
        evidence=_evidence(facts, routing, vrps),
    )


def _summary(routes: Iterable[AddressRoute], day: date) -> Text:
    """The worst that was found, with its addresses."""
    by_state: dict[str, list[str]] = {}
    for route in routes:
        by_state.setdefault(_state(route), []).append(route.address)
    texts = {"invalid": INVALID, "not_found": NOT_FOUND, "unrouted": UNROUTED, "valid": VALID}
    state, text = next((state, text) for state, text in texts.items() if state in by_state)
    found = by_state[state]
    listed = ", ".join(found[:NAMED]) + (" …" if len(found) > NAMED else "")
    vi = text.vi.format(listed=listed, day=f"{day:%d/%m/%Y}")
    return Text(vi=vi, en=text.en.format(listed=listed, day=day.isoformat()))


def _state(route: AddressRoute) -> str:
    """Of several networks that announce a prefix, the worst."""
    states = {origin.validity for origin in route.origins}
    return next((state for state in ("invalid", "not_found", "valid") if state in states), "unrouted")


def _evidence(facts: Facts, routing: RoutingFacts, vrps: ImportedTable) -> dict[str, JsonValue]:
    today = facts.target.observed_at.date()
    return {
        "routes": clipped(map(_line, routing.addresses)),
        "routes_of": routing.routes.day.isoformat(),
        "vrps_of": vrps.day.isoformat(),
        "days": (today - min(routing.routes.day, vrps.day)).days,
    }


def _line(route: AddressRoute) -> str:
    origins = ", ".join(f"AS{origin.asn} {origin.validity}" for origin in route.origins)
    return f"{route.address}: {route.prefix or '–'} ({origins or '–'})"


CHECK = Check(
    id="dns.rpki",
    title=Text(vi="Đường tới các địa chỉ được RPKI xác nhận", en="Routes confirmed by RPKI"),
    finding=Text(vi="Đường chưa được RPKI xác nhận", en="Routes that RPKI does not confirm"),
    rationale=Text(
        vi="Không có ROA, mạng khác có thể công bố nhầm hoặc chiếm dải địa chỉ của máy chủ web, máy chủ tên"
        " miền, máy chủ thư mà các nhà mạng không nhận ra. capdo đối chiếu bảng định tuyến với dữ liệu RPKI"
        " đã nạp, không hỏi ai.",
        en="Without a ROA another network may announce the addresses of web, name or mail servers by mistake"
        " or to seize them, and no operator notices. capdo compares imported tables of routes and of RPKI,"
        " and asks nobody.",
    ),
    remediation=Text(
        vi="Người giữ dải địa chỉ (nhà cung cấp, VNNIC) tạo ROA cho đúng AS và độ dài công bố.\n"
        "Nạp dữ liệu mới: capdo settings set rpki.vrps vrps.json; capdo settings set rpki.routes"
        " 'riswhoisdump.IPv4.gz; riswhoisdump.IPv6.gz'",
        en="Whoever holds the addresses (the provider, VNNIC) creates a ROA for the AS and the length that"
        " is announced.\n"
        "Newer data: capdo settings set rpki.vrps vrps.json; capdo settings set rpki.routes"
        " 'riswhoisdump.IPv4.gz; riswhoisdump.IPv6.gz'",
    ),
    severity=Severity.INFO,
    needs=(DnsFacts, RoutingFacts),
    parts=(),
    judges="endpoint",
    reads_zone=True,
    outcomes=(Outcome.INFO, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="RFC 6811 (route origin validation)", url="https://www.rfc-editor.org/rfc/rfc6811#section-2"
        ),
        Reference(title="Internet.nl: RPKI", url="https://internet.nl/faqs/rpki/"),
    ),
    since="0.1.0",
    judge=judge,
    dated=True,
)
