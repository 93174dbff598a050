"""Writes the generated documentation, which tests hold against the program: ``make docs``."""

from pathlib import Path

from typer.main import get_command

from capdo import app
from reports.catalogue import check_docs, command_docs, reasons
from reports.catalogue.command_tree import program
from reports.catalogue.markdown import write

DOCS = Path(__file__).parents[1] / "docs"

if __name__ == "__main__":
    write(DOCS / "checks", check_docs.pages())
    (DOCS / "reasons.md").write_text(reasons.page(), encoding="utf-8")
    write(DOCS / "commands", command_docs.pages(program(get_command(app))))
