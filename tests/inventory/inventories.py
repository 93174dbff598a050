"""Hypothesis strategies: whole inventories whose codes are unique and refer to one another."""

from datetime import time

from hypothesis import strategies as st

from inventory.attributes import Harm, Scope, SystemKind, WorksGrade
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

CODES = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,5}\Z")
# No NUL: PostgreSQL keeps no such text.
WORDS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
NAMES = WORDS.filter(lambda text: bool(text.strip()))
DATES = st.none() | st.dates()
LEVELS = st.none() | st.integers(1, 5)
PEOPLE = st.none() | st.integers(0, 10_000_000_000)
PORTS = st.integers(1, 65535)
PORT_LISTS = st.lists(PORTS, max_size=3).map(tuple)
HOSTS = st.sampled_from(["ioc.brvt.test", "xã-long-sơn.brvt.test", "192.0.2.7", "2001:db8::7"])
HOURS = st.none() | st.times(min_value=time(0), max_value=time(23, 59, 59))

CONTACTS = st.fixed_dictionaries(
    {
        "contact_name": st.none() | NAMES,
        "contact_email": st.none() | st.sampled_from(["antt@so.brvt.test", "a.b+c@xã-long-sơn.brvt.test"]),
        "contact_phone": st.none() | st.sampled_from(["0254 385 1234", "+84 (254) 385-1234 máy lẻ 12"]),
        "notes": st.none() | WORDS,
    }
)
PAPERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("address", "head_name", "head_title", "functions_document"), st.none() | NAMES),
        "phone": st.none() | st.sampled_from(["0254 385 1234", "024 3 333 3333"]),
        "email": st.none() | st.sampled_from(["vanthu@so.brvt.test"]),
    },
)
SYSTEM_PAPERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("address", "standard"), st.none() | NAMES),
        "service_scope": st.none() | WORDS,
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
PERMISSIONS = st.builds(
    ScanPermission,
    families=st.lists(st.sampled_from(["tls", "web", "exposure"]), max_size=3).map(tuple),
    hours_from=HOURS,
    hours_to=HOURS,
    connections_per_address=st.integers(1, 50),
    ports=PORT_LISTS,
    granted_by=WORDS,
    valid_from=DATES,
    valid_to=DATES,
    user_agent=st.from_regex(f"({USER_AGENT})?", fullmatch=True),
)

YES_NO = st.none() | st.booleans()
LEVEL_ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            (
                "internal_use",
                "handles_private_data",
                "handles_administrative_procedures",
                "is_infrastructure",
                "national_e_government",
                "around_the_clock",
                "central_national_data",
                "international_interconnection",
                "state_secret_or_defence",
            ),
            YES_NO,
        ),
        "user_count": PEOPLE,
        "online_public_service_level": st.integers(0, 4),
        "scope": st.sampled_from(Scope),
        "harm": st.sampled_from(Harm),
        "industrial_control": st.sampled_from(WorksGrade),
    },
)


@st.composite
def organizations(draw: st.DrawFn, codes: list[str]) -> tuple[Organization, ...]:
    """One organization a code, sorted; parents and predecessors are any of them."""
    any_of_them = st.sampled_from(codes)
    made = (
        Organization(
            code=code,
            name=draw(NAMES),
            kind=draw(st.sampled_from(OrganizationKind)),
            parent=draw(st.none() | any_of_them),
            valid_from=draw(DATES),
            valid_to=draw(DATES),
            predecessors=tuple(draw(st.lists(any_of_them, max_size=2))),
            web_page=draw(st.none() | WORDS),
            web_page_since=draw(DATES),
            **draw(CONTACTS),
            **draw(PAPERS),
        )
        for code in sorted(codes)
    )
    return tuple(made)


@st.composite
def systems(draw: st.DrawFn, owners: list[str]) -> tuple[System, ...]:
    """Some systems, sorted by code."""
    owner = st.sampled_from(owners)
    made = (
        System(
            code=code,
            name=draw(NAMES),
            owner=draw(owner),
            operator=draw(st.none() | owner),
            specialised_unit=draw(st.none() | owner),
            proposed_level=draw(LEVELS),
            in_operation_since=draw(DATES),
            decommissioned=draw(DATES),
            is_portal=draw(st.booleans()),
            basic_data_subjects=draw(PEOPLE),
            sensitive_data_subjects=draw(PEOPLE),
            **draw(LEVEL_ATTRIBUTES),
            approval_expected=draw(DATES),
            plan_expected=draw(DATES),
            **draw(CONTACTS),
            **draw(SYSTEM_PAPERS),
            endpoints=tuple(draw(st.lists(ENDPOINTS, max_size=3))),
            permission=draw(st.none() | PERMISSIONS),
        )
        for code in sorted(draw(st.sets(CODES, max_size=4)))
    )
    return tuple(made)


@st.composite
def inventories(draw: st.DrawFn) -> Inventory:
    """A whole inventory, sorted by code, each reference within it."""
    codes = draw(st.lists(CODES, unique=True, max_size=4))
    if not codes:
        return Inventory()
    return Inventory(organizations=draw(organizations(codes)), systems=draw(systems(codes)))
