"""What takes more than a statement: chains written anew with the program's own functions, and files."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, delete, insert, select, update
from sqlalchemy.orm import Session

from inventory.approvals.current_statuses import project
from inventory.approvals.event_rows import recorded
from inventory.database.chains.digests import digests
from inventory.database.chains.sealing import append_links
from inventory.database.chains.tables import ChainHeadRow, ChainLinkRow
from inventory.database.hash_chain import GENESIS, HASH, chained
from inventory.database.tables import ApprovalEventRow, ApprovalHeadRow, CurrentStatusRow
from scanner.waivers.sealing import CHAIN, WAIVERS
from scanner.waivers.tables import WaiverRow

DATABASE, DECISIONS = "capdo.db", "quyet-dinh"


def session(folder: Path) -> Session:
    """A session that no trigger stands in the way of."""
    return Session(create_engine(f"sqlite:///{folder / DATABASE}"))


def rows(opened: Session) -> list[dict[str, Any]]:
    """The log's rows in their types."""
    columns = ApprovalEventRow.__table__.c
    return [dict(row) for row in opened.execute(select(*columns).order_by(columns.sequence)).mappings()]


def written(opened: Session, kept: list[dict[str, Any]]) -> None:
    """Put rows in the place of the log, chained anew, with a head."""
    opened.execute(delete(ApprovalEventRow))
    newest = GENESIS
    for row in kept:
        linked = chained({name: value for name, value in row.items() if name != HASH}, newest)
        newest = str(linked[HASH])
        opened.execute(insert(ApprovalEventRow).values(linked))
    opened.execute(update(ApprovalHeadRow).values(sequence=kept[-1]["sequence"], hash=newest))
    opened.commit()


def tail_cut(folder: Path) -> None:
    """The last event, the revocation, was never recorded."""
    with session(folder) as opened:
        written(opened, rows(opened)[:-1])


def log_rewritten(folder: Path) -> None:
    """The approval was of another level all along."""
    with session(folder) as opened:
        written(opened, [{**row, "level": row["level"] and 4} for row in rows(opened)])


def kind_unknown(folder: Path) -> None:
    """A kind of event that there isn't, in a chain that says so."""
    with session(folder) as opened:
        written(opened, [{**row, "kind": "khác"} for row in rows(opened)])


def levels_in_words(folder: Path) -> None:
    """Levels that are no numbers, in a chain that says so."""
    with session(folder) as opened:
        written(opened, [{**row, "level": row["level"] and "ba"} for row in rows(opened)])


def appended(folder: Path) -> None:
    """One more event, as this program would have chained it."""
    with session(folder) as opened:
        kept = rows(opened)
        written(opened, [*kept, {**kept[4], "sequence": kept[-1]["sequence"] + 1}])


def appended_without_head(folder: Path) -> None:
    """One more event, chained, of which the head tells nothing."""
    with session(folder) as opened:
        last = rows(opened)[-1]
        row = {name: value for name, value in last.items() if name != HASH}
        opened.execute(insert(ApprovalEventRow).values(chained({**row, "sequence": 9}, last[HASH])))
        opened.commit()


def refolded(folder: Path) -> None:
    """The statuses of the log as it is now."""
    with session(folder) as opened:
        opened.execute(delete(CurrentStatusRow))
        project(opened.connection(), recorded(opened.connection()), {"S": [], "T": []})
        opened.commit()


def status_of_an_earlier_day(folder: Path) -> None:
    """The honest status of the day before the revocation, with what tells that it is the newest."""
    with session(folder) as opened:
        events = recorded(opened.connection())
        honest = select(CurrentStatusRow.through).where(CurrentStatusRow.system == "S")
        through = opened.scalar(honest)
        opened.execute(delete(CurrentStatusRow))
        project(opened.connection(), [one for one in events if one.kind != "revoked"], {"S": [], "T": []})
        opened.execute(update(CurrentStatusRow).where(CurrentStatusRow.system == "S").values(through=through))
        opened.commit()


def waiver_rewritten(folder: Path) -> None:
    """A longer waiver, with a chain that says so."""
    with session(folder) as opened:
        opened.execute(update(WaiverRow).values(until=None))
        opened.execute(delete(ChainLinkRow).where(ChainLinkRow.chain == CHAIN.name))
        head = update(ChainHeadRow).where(ChainHeadRow.chain == CHAIN.name)
        opened.execute(head.values(position=0, hash=GENESIS))
        append_links(opened.connection(), CHAIN.name, list(digests(opened.connection(), WAIVERS)))
        opened.commit()


def last_change_removed(folder: Path) -> None:
    """The newest change of the inventory, its link, and the head mended: the tables tell it."""
    with sqlite3.connect(folder / DATABASE) as opened:
        opened.executescript(
            """DELETE FROM inventory_changes WHERE sequence = (SELECT max(sequence) FROM inventory_changes);
            DELETE FROM chain_links WHERE chain = 'inventory' AND position =
              (SELECT max(position) FROM chain_links WHERE chain = 'inventory');
            UPDATE chain_heads SET (position, hash) = (SELECT position, hash FROM chain_links
              WHERE chain = 'inventory' ORDER BY position DESC LIMIT 1) WHERE chain = 'inventory';"""
        )
    opened.close()


def decision_edited(folder: Path) -> None:
    """Other words in a decision."""
    (folder / DECISIONS / "a.txt").write_text("khác", encoding="utf-8")


def decisions_swapped(folder: Path) -> None:
    """Each of two decisions under the other's name."""
    first, second = folder / DECISIONS / "a.txt", folder / DECISIONS / "b.txt"
    texts = first.read_bytes(), second.read_bytes()
    second.write_bytes(texts[0])
    first.write_bytes(texts[1])


def decision_overwritten(folder: Path) -> None:
    """One decision in the place of another."""
    (folder / DECISIONS / "a.txt").write_bytes((folder / DECISIONS / "b.txt").read_bytes())


def database_emptied(folder: Path) -> None:
    """A file of no length."""
    (folder / DATABASE).write_bytes(b"")


def database_removed(folder: Path) -> None:
    """No file."""
    (folder / DATABASE).unlink()


def database_of_others(folder: Path) -> None:
    """A database of another program."""
    (folder / DATABASE).unlink()
    with sqlite3.connect(folder / DATABASE) as opened:
        opened.execute("CREATE TABLE notes (text)")
    opened.close()
