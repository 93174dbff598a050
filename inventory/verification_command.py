"""``capdo approval verify``: whether the log is as it was written."""

from typing import Annotated

import typer

from inventory.approval_log import ApprovalLog
from inventory.database import opened_database
from inventory.model import Wording
from inventory.options import DatabaseOption, LanguageOption
from inventory.verification import Fault, Verification

BROKEN = 1  # exit status
GOOD = Wording(
    vi="Nhật ký nguyên vẹn: {events} sự kiện; mã băm cuối {head}",
    en="The log is as it was written: {events} events; last hash {head}",
)
KEEP = Wording(
    vi="Nên ghi lại mã băm này ở nơi khác và kiểm tra lại bằng --expect.",
    en="Note this hash elsewhere, and check for it later with --expect.",
)
BAD = Wording(
    vi="Nhật ký không nguyên vẹn; {events} sự kiện đầu đúng; dòng sai đầu tiên: sự kiện số {number}: {fault}",
    en="The log is not as it was written; the first {events} events are good; first bad row: event {number}: "
    "{fault}",
)
NOT_EXPECTED = Wording(
    vi="Nhật ký không có mã băm đã ghi lại: nhật ký đã bị viết lại",
    en="The log does not have the hash that was noted: it was written anew",
)
FAULTS = {
    Fault.CHANGED: Wording(vi="nội dung đã bị sửa", en="its content was changed"),
    Fault.NOT_NEXT: Wording(
        vi="không nối tiếp dòng trước: có dòng bị xóa, chèn hoặc đổi chỗ",
        en="it does not follow the row before it: rows were removed, inserted or moved",
    ),
    Fault.MISSING: Wording(vi="đã bị xóa ở cuối nhật ký", en="it is missing at the end of the log"),
    Fault.UNREADABLE: Wording(vi="không đọc được", en="it cannot be read"),
    Fault.STATUS: Wording(
        vi="tình trạng lưu kèm không khớp nhật ký", en="the status kept beside the log is not the log's"
    ),
}


def verify(
    *,
    expect: Annotated[
        str | None, typer.Option(metavar="HASH", help="A last hash noted earlier, which must be there.")
    ] = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Follow the log's hash chain; exit status 1 and the first bad row when a row was changed or removed."""
    with opened_database(database) as engine:
        found = ApprovalLog(engine).verify(expect)
    if found.fault is None:
        typer.echo(GOOD.to(lang).format(events=found.events, head=found.head))
        typer.echo(KEEP.to(lang))
        return
    typer.echo(_told(found).to(lang), err=True)
    raise typer.Exit(BROKEN)


def _told(found: Verification) -> Wording:
    if found.fault is Fault.HASH_UNKNOWN:
        return NOT_EXPECTED
    fault = FAULTS[found.fault or Fault.CHANGED]
    return Wording(
        vi=BAD.vi.format(events=found.events, number=found.sequence, fault=fault.vi),
        en=BAD.en.format(events=found.events, number=found.sequence, fault=fault.en),
    )
