"""One ZIP of a dossier: the forms of its level, its explanations, the evidence, and the hashes of all."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath, PureWindowsPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from inventory.approvals.attachments import Attachment, AttachmentState, Documented, Untested, attachments
from inventory.approvals.events import ApprovalEvent
from inventory.model import Text
from reports.official.word.file import MADE
from reports.papers.blanks import Blank
from reports.papers.case import PaperCase
from reports.papers.form import DOSSIER, PaperForm, forms_of_dossier, load_form
from reports.papers.writing import Paper, paper_of

SUMS = "SHA256SUMS"  # as `sha256sum -c` reads it
EVIDENCE = "bang-chung"
EXPLANATION = "thuyet-minh.docx"
READABLE = 0o644 << 16  # a file that its owner may change and everybody read
UNSAFE = re.compile(r"[^\w.-]+")
LONGEST_STEM, LONGEST_SUFFIX = 80, 12  # characters
MOST_EVIDENCE = 512 * 1024 * 1024  # bytes of all documents: they are held in memory


@dataclass(frozen=True)
class Bundle:
    """The file, the names in it, what its papers lack, and which documents are in it or not."""

    content: bytes
    names: tuple[str, ...]
    blanks: tuple[Blank, ...]
    notes: tuple[Text, ...]
    documents: tuple[Attachment, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is lacking."""
        return not self.blanks and all(one.state is AttachmentState.SAME for one in self.documents)


def bundle_of(case: PaperCase, folder: Path, told: Mapping[str, str]) -> Bundle:
    """The dossier of one system; ``folder``: where the documents of its events are kept.

    ``told``: variables given by hand.

    Raises:
        ReportError: a paper cannot be written.

    """
    (one,) = case.systems
    papers = {_name(form): paper_of(case, form, told=told) for form in (*_forms(case), load_form(DOSSIER))}
    documents, evidence = _evidence(attachments(one.events, folder))
    members = {**{name: paper.content for name, paper in papers.items()}, **evidence}
    return Bundle(
        content=_zipped({**members, SUMS: _sums(members)}),
        names=(*members, SUMS),
        blanks=_each_once(papers.values()),
        notes=tuple(dict.fromkeys(note for paper in papers.values() for note in paper.notes)),
        documents=documents,
    )


def _forms(case: PaperCase) -> tuple[PaperForm, ...]:
    """Those of its level; none where no level is told."""
    way = case.way(case.systems[0].level)
    return () if way is None else forms_of_dossier(way)


def _name(form: PaperForm) -> str:
    return EXPLANATION if form.number == DOSSIER else f"mau-{form.number}.docx"


def _each_once(papers: Iterable[Paper]) -> tuple[Blank, ...]:
    return tuple(dict.fromkeys(blank for paper in papers for blank in paper.blanks))


def _evidence(looked_at: Sequence[Attachment]) -> tuple[tuple[Attachment, ...], dict[str, bytes]]:
    """The documents that are still as they were recorded, by their names in the ZIP; the others as told."""
    found: dict[str, bytes] = {}
    told, room = [], MOST_EVIDENCE
    for one in looked_at:
        content = _content(one)
        if content is None or len(content) > room:
            told.append(_left_out(one))
            continue
        room -= len(content)
        found[_document_name(one.event)] = content
        told.append(one)
    return tuple(told), found


def _left_out(one: Attachment) -> Attachment:
    """One that was as recorded, until it was to be read, could not be read."""
    if one.state is not AttachmentState.SAME:
        return one
    return Attachment(one.event, AttachmentState.NOT_TESTED, one.path, Untested.UNREADABLE)


def _content(one: Attachment) -> bytes | None:
    """None: it is not the document that was recorded, or can't be read any more."""
    if one.state is not AttachmentState.SAME or one.path is None:
        return None
    try:
        content = one.path.read_bytes()
    except OSError:
        return None
    recorded = (one.event.file_sha256 or "").strip().lower()
    return content if hashlib.sha256(content).hexdigest() == recorded else None


def _document_name(event: Documented) -> str:
    """By the event's number, so that two documents of one name stay two; no name that leaves the folder."""
    recorded = event.file or ""
    path = PurePosixPath(recorded) if "/" in recorded else PureWindowsPath(recorded)
    stem, suffix = (UNSAFE.sub("-", unicodedata.normalize("NFC", part)) for part in (path.stem, path.suffix))
    name = f"{stem[:LONGEST_STEM]}{suffix[:LONGEST_SUFFIX]}"
    kind = f"{event.kind.value}-" if isinstance(event, ApprovalEvent) else ""
    return f"{EVIDENCE}/{event.sequence or 0:04}-{kind}{name}"


def _sums(members: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in members.items())
    return "".join(lines).encode()


def _zipped(members: Mapping[str, bytes]) -> bytes:
    """In the order given, with one date: the same content gives the same file."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in members.items():
            member = ZipInfo(name, MADE.timetuple()[:6])
            member.external_attr = READABLE
            archive.writestr(member, content, ZIP_DEFLATED)
    return made.getvalue()
