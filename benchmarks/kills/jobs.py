"""What is killed: a decision that is recorded, an inventory that is imported, a run of scans."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inventory.approvals.log import ApprovalLog
from inventory.database.opening import opened_database
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from scanner.lab.model import Lab
from scanner.runs.reader import ScanReader

CAPDO = Path(sys.executable).with_name("capdo")
IMPORTED = 200  # systems
SCANNED = ("tot", "hien-dai", "trung-gian", "khong-hsts", "csp-yeu", "cookie-xau")  # hosts of the lab
OWNER = Organization(code="O", name="O")
BEGAN = date(2020, 1, 1)


@dataclass(frozen=True)
class Job:
    """A command, how many records it is to leave, and those that there are.

    ``again``: what a person types after the kill; empty: nothing is left to do. ``whole``: it leaves all or
    nothing.
    """

    words: Sequence[str]
    expected: int
    records: Callable[[], Sequence[str]]
    again: Callable[[], Sequence[str]]
    whole: bool


def recording(folder: Path, lab: Lab) -> Job:  # noqa: ARG001 - as the others
    """One decision; given again it is refused where it was recorded."""
    database = database_in(folder)
    _inventory(database, [System(code="S", name="S", owner="O", in_operation_since=BEGAN)])

    def records() -> Sequence[str]:
        with opened_database(database) as opened:
            return [event.model_dump_json() for event in ApprovalLog(opened).events()]

    words = (
        str(CAPDO),
        "approval",
        "record",
        "S",
        "drafting",
        "--date",
        "2026-01-05",
        "--database",
        database,
    )
    return Job(words, 1, records, lambda: words, whole=True)


def importing(folder: Path, lab: Lab) -> Job:  # noqa: ARG001 - as the others
    """A file of many systems."""
    database, file = database_in(folder), folder / "inventory.json"
    systems = [_system(f"S{number}", Endpoint(host=f"s{number}.brvt.test")) for number in range(IMPORTED)]
    file.write_text(Inventory(organizations=(OWNER,), systems=tuple(systems)).model_dump_json(), "utf-8")
    _inventory(database, [])

    def records() -> Sequence[str]:
        with opened_database(database) as opened:
            return [system.code for system in InventoryStore(opened).load().systems]

    words = (str(CAPDO), "inventory", "import", str(file), "--database", database)
    return Job(words, IMPORTED, records, lambda: words, whole=True)


def scanning(folder: Path, lab: Lab) -> Job:
    """A run of a few hosts; what it looked at is kept, and resume finishes it."""
    database = database_in(folder)
    hosts = [lab.hosts[f"{name}.brvt.test"] for name in SCANNED]
    _inventory(
        database,
        [
            _system(name, Endpoint(host=one.host, https_port=one.https_port, http_port=one.http_port))
            for name, one in zip(SCANNED, hosts, strict=True)
        ],
    )
    address, port = lab.resolver
    lab_options = ("--resolver", f"{address}:{port}", "--ca-file", str(lab.ca_file), "--only", "web.csp")
    words = (str(CAPDO), "scan", "run", "--database", database, *lab_options)

    def records() -> Sequence[str]:
        with opened_database(database) as opened:
            reader = ScanReader(opened)
            seen = [one for run in reader.runs() for one in reader.observations(run.id)]
        return [f"{one.key} {one.started_at}" for one in seen]

    def again() -> Sequence[str]:
        with opened_database(database) as opened:
            runs = ScanReader(opened).runs()
        if not runs:
            return words
        resume = (str(CAPDO), "scan", "resume", "--database", database)
        return () if runs[0].finished_at else resume

    return Job(words, len(SCANNED), records, again, whole=False)


def _system(code: str, endpoint: Endpoint) -> System:
    return System(
        code=code,
        name=code,
        owner=OWNER.code,
        in_operation_since=BEGAN,
        endpoints=(endpoint,),
        permission=ScanPermission(families=("web",)),
    )


def _inventory(database: str, systems: Sequence[System]) -> None:
    with opened_database(database) as opened:
        InventoryStore(opened).apply(Inventory(organizations=(OWNER,), systems=tuple(systems)))


def database_in(folder: Path) -> str:
    """The URL of a job's database."""
    return f"sqlite:///{folder / 'capdo.db'}"
