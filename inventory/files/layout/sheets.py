"""The sheets of an inventory, in the order in which they are read and written."""

from dataclasses import dataclass
from enum import StrEnum

from inventory.approvals.events import ApprovalEvent
from inventory.files.layout.columns import Column
from inventory.files.layout.endpoint_columns import ENDPOINT_COLUMNS, PERMISSION_COLUMNS, SYSTEM_REFERENCE
from inventory.files.layout.event_columns import EVENT_COLUMNS
from inventory.files.layout.organization_columns import ORGANIZATION_COLUMNS
from inventory.files.layout.setting_columns import SETTING_COLUMNS
from inventory.files.layout.system_columns import SYSTEM_COLUMNS
from inventory.files.requirements.catalogue_columns import CATALOGUE_COLUMNS
from inventory.files.requirements.said_columns import SAID_COLUMNS
from inventory.model import Endpoint, Organization, ScanPermission, Setting, Strict, System
from inventory.requirements.entries import CatalogueEntry
from inventory.requirements.model import SelfAssessment
from inventory.words import fold

FEWEST_COLUMNS = 2  # that tell a table without a known name


class Part(StrEnum):
    """What a sheet lists; also the names of the exported CSV files."""

    SETTINGS = "settings"
    ORGANIZATIONS = "organizations"
    SYSTEMS = "systems"
    ENDPOINTS = "endpoints"
    PERMISSIONS = "permissions"
    EVENTS = "events"
    REQUIREMENTS = "requirements"
    SELF_ASSESSMENTS = "self_assessments"


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``key`` names the field that every row must have.

    ``inline`` columns are accepted in the rows too and describe one endpoint of the row's system.
    """

    part: Part
    vi: str
    en: str
    model: type[Strict]
    key: str
    columns: tuple[Column, ...]
    inline: tuple[Column, ...] = ()

    def named(self, title: str) -> bool:
        """Whether a sheet's or a file's name means this sheet."""
        return fold(title) in {fold(self.vi), fold(self.en), fold(self.part)}

    def column(self, name: str) -> Column | None:
        """The column that a header means."""
        folded = fold(name)
        return next((column for column in (*self.columns, *self.inline) if folded in column.names()), None)

    def official(self, field: str) -> str:
        """How a message names the column of a field that the file doesn't have."""
        names = (f"{column.vi} ({column.en})" for column in self.columns if column.field == field)
        return next(names, field)

    def known_columns(self, header: tuple[str, ...]) -> int:
        """How many of these headers are columns of its own, the inline ones not counted."""
        return sum(1 for name in header if self.column(name) in self.columns)


SHEETS = (
    Sheet(Part.SETTINGS, "Thiết lập", "Settings", Setting, "key", SETTING_COLUMNS),
    Sheet(Part.ORGANIZATIONS, "Tổ chức", "Organizations", Organization, "code", ORGANIZATION_COLUMNS),
    Sheet(Part.SYSTEMS, "Hệ thống", "Systems", System, "code", SYSTEM_COLUMNS, ENDPOINT_COLUMNS),
    Sheet(
        Part.ENDPOINTS,
        "Điểm truy cập",
        "Endpoints",
        Endpoint,
        "system",
        (SYSTEM_REFERENCE, *ENDPOINT_COLUMNS),
    ),
    Sheet(
        Part.PERMISSIONS,
        "Quyền rà quét",
        "Permissions",
        ScanPermission,
        "system",
        (SYSTEM_REFERENCE, *PERMISSION_COLUMNS),
    ),
    Sheet(Part.EVENTS, "Sự kiện", "Events", ApprovalEvent, "system", (SYSTEM_REFERENCE, *EVENT_COLUMNS)),
)
# Only where there is something to tell, and known by their names alone.
OF_REQUIREMENTS = (
    Sheet(Part.REQUIREMENTS, "Yêu cầu", "Requirements", CatalogueEntry, "catalogue", CATALOGUE_COLUMNS),
    Sheet(Part.SELF_ASSESSMENTS, "Tự đánh giá", "Self-assessments", SelfAssessment, "system", SAID_COLUMNS),
)
ALL_SHEETS = (*SHEETS, *OF_REQUIREMENTS)
BY_PART = {sheet.part: sheet for sheet in ALL_SHEETS}
