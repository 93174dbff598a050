"""``capdo approval verify``: whether the log is as it was written."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from inventory.approvals.attachments import Attachment, AttachmentState, attachments
from inventory.approvals.log import ApprovalLog
from inventory.approvals.verification import Fault, Verification
from inventory.cli.attachment_view import print_attachments
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.database.opening import opened_database
from inventory.errors import InventoryError
from inventory.model import Language, Text

BROKEN = 1  # exit status
HASH = re.compile(r"[0-9a-f]{64}")
GOOD = Text(
    vi="Nhật ký nguyên vẹn: {events} sự kiện; mã băm cuối {head}",
    en="The log is as it was written: {events} events; last hash {head}",
)
KEEP = Text(
    vi="Nên ghi lại mã băm này ở nơi khác và kiểm tra lại bằng --expect.",
    en="Note this hash elsewhere, and check for it later with --expect.",
)
BAD = Text(
    vi="Nhật ký không nguyên vẹn; {events} sự kiện đầu đúng; dòng sai đầu tiên: sự kiện số {number}: {fault}",
    en="The log is not as it was written; the first {events} events are good; first bad row: event {number}: "
    "{fault}",
)
NO_HEAD = Text(
    vi="Nhật ký không nguyên vẹn: dòng ghi sự kiện cuối cùng đã bị xóa; còn {events} sự kiện đúng",
    en="The log is not as it was written: the row that tells its last event was removed; {events} events are "
    "good",
)
NOT_EXPECTED = Text(
    vi="Nhật ký không có mã băm đã ghi lại: nhật ký đã bị viết lại",
    en="The log does not have the hash that was noted: it was written anew",
)
FAULTS = {
    Fault.CHANGED: Text(vi="nội dung đã bị sửa", en="its content was changed"),
    Fault.NOT_NEXT: Text(
        vi="không nối tiếp dòng trước: có dòng bị xóa, chèn hoặc đổi chỗ",
        en="it does not follow the row before it: rows were removed, inserted or moved",
    ),
    Fault.MISSING: Text(vi="đã bị xóa ở cuối nhật ký", en="it is missing at the end of the log"),
    Fault.UNREADABLE: Text(vi="không đọc được", en="it cannot be read"),
    Fault.STATUS: Text(
        vi="tình trạng lưu kèm không khớp nhật ký", en="the status kept beside the log is not the log's"
    ),
}


def verify(
    *,
    expect: Annotated[
        str | None, typer.Option(metavar="HASH", help="A last hash noted earlier, which must be there.")
    ] = None,
    files: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Also hash the decision files anew, which are kept there."),
    ] = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Follow the log's hash chain; exit status 1 and the first bad row when a row was changed or removed.

    With --files, exit status 1 also when a decision file is not the one that was recorded; one that is not in
    the folder was not tested. Files are looked at only when the log, which holds their hashes, is good.
    """
    if files is not None and not files.is_dir():
        raise InventoryError(f"--files: {str(files)!r} is not a folder: name the one with the decision files")
    with opened_database(database) as engine:
        log = ApprovalLog(engine)
        found = log.verify(_hash(expect))
        named = log.with_files() if files else ()
    if found.fault is not None:
        typer.echo(_told(found).to(lang), err=True)
        raise typer.Exit(BROKEN)
    typer.echo(GOOD.to(lang).format(events=found.events, head=found.head))
    typer.echo(KEEP.to(lang))
    if files is not None:
        _verify_files(attachments(named, files), lang)


def _verify_files(found: Sequence[Attachment], lang: Language) -> None:
    print_attachments(found, lang)
    if any(one.state is AttachmentState.CHANGED for one in found):
        raise typer.Exit(BROKEN)


def _hash(text: str | None) -> str | None:
    """A noted hash, however its letters were copied.

    Raises:
        InventoryError: it is none.

    """
    noted = None if text is None else text.strip().lower()
    if noted is not None and HASH.fullmatch(noted) is None:
        raise InventoryError(f"--expect: {text!r} is not a hash: give the 64 hexadecimal digits as noted")
    return noted


def _told(found: Verification) -> Text:
    if found.fault is Fault.HASH_UNKNOWN:
        return NOT_EXPECTED
    if found.sequence is None:
        return Text(vi=NO_HEAD.vi.format(events=found.events), en=NO_HEAD.en.format(events=found.events))
    fault = FAULTS[found.fault or Fault.CHANGED]
    return Text(
        vi=BAD.vi.format(events=found.events, number=found.sequence, fault=fault.vi),
        en=BAD.en.format(events=found.events, number=found.sequence, fault=fault.en),
    )
