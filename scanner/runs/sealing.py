"""What scans saw is covered by a hash chain, followed by ``runs.standing.verification``.

An observation is covered with its facts, which reports judge anew, and with its verdicts; a run when it is
finished. What is covered is named here and in migration 0008, for good: columns that came later are covered
in digests that say so, those of what was recorded since. Facts that were thinned left their SHA-256, which is
just what the chain covers of them; that they were is another entry of it.
"""

from sqlalchemy import ColumnElement

from inventory.database.chains.digests import SealedParts, SealedTable
from inventory.database.rows import columns_of
from inventory.database.tables import Base
from scanner.runs.stored import TEXTS, text_of
from scanner.runs.tables import FINISHED, ObservationRow, RunRow, ThinningRow, VerdictRow

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
        columns=[
            *_of(VerdictRow, "check_id outcome severity reason"),
            *(text_of(VerdictRow, name) for name in TEXTS),
        ],
        later=_of(VerdictRow, "changes_on reworded_on"),
    ),
    emptied=(_of(ObservationRow, "facts")[0], _of(ObservationRow, "facts_digest")[0]),
)
RUNS = SealedTable(
    name=RunRow.__tablename__,
    key=_of(RunRow, "id")[0],
    subject=_of(RunRow, "id"),
    columns=_of(RunRow, "id started_at finished_at state depth profile settings scanner"),
    when=_of(RunRow, "state")[0] == FINISHED,
)
THINNINGS = SealedTable(
    name=ThinningRow.__tablename__,
    key=_of(ThinningRow, "id")[0],
    subject=_of(ThinningRow, "id"),
    columns=_of(ThinningRow, "id thinned_at before months looks"),
)
