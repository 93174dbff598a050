"""Hypothesis strategies: what an import accepts, hostile text included."""

import unicodedata
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.attributes import SystemKind
from inventory.files.cells.formats import DIRECTION_MARKS
from inventory.files.layout.choices import FAMILIES
from inventory.files.reading.result import ImportedFile
from inventory.model import (
    USER_AGENT,
    Endpoint,
    EndpointRole,
    Inventory,
    Organization,
    OrganizationKind,
    ScanPermission,
    System,
)
from tests.inventory.inventories import LEVEL_ATTRIBUTES

TODAY = date(2026, 11, 21)
CODES = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,5}\Z")
LETTERS = st.characters(
    exclude_categories=["Cc", "Cs"], exclude_characters=[*DIRECTION_MARKS, "\ufffe", "\uffff"]
)
NASTY = st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "'=x", "''@", "＝1", "#N/A", "_x0041_", "null", "true", "12", "1e3",
     "22:00", "2023-05-31", "a;b, c", '"', "<b>[red]", "{{7*7}}", "– ", "~", "0x10", "a: b #c"]
)  # fmt: skip


def _as_imported(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).strip()


TEXTS = (NASTY | st.text(LETTERS, max_size=30)).map(_as_imported).filter(bool)
NOTES = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)
OPTIONAL = st.none() | TEXTS
PAST = st.dates(max_value=TODAY)
PORTS = st.integers(1, 65535)
PORT_LISTS = st.lists(PORTS, max_size=3).map(tuple)
HOSTS = st.sampled_from(["ioc.brvt.test", "xã-long-sơn.brvt.test", "192.0.2.7", "2001:db8::7"])
CONTACTS = st.fixed_dictionaries(
    {
        "contact_name": st.none() | TEXTS,
        "contact_email": st.none() | st.sampled_from(["antt@so.brvt.test", "a.b+c@xã-long-sơn.brvt.test"]),
        "contact_phone": st.none() | st.sampled_from(["0254 385 1234", "+84 (254) 385-1234 máy lẻ 12"]),
        "notes": st.none() | NOTES,
    }
)
PAPERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("address", "head_name", "head_title", "functions_document"), st.none() | TEXTS),
        "phone": st.none() | st.sampled_from(["0254 385 1234", "024 3 333 3333"]),
        "email": st.none() | st.sampled_from(["vanthu@so.brvt.test"]),
    },
)
SYSTEM_PAPERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("address", "standard"), st.none() | TEXTS),
        "service_scope": st.none() | NOTES,
        "system_kind": st.none() | st.sampled_from(SystemKind),
    },
)
ENDPOINTS = st.builds(
    Endpoint,
    host=HOSTS,
    https_port=PORTS,
    http_port=PORTS,
    role=st.sampled_from(EndpointRole),
    allowed_ports=PORT_LISTS,
    private=st.booleans(),
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date | None, date | None]:
    """A beginning and an end, in order, either of them perhaps open."""
    days = sorted(draw(st.lists(PAST, min_size=2, max_size=2)))
    return (days[0] if draw(st.booleans()) else None, days[1] if draw(st.booleans()) else None)


@st.composite
def permissions(draw: st.DrawFn) -> ScanPermission:
    """A permission with both hours or neither."""
    hours = draw(st.none() | st.lists(st.times(), min_size=2, max_size=2, unique=True)) or (None, None)
    valid = draw(spans())
    return ScanPermission(
        families=tuple(draw(st.lists(st.sampled_from(FAMILIES), min_size=1, max_size=3))),
        hours_from=hours[0],
        hours_to=hours[1],
        connections_per_address=draw(st.integers(1, 50)),
        ports=draw(PORT_LISTS),
        granted_by=draw(st.just("") | TEXTS),
        valid_from=valid[0],
        valid_to=valid[1],
        user_agent=draw(st.from_regex(f"({USER_AGENT})?", fullmatch=True)),
    )


@st.composite
def organizations(draw: st.DrawFn, codes: list[str]) -> tuple[Organization, ...]:
    """Each one's parent comes before it, so that there is no circle."""
    made = []
    for index, code in enumerate(codes):
        valid = draw(spans())
        above = st.none() | st.sampled_from(codes[:index]) if index else st.none()
        made.append(
            Organization(
                code=code,
                name=f"{index} {draw(TEXTS)}",
                kind=draw(st.sampled_from(OrganizationKind)),
                parent=draw(above),
                valid_from=valid[0],
                valid_to=valid[1],
                predecessors=tuple(draw(st.lists(st.sampled_from(codes), max_size=2))),
                web_page=draw(
                    st.none() | st.sampled_from(["https://xa.brvt.test/a?b=c", "xa.brvt.test:8443"])
                ),
                web_page_since=draw(st.none() | PAST),
                **draw(CONTACTS),
                **draw(PAPERS),
            )
        )
    return tuple(made)


@st.composite
def system(draw: st.DrawFn, code: str, owners: list[str]) -> System:
    """One system of one of the owners."""
    owner, span = st.sampled_from(owners), draw(spans())
    people = st.none() | st.integers(0, 10_000_000_000)
    return System(
        code=code,
        name=f"{code} {draw(TEXTS)}",
        owner=draw(owner),
        operator=draw(st.none() | owner),
        specialised_unit=draw(st.none() | owner),
        proposed_level=draw(st.none() | st.integers(1, 5)),
        in_operation_since=span[0],
        decommissioned=span[1],
        is_portal=draw(st.booleans()),
        basic_data_subjects=draw(people),
        sensitive_data_subjects=draw(people),
        **draw(LEVEL_ATTRIBUTES),
        approval_expected=draw(st.none() | st.dates()),
        plan_expected=draw(st.none() | st.dates()),
        **draw(CONTACTS),
        **draw(SYSTEM_PAPERS),
        endpoints=tuple(draw(st.lists(ENDPOINTS, max_size=3, unique_by=lambda endpoint: endpoint.key))),
        permission=draw(st.none() | permissions()),
    )


@st.composite
def events(draw: st.DrawFn, code: str) -> ApprovalEvent:
    """One event of one system."""
    on = draw(PAST)
    fields: dict[str, Any] = {
        name: draw(OPTIONAL) for name in ("number", "authority", "result", "actor", "file", "file_sha256")
    }
    moments = st.datetimes(timezones=st.just(UTC), min_value=datetime(1000, 1, 1))  # noqa: DTZ001 - zone apart
    return ApprovalEvent(
        system=code,
        kind=draw(st.sampled_from(EventKind)),
        on=on,
        level=draw(st.none() | st.integers(1, 5)),
        until=draw(st.none() | st.dates(min_value=on)),
        note=draw(st.none() | NOTES),
        recorded_at=draw(st.none() | moments),
        **fields,
    )


@st.composite
def imported_files(draw: st.DrawFn) -> ImportedFile:
    """A whole inventory as an import gives it: sorted by code."""
    codes = sorted(draw(st.lists(CODES, unique=True, min_size=1, max_size=4)))
    named = sorted(draw(st.lists(CODES, unique=True, max_size=3)))
    systems = tuple(draw(system(code, codes)) for code in named)
    told = draw(st.lists(st.sampled_from(named).flatmap(events), max_size=4)) if named else []
    return ImportedFile(Inventory(organizations=draw(organizations(codes)), systems=systems), tuple(told))
