"""What scans saw is covered by a hash chain, followed by ``runs.standing.verification``.

An observation is covered with its facts, which reports judge anew, and with its verdicts; a run when it is
finished. What is covered is named here and in migration 0008, for good: columns that came later are covered
in digests that say so, those of what was recorded since.
"""

from sqlalchemy import ColumnElement

from inventory.database.chains.digests import SealedParts, SealedTable
from inventory.database.rows import columns_of
from inventory.database.tables import Base
from scanner.runs.tables import FINISHED, ObservationRow, RunRow, VerdictRow

SCANS = "scans"  # the chain's name


def _of(table: type[Base], names: str) -> list[ColumnElement[object]]:
    columns = {column.key: column for column in columns_of(table)}
    return [columns[name] for name in names.split()]


OBSERVATIONS = SealedTable(
    name=ObservationRow.__tablename__,
    key=_of(ObservationRow, "id")[0],
    subject=_of(ObservationRow, "run_id host https_port http_port"),
    columns=_of(
        ObservationRow,
        "run_id host https_port http_port started_at finished_at facts_version facts connections",
    ),
    parts=SealedParts(
        parent=_of(VerdictRow, "observation_id")[0],
        key=_of(VerdictRow, "id")[0],
        columns=_of(VerdictRow, "check_id outcome severity reason summary_vi summary_en evidence"),
        later=_of(VerdictRow, "changes_on reworded_on"),
    ),
)
RUNS = SealedTable(
    name=RunRow.__tablename__,
    key=_of(RunRow, "id")[0],
    subject=_of(RunRow, "id"),
    columns=_of(RunRow, "id started_at finished_at state depth profile settings scanner"),
    when=_of(RunRow, "state")[0] == FINISHED,
)
