"""Waivers in the terminal and as JSON. What people wrote is shown, never obeyed."""

from collections.abc import Iterable, Sequence
from datetime import date

from pydantic import JsonValue
from rich.table import Table
from rich.text import Text as Plain

from checks.model import Language, Text
from checks.words import SEVERITIES
from inventory.cli.listing.forms import Listing
from inventory.cli.terminal import inert, print_line
from inventory.dates import day
from scanner.observation import Observation
from scanner.waivers.model import Waiver
from scanner.waivers.standing import EndpointStanding, Standing, WaiverState, standing

TITLE = Text(vi="Các chấp nhận có thời hạn tính đến ngày", en="Waivers as of")
NONE = Text(vi="Không có chấp nhận có thời hạn nào.", en="There are no waivers.")
WAIVED = Text(
    vi="Phát hiện đang được chấp nhận có thời hạn (vẫn là phát hiện)", en="Waived findings (findings still)"
)
COLUMNS = (
    Text(vi="Số", en="No."),
    Text(vi="Hệ thống", en="System"),
    Text(vi="Nội dung kiểm tra và điểm truy cập", en="Check and endpoints"),
    Text(vi="Tình trạng", en="State"),
    Text(vi="Chấp nhận có thời hạn", en="Waiver"),
)
ANSWER = Text(
    vi="đến hết ngày {until}; người phê duyệt: {approver}; người ghi: {actor}, ngày {given}; lý do: {reason}",
    en="through {until}; approved by: {approver}; recorded by: {actor} on {given}; reason: {reason}",
)
STATES: dict[WaiverState, Text] = {
    WaiverState.IN_FORCE: Text(vi="đang có hiệu lực", en="in force"),
    WaiverState.EVIDENCE_CHANGED: Text(
        vi="hết hiệu lực: bằng chứng đã thay đổi", en="lapsed: the evidence changed"
    ),
    WaiverState.NO_FINDING: Text(vi="không còn phát hiện tương ứng", en="no such finding now"),
    WaiverState.EXPIRED: Text(vi="đã hết hạn", en="expired"),
    WaiverState.REVOKED: Text(vi="đã thu hồi", en="revoked"),
}


def listed_waivers(standings: Sequence[Standing], as_of: date, language: Language) -> Listing:
    """One row a waiver, the newest last.

    Its JSON is a list of objects: a waiver's own fields, its state, and the state at each endpoint.
    """
    return Listing(
        title=f"{TITLE.to(language)} {day(as_of, language)}",
        headings=[column.to(language) for column in COLUMNS],
        rows=[_row(waiver_standing, language) for waiver_standing in standings],
        document=lambda: [_object(waiver_standing) for waiver_standing in standings],
        shown=None if standings else lambda: print_line(NONE.to(language)),
    )


def waived_findings(
    waivers: Iterable[Waiver], observations: Sequence[Observation], as_of: date, language: Language
) -> Table | None:
    """The findings among what was observed that are waived on a day, struck through; None: there are none."""
    in_force = [
        (waiver_standing.waiver, endpoint)
        for waiver_standing in standing(waivers, observations, as_of)
        for endpoint in waiver_standing.endpoints
        if endpoint.state is WaiverState.IN_FORCE
    ]
    if not in_force:
        return None
    table = Table(title=inert(f"{WAIVED.to(language)}: {len(in_force)}"), title_justify="left")
    for column in (*COLUMNS[:3], COLUMNS[4]):
        table.add_column(column.to(language), overflow="fold")
    for waiver, endpoint in in_force:
        table.add_row(*_finding(waiver, endpoint, language))
    return table


def _row(waiver_standing: Standing, language: Language) -> list[object]:
    waiver = waiver_standing.waiver
    endpoints = "; ".join(
        _endpoint(endpoint, waiver_standing.state, language) for endpoint in waiver_standing.endpoints
    )
    finding = f"{waiver.check}: {endpoints}"
    return [
        waiver.number,
        waiver.system,
        finding,
        _state(waiver_standing, language),
        _answer(waiver, language),
    ]


def _answer(waiver: Waiver, language: Language) -> str:
    """Until when, who answers for it, who recorded it, and why."""
    values = {"approver": waiver.approver, "actor": waiver.actor, "reason": waiver.reason}
    until, given_on = day(waiver.until, language), day(waiver.given_on, language)
    return ANSWER.to(language).format(until=until, given=given_on, **values)


def _endpoint(endpoint: EndpointStanding, state: WaiverState, language: Language) -> str:
    """An endpoint, with its state where it differs from the whole waiver's."""
    name = f"{endpoint.host}:{endpoint.https_port}"
    return name if endpoint.state is state else f"{name} ({STATES[endpoint.state].to(language)})"


def _state(waiver_standing: Standing, language: Language) -> str:
    wording, revocation = STATES[waiver_standing.state].to(language), waiver_standing.waiver.revocation
    if waiver_standing.state is not WaiverState.REVOKED or revocation is None:
        return wording
    return f"{wording} ({day(revocation.on, language)}, {revocation.actor}: {revocation.reason})"


def _finding(waiver: Waiver, endpoint: EndpointStanding, language: Language) -> list[Plain]:
    severity = SEVERITIES[endpoint.severity].to(language)
    finding = inert(f"{waiver.check}: {endpoint.host}:{endpoint.https_port} ({severity})")
    finding.stylize("strike")
    return [inert(waiver.number), inert(waiver.system), finding, inert(_answer(waiver, language))]


def _object(waiver_standing: Standing) -> dict[str, JsonValue]:
    fields: dict[str, JsonValue] = waiver_standing.waiver.model_dump(mode="json", exclude={"accepted"})
    endpoints: list[JsonValue] = [endpoint.model_dump(mode="json") for endpoint in waiver_standing.endpoints]
    return {**fields, "state": waiver_standing.state.value, "endpoints": endpoints}
