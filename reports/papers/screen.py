"""What the screen says of a paper: where it is, to whom it goes, what it lacks and where to enter that."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from inventory.approvals.attachments import Attachment
from inventory.cli.terminal import print_line, print_table
from inventory.cli.verification_view import print_attachments
from inventory.model import Language, Text
from reports.papers.blanks import MARKS, Blank

WRITTEN = Text(vi="Đã ghi {output}: {name}", en="Wrote {output}: {name}")
TO = Text(vi="Nơi gửi: {name}", en="To: {name}")
NOTE = Text(vi="Lưu ý: {note}", en="Note: {note}")
BLANKS = Text(
    vi="Còn {count} chỗ phải bổ sung, được đánh dấu trong văn bản:",
    en="Left to fill in: {count}, each marked in the paper:",
)
COLUMNS = (Text(vi="Còn thiếu", en="Missing"), Text(vi="Bổ sung ở", en="Enter it in"))


PACKED = Text(vi="Đã ghi {output}: {count} tệp", en="Wrote {output}: {count} files")


class Printed(Protocol):
    """What was written."""

    @property
    def addressee(self) -> str:
        """To whom it goes; nothing where it goes to nobody."""

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """What it lacks."""

    @property
    def notes(self) -> tuple[Text, ...]:
        """What else is to be known."""


class Packed(Protocol):
    """What was packed."""

    @property
    def names(self) -> tuple[str, ...]:
        """The files in it."""

    @property
    def documents(self) -> tuple[Attachment, ...]:
        """The documents of the events, in it or not."""

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """What the papers lack."""

    @property
    def notes(self) -> tuple[Text, ...]:
        """What else is to be known."""


def print_paper(output: Path, name: Text, paper: Printed, language: Language) -> None:
    """One paper."""
    print_line(WRITTEN.to(language).format(output=output, name=name.to(language)))
    if paper.addressee and not MARKS.search(paper.addressee):
        print_line(TO.to(language).format(name=paper.addressee))
    print_notes(paper.notes, language)
    print_blanks(paper.blanks, language)


def print_bundle(output: Path, bundle: Packed, language: Language) -> None:
    """A ZIP: what is in it, what its papers lack, and the documents that are not as they were recorded."""
    print_line(PACKED.to(language).format(output=output, count=len(bundle.names)))
    for name in bundle.names:
        print_line(f"  {name}")
    print_notes(bundle.notes, language)
    if bundle.documents:
        print_attachments(bundle.documents, language)
    print_blanks(bundle.blanks, language)


def print_notes(notes: Iterable[Text], language: Language) -> None:
    """Each on a line of its own."""
    for note in notes:
        print_line(NOTE.to(language).format(note=note.to(language)))


def print_blanks(blanks: Iterable[Blank], language: Language) -> None:
    """What is lacking, and where it is entered; nothing where nothing is."""
    rows = [(_named(blank, language), blank.fill.to(language)) for blank in blanks]
    if rows:
        title = BLANKS.to(language).format(count=len(rows))
        print_table(title, (column.to(language) for column in COLUMNS), rows)


def _named(blank: Blank, language: Language) -> str:
    about = f" ({blank.about})" if blank.about else ""
    return f"{blank.name.to(language)}{about}"
