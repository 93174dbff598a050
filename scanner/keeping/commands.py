"""``capdo backup``, ``capdo restore`` and ``capdo scan thin``."""

from pathlib import Path
from typing import Annotated

import typer

from checks.model import Text
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.database.backup.contents import Contents
from inventory.database.backup.making import back_up
from inventory.database.backup.restoring import restore as put_back
from inventory.database.location import location
from inventory.database.opening import opened_database, parsed
from inventory.database.reading_only import opened_for_reading
from inventory.database.transactions import shown
from scanner.errors import ScannerError
from scanner.keeping.retaining import retain, told
from scanner.keeping.verifying import DUTIES, refuse_altered

BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]
SAVED = Text(
    vi="Đã sao lưu {database} vào {file} ({size:.1f} MB) và kiểm chứng: {held}.",
    en="Saved {database} as {file} ({size:.1f} MB) and verified it: {held}.",
)
RESTORED = Text(
    vi="Đã kiểm chứng {file} và khôi phục vào {database}: {held}.",
    en="Verified {file} and restored it into {database}: {held}.",
)
HELD = Text(
    vi="{systems} hệ thống, {events} sự kiện, {runs} lượt quét, {looks} lần xem",
    en="{systems} systems, {events} events, {runs} runs, {looks} looks",
)
MEGABYTE = 1_000_000


def backup(
    file: BackupFile,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace a backup that is there.")] = False,
) -> None:
    """Save the whole database in one file, also while a scan is running, and verify what was saved.

    Every page is read, every row counted and every hash chain followed; what can't be verified is not kept,
    and a backup of before stays. Of PostgreSQL the file is an archive of pg_dump.
    """
    with opened_for_reading(database) as engine:
        saved = back_up(engine, file, refuse_altered, force=force)
        source = shown(engine.url)
    size = file.stat().st_size / MEGABYTE
    typer.echo(SAVED.to(lang).format(database=source, file=file, size=size, held=_held(saved).to(lang)))


def restore(
    file: BackupFile,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a database that holds something; all of it.")
    ] = False,
) -> None:
    """Put a backup in the place of the database, all or nothing, once all of it was verified.

    A database that holds something is replaced with --force only, and never while a scan is running. One that
    is damaged is put aside under another name.
    """
    found = put_back(file, database, DUTIES, force=force)
    target = shown(parsed(location(database)))
    typer.echo(RESTORED.to(lang).format(file=file, database=target, held=_held(found).to(lang)))


def _held(found: Contents) -> Text:
    counts = {
        "systems": found.get("systems", 0),
        "events": found.get("approval_events", 0),
        "runs": found.get("runs", 0),
        "looks": found.get("observations", 0),
    }
    return Text(vi=HELD.vi.format(**counts), en=HELD.en.format(**counts))


def thin(database: DatabaseOption = None, lang: LanguageOption = "vi") -> None:
    """Thin the facts of looks older than the retention; every verdict stays, and the chains hold.

    Of each endpoint the last look of each month keeps its facts, and so does what stands today. What is gone
    can't be judged again; reports of those days tell what was judged then. Set the retention first, in
    months: capdo settings set retention 24.

    Messages that old are gone too; nothing is told again for it. Schedules thin by themselves, once a day.
    """
    with opened_database(database) as engine:
        retained = retain(engine)
    if retained is None:
        raise ScannerError("no retention is set: capdo settings set retention MONTHS, such as 24")
    typer.echo(told(retained, lang))
