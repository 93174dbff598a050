"""How the documents of events are told: those that are not as recorded, and how many are."""

from collections.abc import Sequence

import typer

from inventory.approvals.attachments import Attachment, AttachmentState, Untested
from inventory.approvals.vocabulary import EVENT_WORDINGS
from inventory.cli.terminal import print_table
from inventory.dates import day
from inventory.model import Language, Text

COUNTS = Text(
    vi="{total} tệp quyết định: {same} đúng mã băm đã ghi, {changed} thay đổi, {untested} chưa kiểm tra được",
    en="{total} decision files: {same} have the recorded hash, {changed} changed, {untested} not tested",
)
TITLE = Text(vi="Tệp không khớp hoặc chưa kiểm tra được", en="Files that differ or were not tested")
COLUMNS = (
    Text(vi="Số", en="No."),
    Text(vi="Hệ thống", en="System"),
    Text(vi="Ngày", en="Day"),
    Text(vi="Sự kiện", en="Event"),
    Text(vi="Tệp", en="File"),
    Text(vi="Kết quả", en="Result"),
)
CHANGED = Text(vi="đã thay đổi: {found}", en="changed: {found}")
UNTESTED = {
    Untested.MISSING: Text(
        vi="chưa kiểm tra được: không có trong thư mục", en="not tested: it is not in the folder"
    ),
    Untested.UNREADABLE: Text(vi="chưa kiểm tra được: không đọc được", en="not tested: it cannot be read"),
    Untested.NO_HASH: Text(
        vi="chưa kiểm tra được: khi ghi không có mã băm", en="not tested: it was recorded without a hash"
    ),
    Untested.OTHER: Text(
        vi="chưa kiểm tra được: {found} là tệp của sự kiện khác",
        en="not tested: {found} is the file of another event",
    ),
}


def print_attachments(found: Sequence[Attachment], language: Language) -> None:
    """The counts, and a row for each document that is not as it was recorded."""
    states = [one.state for one in found]
    counts = {
        "same": states.count(AttachmentState.SAME),
        "changed": states.count(AttachmentState.CHANGED),
        "untested": states.count(AttachmentState.NOT_TESTED),
    }
    typer.echo(COUNTS.to(language).format(total=len(found), **counts))
    rows = [_row(one, language) for one in found if one.state is not AttachmentState.SAME]
    if rows:
        print_table(TITLE.to(language), [column.to(language) for column in COLUMNS], rows)


def _row(one: Attachment, language: Language) -> list[str | None]:
    event = one.event
    told = CHANGED if one.reason is None else UNTESTED[one.reason]
    return [
        None if event.sequence is None else str(event.sequence),
        event.system,
        day(event.on, language),
        EVENT_WORDINGS[event.kind].to(language),
        event.file,
        told.to(language).format(found=one.found),
    ]
