"""Waivers are covered by a hash chain, which ``capdo approval verify`` follows: as in migration 0008."""

from inventory.database.chains.digests import SealedTable
from inventory.database.chains.following import Chain
from inventory.database.rows import columns_of
from scanner.waivers.tables import WaiverRow

_COLUMNS = {column.key: column for column in columns_of(WaiverRow)}
_COVERED = "sequence kind waiver system check_id happened_on until reason approver actor evidence recorded_at"
WAIVERS = SealedTable(
    name=WaiverRow.__tablename__,
    key=_COLUMNS["sequence"],
    subject=[_COLUMNS["sequence"]],
    columns=[_COLUMNS[name] for name in _COVERED.split()],
)
CHAIN = Chain("waivers", (WAIVERS,))
