"""Catalogues and self-assessments are covered by one hash chain, as in migration 0026."""

from inventory.database.chains.digests import SealedTable
from inventory.database.chains.following import Chain
from inventory.database.rows import columns_of
from inventory.database.tables import Base
from inventory.requirements.tables import CatalogueRow, SelfAssessmentRow


def _sealed(table: type[Base], covered: str) -> SealedTable:
    columns = {column.key: column for column in columns_of(table)}
    key = columns["sequence"]
    return SealedTable(table.__tablename__, key, [key], [columns[name] for name in covered.split()])


CATALOGUES = _sealed(CatalogueRow, "sequence catalogue version valid_from content actor recorded_at")
SELF_ASSESSMENTS = _sealed(
    SelfAssessmentRow,
    "sequence system catalogue requirement state assessed_on reason plan person due file file_sha256 note"
    " actor corrects withdraws recorded_at",
)
CHAIN = Chain("self-assessments", (CATALOGUES, SELF_ASSESSMENTS))
