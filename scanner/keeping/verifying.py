"""All that a database holds held against its chains, as ``capdo approval verify`` does; for backups."""

from functools import partial

from sqlalchemy import Connection, delete, inspect, update

from inventory.approvals.verification import verify
from inventory.cli.verification_view import broken, broken_chain
from inventory.database.backup.duties import Duties
from inventory.database.chains.following import Chain
from inventory.database.chains.inventory_verification import InventoryChain
from inventory.database.rows import ColumnValues, values
from inventory.errors import InventoryError
from inventory.requirements.sealing import CHAIN as SELF_ASSESSMENTS
from inventory.wording.phrases import Phrase
from scanner.queue.tables import QueuedLookRow
from scanner.runs.lease import Lease
from scanner.runs.standing import verification
from scanner.runs.tables import LeaseRow
from scanner.waivers import sealing


def refuse_altered(connection: Connection, *, everything: bool = False) -> None:
    """Follow the log and every chain, up to the first row that is not as it was recorded.

    ``everything``: also read the content of the oldest looks, and fold anew what stands of them.

    Raises:
        InventoryError: there is such a row.

    """
    log = verify(connection)
    if log.fault is not None:
        raise InventoryError("the backup can't be verified: {fault}", fault=broken(log))
    chains: tuple[Chain, ...] = (
        InventoryChain(),
        SELF_ASSESSMENTS,
        sealing.CHAIN,
        verification.CHAIN,
    )
    for chain in chains:
        found = chain.verify(connection, everything=everything)
        if found.fault is not None:
            raise InventoryError("the backup can't be verified: {fault}", fault=broken_chain(found))


def refuse_scanning(connection: Connection) -> None:
    """A run that is going on would write on into what is restored under it.

    Raises:
        InventoryError: a living process scans.

    """
    if not inspect(connection).has_table(LeaseRow.__tablename__):
        return
    holder = Lease(connection.engine).holder() or _of_workers(connection)
    if holder is not None:
        raise InventoryError("{holder}: wait for it, or stop it, before a backup is restored", holder=holder)


def _of_workers(connection: Connection) -> Phrase | None:
    if connection.dialect.name != "postgresql":
        return None
    # Imported here: only what shares a PostgreSQL database with others needs psycopg.
    from scanner.queue.right import is_carried_out  # noqa: PLC0415 - see above

    return Phrase("a run of workers is being carried out") if is_carried_out(connection) else None


def settle(connection: Connection) -> None:
    """Nobody scans from a database that was just restored, whoever did when it was saved."""
    freed: ColumnValues = {LeaseRow.run_id: None, LeaseRow.renewed_at: None}
    connection.execute(update(LeaseRow).values(values(freed)))
    connection.execute(delete(QueuedLookRow))  # jobs of the queue find nothing to look at, then


DUTIES = Duties(verify=partial(refuse_altered, everything=True), refuse_in_use=refuse_scanning, settle=settle)
