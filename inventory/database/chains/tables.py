"""The tables of the chains, and the inventory's changes. Triggers made by the migration keep them."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables import Base


class ChainLinkRow(Base):
    """One row that a chain covers, as it was when it was recorded. Append-only.

    ``subject`` names the row: its table and what identifies it. A later link of the same subject replaces it.
    """

    __tablename__ = "chain_links"

    chain: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    content: Mapped[str]  # the SHA-256 of the row, with the rows that belong to it
    previous_hash: Mapped[str]
    hash: Mapped[str]


class ChainHeadRow(Base):
    """The last link of a chain: what was removed from the end is missed here."""

    __tablename__ = "chain_heads"

    chain: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    hash: Mapped[str]


class InventoryChangeRow(Base):
    """A change of one organization, system or setting: who, when, what, why. Append-only."""

    __tablename__ = "inventory_changes"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime]
    actor: Mapped[str]
    part: Mapped[str]  # organizations, systems or settings
    code: Mapped[str]
    change: Mapped[str]  # JSON: each field that changed, with its old and its new value
    reason: Mapped[str | None]
