"""``capdo inventory import`` of a file that is no form: read, shown, and stored once it is accepted."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from sqlalchemy import Engine

from inventory.cli.changing.answers import corrected
from inventory.cli.changing.preview_view import print_examples
from inventory.cli.changing.reading_view import print_reading
from inventory.database.transactions import writing
from inventory.errors import InventoryError
from inventory.faults import FaultKind, in_language, said
from inventory.files.importing import Imported, import_into
from inventory.files.lists.remembering import remember_header, remembered_headers
from inventory.files.reading.answers import FileAnswers
from inventory.files.reading.inventory_file import read_file
from inventory.files.reading.read_file import ReadFile
from inventory.files.reading.result import ImportedFile
from inventory.model import Inventory, Language, Text

ASK = Text(
    vi="Lưu như trên? c: lưu; k: dừng; hoặc sửa, ví dụ host=TÊN-CỘT,owner=MÃ",
    en="Store it so? y: store; n: stop; or correct it, such as host=COLUMN,owner=CODE",
)
YES, NO = {"c", "co", "có", "y", "yes"}, {"", "k", "khong", "không", "n", "no"}
TO_ACCEPT = FaultKind(
    vi="{file}: cần xem lại cách hiểu ở trên, chưa lưu gì: thêm --yes nếu đúng, hoặc sửa bằng --map, "
    "--owner, --default, --dates",
    en="{file}: what was made of it, above, is to be accepted; nothing was imported: add --yes if right, "
    "or correct it by --map, --owner, --default or --dates",
)
STOPPED = FaultKind(vi="đã dừng, chưa lưu gì", en="stopped, nothing was imported")


def is_terminal() -> bool:
    """Whether a person is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class ToAcceptError(Exception):
    """A file was read with some room, and nobody has accepted yet what was made of it."""

    def __init__(self, read: ReadFile) -> None:
        super().__init__()
        self.read = read


@dataclass(frozen=True)
class FileImport:
    """How a file is read, shown and stored. ``accepts``: what is proposed, without asking."""

    path: Path
    language: Language
    answers: FileAnswers
    accepts: bool = False
    dry_run: bool = False
    allow_clearing: bool = False

    def run(self, engine: Engine) -> Imported:
        """Store what the file holds.

        Raises:
            InventoryError: the file is refused, or what is proposed is not accepted.

        """
        read: list[ReadFile] = []
        try:
            imported = import_into(
                engine, self._reader(engine, read), dry_run=self.dry_run, allow_clearing=self.allow_clearing
            )
        except ToAcceptError as proposed:
            print_reading(proposed.read, self.language)
            return self._asked().run(engine)
        print_reading(read[0], self.language)
        print_examples(read[0].examples, self.language)
        if not self.dry_run:
            self._remember(engine, read[0])
        return imported

    def _reader(self, engine: Engine, read: list[ReadFile]) -> Callable[[Inventory], ImportedFile]:
        with engine.connect() as connection:
            answers = replace(self.answers, remembered=remembered_headers(connection))

        def reader(stored_inventory: Inventory) -> ImportedFile:
            file = read_file(self.path, known=stored_inventory, answers=answers)
            if file.proposes and not self.accepts and not self.dry_run:
                raise ToAcceptError(file)
            read.append(file)
            return file.content

        return reader

    def _asked(self) -> "FileImport":
        """The import as a person wants it.

        Raises:
            InventoryError: nobody is there to ask, or the person stops.

        """
        if not is_terminal():
            raise InventoryError(in_language(TO_ACCEPT(file=self.path), self.language))
        typed = str(typer.prompt(ASK.to(self.language), default="", show_default=False)).strip()
        if typed.casefold() in YES:
            return replace(self, accepts=True)
        if typed.casefold() in NO:
            raise InventoryError(in_language(STOPPED(), self.language))
        try:
            return replace(self, answers=corrected(self.answers, typed))
        except InventoryError as error:
            typer.echo(in_language(said(error), self.language))
            return self._asked()

    def _remember(self, engine: Engine, read: ReadFile) -> None:
        """Keep what somebody said of the columns of a list."""
        if not self.answers.columns or not read.lists:
            return
        with writing(engine) as connection:
            for one in read.lists:
                remember_header(connection, one.key, self.answers.columns)
