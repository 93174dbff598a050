"""What is protected: organizations, systems, endpoints, and the permission to look at them."""

from collections.abc import Iterator
from datetime import date, time
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from inventory.attributes import Harm, Scope, SystemKind, WorksGrade
from inventory.hosts import normalize_host
from inventory.mail_addresses import normalize_mail_address
from inventory.setting_keys import SettingKey
from inventory.wording.language import Language as Language  # noqa: PLC0414 - rooms take it from here
from inventory.words import WrongValueError


def _without_offset(moment: time) -> time:
    if moment.tzinfo is not None:
        raise WrongValueError("a local time has no UTC offset")
    return moment


Host = Annotated[str, AfterValidator(normalize_host)]
MailAddress = Annotated[str, AfterValidator(normalize_mail_address)]
LocalTime = Annotated[time, AfterValidator(_without_offset)]
Port = Annotated[int, Field(ge=1, le=65535)]
Level = Annotated[int, Field(ge=1, le=5)]
ServiceLevel = Annotated[int, Field(ge=0, le=4)]
Code = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Name = Annotated[str, Field(min_length=1, max_length=300)]
USER_AGENT = r"[!-~](?:[ -~]{0,198}[!-~])?"  # printable ASCII, as a header field holds it (RFC 9110, 10.1.5)
UserAgent = Annotated[str, Field(pattern=f"^({USER_AGENT})?$")]
People = Annotated[int, Field(ge=0, le=10_000_000_000)]  # more than there are is a slip of the keyboard


class Strict(BaseModel):
    """Immutable, refusing unknown fields, with surrounding blanks removed from text."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


class Text(Strict):
    """One sentence or paragraph in both languages of the product; the Vietnamese is official where one is."""

    vi: str
    en: str

    def to(self, language: Language) -> str:
        """The text in one language."""
        return self.vi if language == "vi" else self.en


class OrganizationKind(StrEnum):
    """Kinds of state body; nothing assumes a fixed number of tiers."""

    COMMITTEE = "committee"  # Ủy ban nhân dân cấp tỉnh, ban chỉ đạo
    OFFICE = "office"  # văn phòng
    DEPARTMENT = "department"  # sở, ban, ngành
    AGENCY = "agency"  # cơ quan trung ương tại địa phương, đơn vị sự nghiệp
    DISTRICT = "district"  # huyện, thị xã, thành phố
    COMMUNE = "commune"  # xã, phường, thị trấn, đặc khu
    OTHER = "other"


class EndpointRole(StrEnum):
    """What an endpoint is for."""

    WEB = "web"
    API = "api"
    MAIL = "mail"
    OTHER = "other"


class Organization(Strict):
    """A body that owns or operates systems. Bodies merge and end: validity dates and successors say so.

    ``merged_into`` is the body that took over what this one had, from ``valid_to`` on. Where it is blank, the
    only body that names this one among its ``predecessors`` is meant (``inventory.successors``).

    ``address`` to ``functions_document`` are what the official papers say of a body (Decree 331/2026, article
    22.3 and form 08, part 2); the contact is who receives messages.
    """

    code: Code
    name: Name
    kind: OrganizationKind = OrganizationKind.OTHER
    parent: Code | None = None
    valid_from: date | None = None
    valid_to: date | None = None  # the first day on which it no longer exists
    predecessors: tuple[Code, ...] = ()
    merged_into: Code | None = None
    web_page: str | None = None  # its own page, or its section on another body's portal (plan row 14)
    web_page_since: date | None = None
    address: Name | None = None
    phone: Name | None = None
    email: MailAddress | None = None
    head_name: Name | None = None  # người đại diện
    head_title: Name | None = None  # chức vụ
    functions_document: Name | None = None  # quy định chức năng, nhiệm vụ, quyền hạn
    contact_name: Name | None = None
    contact_email: MailAddress | None = None
    contact_phone: Name | None = None
    notes: str | None = None

    def exists(self, on: date) -> bool:
        """Whether the body exists on a day; one without dates always does."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on < self.valid_to)

    def has_page(self, on: date) -> bool:
        """Whether it has a web page on a day; one without a date always had it."""
        return bool(self.web_page) and (self.web_page_since is None or self.web_page_since <= on)


class Endpoint(Strict):
    """Where a system meets the network. Two systems may share one; it is scanned once."""

    host: Host
    https_port: Port = 443
    http_port: Port = 80
    role: EndpointRole = EndpointRole.WEB
    allowed_ports: tuple[Port, ...] = ()
    private: bool = False  # stands in a private network: its name may lead to private addresses

    @property
    def key(self) -> tuple[str, int, int]:
        """What makes two endpoints the same to a scan."""
        return (self.host, self.https_port, self.http_port)


