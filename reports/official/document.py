"""An official document as data: what the DOCX and the PDF both show, in the order of Decree 30/2020."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"  # Quốc hiệu
MOTTO = "Độc lập - Tự do - Hạnh phúc"  # Tiêu ngữ


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; a heading is bold."""

    text: str
    kind: Literal["body", "heading"] = "body"


@dataclass(frozen=True)
class TableColumn:
    """``width``: in millimetres. ``align``: of its cells."""

    heading: str
    width: float
    align: Literal["left", "center"] = "left"


@dataclass(frozen=True)
class Table:
    """A table whose header comes again on each page. ``is_numbered``: (1), (2) … below its headings.

    A cell that is None is one with the cell above it.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[Sequence[str | None], ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Landscape:
    """What follows stands on landscape pages: a table too wide for a page upright."""


@dataclass(frozen=True)
class Annex:
    """``number``: Roman, empty for a form that is no annex. ``reference``: what it belongs to."""

    number: str
    title: str
    reference: str
    table: Table
    name: str = ""  # of a form, at the top right


@dataclass(frozen=True)
class Heading:
    """The two columns at the top of the first page. ``subject``: of a letter, below its number (V/v …)."""

    parent: str
    issuer: str
    number: str  # Số: …/BC-…
    place_and_day: str
    subject: str = ""


@dataclass(frozen=True)
class Signature:
    """The block at the bottom right."""

    authority: str
    position: str
    signer: str


@dataclass(frozen=True)
class OfficialDocument:
    """A report with its annex. ``title``: the kind of document, ``subject``: its trích yếu."""

    heading: Heading
    title: str
    subject: str
    addressee: str
    body: tuple[Paragraph, ...]
    recipients: tuple[str, ...]
    signature: Signature
    annex: Annex


@dataclass(frozen=True)
class Letter:
    """A letter (công văn): it has no title, its subject stands below its number."""

    heading: Heading
    addressees: tuple[str, ...]
    body: tuple[Paragraph | Table | Landscape, ...]
    recipients: tuple[str, ...]
    signature: Signature
    annexes: tuple[Annex, ...] = ()
