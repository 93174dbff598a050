"""How the program itself fares: its newest run, and the size of its database."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from inventory.database.transactions import reading
from scanner.runs.lease import Lease
from scanner.runs.reader import ScanReader
from scanner.runs.run_progress import Run

FILES = ("", "-wal")  # of an SQLite database, as far as they hold data


@dataclass(frozen=True, kw_only=True)
class ProgramState:
    """``run``: the newest of the main vantage; ``scanning``: whether a living process scans now.

    ``size``: in bytes.
    """

    run: Run | None
    scanning: bool
    size: int


def state_of(engine: Engine) -> ProgramState:
    """What can be told of a database's runs and of itself.

    Raises:
        InventoryError: it cannot be read.

    """
    reader = ScanReader(engine)
    main = reader.main_vantage()
    return ProgramState(
        run=next((run for run in reader.runs() if run.settings.vantage == main), None),
        scanning=Lease(engine).holder() is not None,
        size=_size(engine),
    )


def _size(engine: Engine) -> int:
    if engine.url.get_backend_name() == "sqlite":
        files = (Path(f"{engine.url.database}{end}") for end in FILES)
        return sum(file.stat().st_size for file in files if file.exists())
    with reading(engine) as connection:
        size: int = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    return size