class ScanPermission(Strict):
    """What may be looked at, and how gently. Without one, a scan touches nothing of the system."""

    # Check families, for example tls, web, exposure; exposure allows TCP port scans. Three allow what no
    # family includes: files, to ask for files, listings and panels that nobody links to; udp, to ask UDP
    # services; zone_transfer, beside dns, to ask name servers for the whole zone.
    families: tuple[str, ...]
    hours_from: LocalTime | None = None  # both or neither; may pass midnight
    hours_to: LocalTime | None = None
    connections_per_address: Annotated[int, Field(ge=1, le=50)] = 3  # at once
    ports: tuple[Port, ...] = ()  # what a port scan may try; empty: nmap's 1,000 most common
    granted_by: str = ""
    valid_from: date | None = None
    valid_to: date | None = None  # the first day on which it no longer holds
    user_agent: UserAgent = ""  # how the scanner introduces itself to web servers; "": as capdo


class System(Strict):
    """An information system (hệ thống thông tin) in the sense of Decree 85/2016, article 3.

    The fields after the data subjects are what the rule sets ask about to name a level; None: nobody said.
    """

    code: Code
    name: Name
    owner: Code  # chủ quản
    operator: Code | None = None  # đơn vị vận hành
    specialised_unit: Code | None = None  # đơn vị chuyên trách
    proposed_level: Level | None = None
    in_operation_since: date | None = None
    decommissioned: date | None = None
    is_portal: bool = False
    address: Name | None = None  # where it stands; blank: the operating unit's
    system_kind: SystemKind | None = None
    service_scope: str | None = None  # phạm vi, quy mô, đối tượng phục vụ (Decree 331/2026, article 22.3.c)
    standard: Name | None = None  # the standards and technical regulations that its protection plan follows
    basic_data_subjects: People | None = None
    sensitive_data_subjects: People | None = None
    internal_use: bool | None = None  # serves only the work inside the agency
    handles_private_data: bool | None = None  # private or personal; False: public information only
    user_count: People | None = None  # users whose private or personal data it handles
    online_public_service_level: ServiceLevel | None = None  # 0: offers none
    handles_administrative_procedures: bool | None = None
    is_infrastructure: bool | None = None  # network, data centre, platform that other systems run on
    scope: Scope | None = None
    national_e_government: bool | None = None
    around_the_clock: bool | None = None  # 24/7, no unplanned stop
    central_national_data: bool | None = None
    international_interconnection: bool | None = None
    industrial_control: WorksGrade | None = None
    state_secret_or_defence: bool | None = None
    harm: Harm | None = None  # of a system with state secrets or for defence
    approval_expected: date | None = (
        None  # the last day by which the level is to be approved, Mẫu 08 column 9
    )
    removed_on: date | None = None  # from this day on it counts nowhere: it was entered by mistake, or twice
    plan_expected: date | None = None  # … by which the protection plan is to be fully implemented, column 11
    contact_name: Name | None = None  # who acts for it; nobody: the contact of the unit that operates it
    contact_email: MailAddress | None = None
    contact_phone: Name | None = None
    notes: str | None = None
    endpoints: tuple[Endpoint, ...] = ()
    permission: ScanPermission | None = None

    def in_operation(self, on: date) -> bool:
        """Whether the system counts on a day: in operation, and not decommissioned by then."""
        if self.in_operation_since is None or self.in_operation_since > on:
            return False
        ended = self.ended
        return ended is None or on < ended

    @property
    def ended(self) -> date | None:
        """The first day on which it is no more, by decision or because it was removed."""
        if self.decommissioned is None or self.removed_on is None:
            return self.decommissioned or self.removed_on
        return min(self.decommissioned, self.removed_on)


class Setting(Strict):
    """One thing that a database says of itself (``inventory.settings.keys``)."""

    key: SettingKey
    value: str


class Inventory(Strict):
    """Everything an import brings and an export gives back, sorted by code; settings by key."""

    organizations: tuple[Organization, ...] = ()
    systems: tuple[System, ...] = ()
    settings: tuple[Setting, ...] = ()

    def endpoints(self) -> Iterator[tuple[System, Endpoint]]:
        """Every endpoint with its system; shared ones come once for each system."""
        return ((system, endpoint) for system in self.systems for endpoint in system.endpoints)
