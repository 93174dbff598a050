"""The migrations: they make what the tables say, once, and refuse what they don't know."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from inventory.database.opening import open_database
from inventory.database.schema import newest
from inventory.database.tables import Base
from inventory.errors import InventoryError
from inventory.requirements.tables import CatalogueRow, SelfAssessmentRow
from reports.command_table import COMMANDS
from scanner.messages.outbox.tables import OutboxRow, ToldRow
from scanner.outages.tables import OutageRow
from scanner.queue.tables import QueuedLookRow
from scanner.runs.standing.tables import StandingRow
from scanner.runs.tables import ConfirmingRunRow, ObservationRow, RunEndpointRow, RunRow, VerdictRow
from scanner.schedules.tables import ScheduleRow
from scanner.waivers.tables import WaiverRow

SCANNERS = (
    RunRow,
    RunEndpointRow,
    ConfirmingRunRow,
    ObservationRow,
    VerdictRow,
    StandingRow,
    WaiverRow,
    OutageRow,
    ScheduleRow,
    OutboxRow,
    ToldRow,
    QueuedLookRow,
)
REQUIREMENTS = (CatalogueRow, SelfAssessmentRow)
OPEN = (
    "import sys; from inventory.database.opening import open_database; open_database(sys.argv[1]).dispose()"
)


def dump(engine: Engine) -> list[str]:
    """Everything that makes the database, as SQL."""
    with sqlite3.connect(str(engine.url.database)) as connection:
        statements = list(connection.iterdump())
    connection.close()
    return statements


@pytest.mark.both_databases
def test_the_migrated_schema_is_what_the_tables_say(database: Engine) -> None:
    """No table, column, type, index or key differs: the scanner's tables have the same one history."""
    rooms = {
        f"scanner.{room}.tables"
        for room in ("runs", "runs.standing", "waivers", "outages", "schedules", "messages.outbox", "queue")
    }
    assert {table.__module__ for table in SCANNERS} == rooms
    assert {table.__module__ for table in REQUIREMENTS} == {"inventory.requirements.tables"}
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_opening_again_changes_nothing(database: Engine) -> None:
    """A database at the newest schema is opened as it is."""
    before = dump(database)
    open_database(database.url.render_as_string()).dispose()
    assert dump(database) == before


def test_the_newest_revision_is_the_last_migration() -> None:
    """The files' names say what Alembic would read out of them, so it need not be asked each time."""
    config = Config()
    config.set_main_option("script_location", "inventory.database:migrations")
    assert newest() == ScriptDirectory.from_config(config).get_current_head()


def test_opening_an_up_to_date_database_leaves_alembic_alone(database: Engine) -> None:
    """It takes a fifth of a second to import, which every command would pay: none of them needs it before."""
    modules = ", ".join({entry.place.partition(":")[0] for entry in COMMANDS.values()})
    code = f"import {modules}; {OPEN}; assert not any(name.startswith('alembic') for name in sys.modules)"
    subprocess.run([sys.executable, "-c", code, database.url.render_as_string()], check=True)


def test_a_newer_schema_is_refused(database: Engine) -> None:
    """An older program never writes what a newer one made."""
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InventoryError, match=r"newer capdo .schema 9999.: update capdo"):
        open_database(database.url.render_as_string())


def test_processes_that_start_together_migrate_once(tmp_path: Path) -> None:
    """The first one migrates, the others wait; all of them open it."""
    url = f"sqlite:///{tmp_path / 'capdo.db'}"
    command = [sys.executable, "-c", OPEN, url]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert errors == [b""] * 4
    engine = open_database(url)
    assert "verdicts" in inspect(engine).get_table_names()
    engine.dispose()
