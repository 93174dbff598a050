"""``capdo demo``: a local estate of real servers, scanned for real, with its report."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from checks.model import Language, Text
from inventory.approvals.log import ApprovalLog
from inventory.cli.options import LanguageOption
from inventory.clock import now
from inventory.database.location import DEFAULT_FILE
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.files.exporting import write_xlsx
from inventory.files.reading.inventory_file import read_inventory
from inventory.files.sample import sample
from inventory.wording.phrases import os_reason
from reports.assembly.building import build_report
from reports.errors import ReportError
from reports.files import write_text
from reports.gathering.report import gather
from reports.html.page import render_html
from reports.json_report import render_json
from reports.targets.text import print_targets
from scanner.lab.fitting import fit
from scanner.lab.model import Lab
from scanner.lab.process import running_lab
from scanner.runs import running, terminal
from scanner.runs.ongoing.progress import scan_with_progress
from scanner.runs.reader import ScanReader
from scanner.settings import RunSettings

PLAN = "brvt-2023"
DatabaseUrl = str

STARTING = Text(vi="Khởi động các máy chủ minh họa trên máy này…", en="Starting the local servers…")
IMPORTED = Text(vi="Đã nhập {systems} hệ thống từ {file}", en="Imported {systems} systems from {file}")
WRITTEN = Text(vi="Báo cáo: {file}", en="Report: {file}")


@dataclass(frozen=True)
class Demo:
    """Where a demonstration keeps its files."""

    folder: Path

    @property
    def database(self) -> DatabaseUrl:
        """Its own database, so that a real one is never touched."""
        return f"sqlite:///{self.folder / DEFAULT_FILE}"

    @property
    def workbook(self) -> Path:
        """The inventory as an agency would send it."""
        return self.folder / "inventory.xlsx"


def demo(
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="Where to write.")] = Path(
        "capdo-demo"
    ),
    lang: LanguageOption = "vi",
) -> None:
    """Scan a local estate of real servers and write its report; touches nothing beyond this machine."""
    console = Console()
    demonstration = _fresh(output)
    console.print(STARTING.to(lang))
    with tempfile.TemporaryDirectory(prefix="capdo-lab-") as folder, running_lab(Path(folder)) as lab:
        _import(demonstration, lab, console, lang)
        _scan(demonstration, lab, console, lang)
    _report(demonstration, console, lang)


def _fresh(folder: Path) -> Demo:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob(f"{DEFAULT_FILE}*"):
            leftover.unlink()
    except OSError as error:
        raise ReportError(
            "cannot write {folder}: {reason}", folder=folder, reason=os_reason(error)
        ) from error
    return Demo(folder)


def _import(demonstration: Demo, lab: Lab, console: Console, lang: Language) -> None:
    illustrative = sample()
    fitted = fit(illustrative.inventory, lab)
    write_xlsx(fitted, illustrative.events, demonstration.workbook)
    imported = read_inventory(demonstration.workbook)
    database = open_database(demonstration.database)
    InventoryStore(database).apply(imported.inventory)
    ApprovalLog(database).append_new(imported.events)
    message = IMPORTED.to(lang).format(systems=len(imported.inventory.systems), file=demonstration.workbook)
    console.print(message, markup=False, highlight=False)


def _scan(demonstration: Demo, lab: Lab, console: Console, lang: Language) -> None:
    address, port = lab.resolver
    settings = RunSettings(
        resolver=f"{address}:{port}",
        ca_file=str(lab.ca_file),
        trust_anchor=str(lab.trust_anchor),
        second_look=None,
    )
    database = open_database(demonstration.database)
    run = running.start(database, settings)
    scan_with_progress(database, run, lang)
    console.print(terminal.run_summary(run.number, ScanReader(database).observations(run.number), lang))


def _report(demonstration: Demo, console: Console, lang: Language) -> None:
    source = gather(demonstration.database, PLAN, None, now())
    print_targets(source, lang)
    report = build_report(source)
    page = demonstration.folder / "report.html"
    write_text(page, render_html(report, "vi"))
    write_text(demonstration.folder / "report.en.html", render_html(report, "en"))
    write_text(demonstration.folder / "report.json", render_json(report))
    console.print(WRITTEN.to(lang).format(file=page), markup=False, highlight=False)
