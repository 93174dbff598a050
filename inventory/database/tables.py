"""The tables of the inventory and of the approval log. Columns are named as the model's fields.

The schema itself is made by ``inventory.database.migrations``; a test holds the two together.
"""

from datetime import date, datetime, time

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from inventory.database.column_types import UtcDateTime

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Base(DeclarativeBase):
    """What every table of the product derives from."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Text, datetime: UtcDateTime, list[str]: JSON, list[int]: JSON}


class OrganizationRow(Base):
    """One organization. A parent may be written before or after it, hence the deferred key."""

    __tablename__ = "organizations"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    parent: Mapped[str | None] = mapped_column(
        ForeignKey("organizations.code", deferrable=True, initially="DEFERRED")
    )
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    merged_into: Mapped[str | None]  # a code; inventory.references makes sure that it exists
    web_page: Mapped[str | None]
    web_page_since: Mapped[date | None]
    address: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    head_name: Mapped[str | None]
    head_title: Mapped[str | None]
    functions_document: Mapped[str | None]
    contact_name: Mapped[str | None]
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]
    notes: Mapped[str | None]


class PredecessorRow(Base):
    """One predecessor of an organization, in the order given."""

    __tablename__ = "predecessors"

    organization: Mapped[str] = mapped_column(ForeignKey("organizations.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    predecessor: Mapped[str] = mapped_column(ForeignKey("organizations.code"))


class SystemRow(Base):
    """One information system."""

    __tablename__ = "systems"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    owner: Mapped[str] = mapped_column(ForeignKey("organizations.code"))
    operator: Mapped[str | None] = mapped_column(ForeignKey("organizations.code"))
    specialised_unit: Mapped[str | None] = mapped_column(ForeignKey("organizations.code"))
    proposed_level: Mapped[int | None]
    in_operation_since: Mapped[date | None]
    decommissioned: Mapped[date | None]
    is_portal: Mapped[bool]
    address: Mapped[str | None]
    system_kind: Mapped[str | None]
    service_scope: Mapped[str | None]
    standard: Mapped[str | None]
    basic_data_subjects: Mapped[int | None] = mapped_column(BigInteger)
    sensitive_data_subjects: Mapped[int | None] = mapped_column(BigInteger)
    internal_use: Mapped[bool | None]
    handles_private_data: Mapped[bool | None]
    user_count: Mapped[int | None] = mapped_column(BigInteger)
    online_public_service_level: Mapped[int | None]
    handles_administrative_procedures: Mapped[bool | None]
    is_infrastructure: Mapped[bool | None]
    scope: Mapped[str | None]
    national_e_government: Mapped[bool | None]
    around_the_clock: Mapped[bool | None]
    central_national_data: Mapped[bool | None]
    international_interconnection: Mapped[bool | None]
    industrial_control: Mapped[str | None]
    state_secret_or_defence: Mapped[bool | None]
    harm: Mapped[str | None]
    approval_expected: Mapped[date | None]
    plan_expected: Mapped[date | None]
    removed_on: Mapped[date | None]
    contact_name: Mapped[str | None]
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]
    notes: Mapped[str | None]
    present_code: Mapped[str | None]  # of a renamed system (``inventory.database.present_codes``)


class FormerCodeRow(Base):
    """A code that a system had before it was renamed."""

    __tablename__ = "former_codes"

    code: Mapped[str] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(ForeignKey("systems.code"))


class EndpointRow(Base):
    """One endpoint of a system, in the order given; systems may share a host."""

    __tablename__ = "endpoints"

    system: Mapped[str] = mapped_column(ForeignKey("systems.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(index=True)
    https_port: Mapped[int]
    http_port: Mapped[int]
    role: Mapped[str]
    allowed_ports: Mapped[list[int]]
    private: Mapped[bool]


class PermissionRow(Base):
    """What may be looked at of a system; a system without a row may not be scanned."""

    __tablename__ = "permissions"

    system: Mapped[str] = mapped_column(ForeignKey("systems.code"), primary_key=True)
    families: Mapped[list[str]]
    hours_from: Mapped[time | None]
    hours_to: Mapped[time | None]
    connections_per_address: Mapped[int]
    ports: Mapped[list[int]]
    granted_by: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    user_agent: Mapped[str]


class SettingRow(Base):
    """One thing that the database says of itself."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class ListHeaderRow(Base):
    """What the columns of a list are, by the key of its header; ``fields``: by folded heading."""

    __tablename__ = "list_headers"

    header: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[dict[str, str]] = mapped_column(JSON)


class ApprovalEventRow(Base):
    """One event of the log. Triggers made by the migration forbid changing or deleting it.

    ``happened_on`` is the model's ``on``, which SQL reserves; ``sequence`` is the order of recording.
    ``hash`` is of the row and of ``previous_hash``, the hash of the row before (``hash_chain``).
    """

    __tablename__ = "approval_events"
    __table_args__ = (
        Index(None, "system", "happened_on"),
        Index(None, "corrects"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(ForeignKey("systems.code"))
    kind: Mapped[str]
    happened_on: Mapped[date]
    level: Mapped[int | None]
    number: Mapped[str | None]
    authority: Mapped[str | None]
    result: Mapped[str | None]
    until: Mapped[date | None]
    actor: Mapped[str | None]
    file: Mapped[str | None]
    file_sha256: Mapped[str | None]
    note: Mapped[str | None]
    recorded_at: Mapped[datetime]
    corrects: Mapped[int | None]
    withdraws: Mapped[bool]
    corrected_on: Mapped[date | None]
    source: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class ApprovalHeadRow(Base):
    """The last event of the log, in the one row there is: what was removed from the end is missed here."""

    __tablename__ = "approval_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    hash: Mapped[str]


class CurrentStatusRow(Base):
    """Where a system stands after all its events, kept by ``current_statuses``; never the only source."""

    __tablename__ = "current_statuses"

    system: Mapped[str] = mapped_column(ForeignKey("systems.code"), primary_key=True)
    through: Mapped[int]  # the newest event folded in, by number
    last_on: Mapped[date]  # the day of the last event in the order of happening
    fold: Mapped[int]  # the version of the rules of folding
    status: Mapped[str]  # JSON
