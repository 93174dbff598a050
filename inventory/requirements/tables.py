"""The tables of catalogues and self-assessments. Triggers made by the migration forbid changing a row."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables import Base


class CatalogueRow(Base):
    """A catalogue of requirements that the database goes by from ``valid_from`` on.

    ``content``: the catalogue as JSON; NULL: the one that ships under this code.
    """

    __tablename__ = "requirement_catalogues"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    catalogue: Mapped[str]
    version: Mapped[str]
    valid_from: Mapped[date]
    content: Mapped[str | None]
    actor: Mapped[str]
    recorded_at: Mapped[datetime]


class SelfAssessmentRow(Base):
    """What was said of a requirement; ``assessed_on`` is the model's ``on``, which SQL reserves."""

    __tablename__ = "self_assessments"
    __table_args__ = (Index(None, "system", "assessed_on"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(ForeignKey("systems.code"))
    catalogue: Mapped[str]
    requirement: Mapped[str]
    state: Mapped[str]
    assessed_on: Mapped[date]
    reason: Mapped[str | None]
    plan: Mapped[str | None]
    person: Mapped[str | None]
    due: Mapped[date | None]
    file: Mapped[str | None]
    file_sha256: Mapped[str | None]
    note: Mapped[str | None]
    actor: Mapped[str]
    corrects: Mapped[int | None]
    withdraws: Mapped[bool]
    recorded_at: Mapped[datetime]
