"""A role of PostgreSQL that may read and nothing else, as who makes reports elsewhere has it."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from typer.testing import CliRunner

from capdo import app
from inventory.errors import InventoryError
from inventory.files.importing import import_into
from inventory.files.sample import sample
from tests.inventory.conftest import NewDatabase

READING = (
    "targets --plan brvt-2023",
    "deadlines",
    "approval status",
    "approval verify",
    "inventory list",
    "inventory export --output {folder}/register.xlsx",
    "scan list",
    "scan diff",
    "schedule list",
    "messages list",
    "waiver list",
    "settings show",
    "report html --plan brvt-2023 --output {folder}/report.html",
    "report json --plan brvt-2023 --output {folder}/report.json",
    "report metrics --plan brvt-2023 --output {folder}/capdo.prom",
)
WRITING = (
    "inventory import --sample",
    "approval record CALLBOT drafting --date 2026-01-05",
    "settings set plan brvt-2023",
    "scan run",
)
pytestmark = pytest.mark.postgresql_only


@pytest.fixture
def reader(new_database: NewDatabase) -> str:
    """The URL by which such a role opens a database with the sample's systems."""
    owner: Engine = new_database()
    import_into(owner, lambda _known: sample())
    with owner.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS only_reads"))
        connection.execute(text("CREATE ROLE only_reads LOGIN"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_reads"))
    return owner.url.set(username="only_reads").render_as_string(hide_password=False)


def test_it_reads_everything_and_is_told_what_it_may_not(reader: str, tmp_path: Path) -> None:
    """Each reading command works; each other one ends with one line."""
    for words in READING:
        read = CliRunner().invoke(app, [*words.format(folder=tmp_path).split(), "--database", reader])
        assert (words, read.exit_code, read.exception) == (words, 0, None)
    for words in WRITING:
        refused = CliRunner().invoke(app, [*words.split(), "--database", reader])
        assert isinstance(refused.exception, InventoryError), words
        assert re.fullmatch(r"database postgresql://\S+: permission denied for .+", str(refused.exception))
