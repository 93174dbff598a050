"""How the log's verification is told, and that of its documents: what is not as it was recorded."""

from collections.abc import Sequence

import typer

from inventory.approvals.attachments import Attachment, AttachmentState, Documented, Untested
from inventory.approvals.events import ApprovalEvent
from inventory.approvals.verification import Fault, Verification
from inventory.approvals.vocabulary import EVENT_WORDINGS
from inventory.cli.terminal import print_table
from inventory.clock import day_of
from inventory.database.chains.following import ChainFound
from inventory.dates import day
from inventory.model import Language, Text
from inventory.requirements.model import SelfAssessment
from inventory.safe_text import visible

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
NOTHING = Text(
    vi="Nhật ký chưa có sự kiện nào: chưa có gì để kiểm tra",
    en="The log holds no event: there is nothing to verify",
)
CHAIN_GOOD = Text(
    vi="{chain} nguyên vẹn: {rows} dòng; mã băm cuối {head}",
    en="{chain}: as recorded: {rows} rows; last hash {head}",
)
CHAIN_BAD = Text(
    vi="{chain} không nguyên vẹn; {rows} dòng đầu đúng; {row}: {fault}",
    en="{chain}: not as recorded; the first {rows} rows are good; {row}: {fault}",
)
UNREAD = Text(
    vi="  chưa đọc lại nội dung của {rows} dòng cũ nhất (--all đọc hết)",
    en="  the content of the {rows} oldest was not read again (--all reads it)",
)
LEFT_OUT = Text(
    vi="  chưa tính lại kết quả hiện hành của {endpoints} điểm truy cập rà quét lâu nhất (--all tính hết)",
    en="  what stands of the {endpoints} endpoints looked at longest ago was not folded anew (--all does)",
)
THINNED = Text(
    vi="  {rows} lần xem đã được tỉa theo thời hạn lưu, lần cuối {at}: dữ liệu chỉ còn mã băm SHA-256",
    en="  {rows} looks were thinned by the retention, last on {at}: of their facts the SHA-256 is left",
)
CHAINS = {
    "inventory": Text(
        vi="Danh mục, thiết lập và các thay đổi", en="The inventory, settings and their changes"
    ),
    "self-assessments": Text(
        vi="Tự đánh giá và danh mục yêu cầu", en="Self-assessments and their catalogues"
    ),
    "waivers": Text(vi="Chấp nhận có thời hạn", en="Waivers"),
    "scans": Text(vi="Kết quả rà quét và kết quả hiện hành", en="What scans saw, and what stands of it"),
}
WHOLE_CHAIN = Text(vi="toàn chuỗi", en="the whole chain")
BAD_STATUS = Text(
    vi="Nhật ký đúng, {events} sự kiện, nhưng tình trạng lưu kèm của hệ thống {system} không khớp nhật ký",
    en="The log is good, {events} events, but the status kept beside it of system {system} is not the log's",
)
BAD_HEAD = Text(
    vi="Nhật ký không nguyên vẹn: dòng ghi sự kiện cuối cùng đã bị sửa hoặc thêm; còn {events} sự kiện đúng",
    en="The log is not as it was written: the row that tells its last event was changed, or there are"
    " several; {events} events are good",
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
    Fault.HEAD: Text(
        vi="dòng ghi điểm cuối đã bị sửa hoặc xóa", en="the row that tells its end was changed or removed"
    ),
    Fault.GONE: Text(vi="đã bị xóa", en="it was removed"),
    Fault.NOT_COVERED: Text(
        vi="được thêm vào ngoài phần mềm", en="it was added by another way than this program"
    ),
    Fault.HASH_UNKNOWN: Text(
        vi="không có mã băm đã ghi lại: đã bị viết lại",
        en="it does not have the hash that was noted: it was written anew",
    ),
}
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
SELF_ASSESSMENT = Text(vi="Tự đánh giá", en="Self-assessment")
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


def print_intact(verification: Verification, language: Language) -> None:
    """That the log is as it was written, and its last hash, to be noted elsewhere."""
    typer.echo(GOOD.to(language).format(events=verification.events, head=verification.head))
    typer.echo(KEEP.to(language))


def broken(verification: Verification) -> Text:
    """What is wrong with a log that is not as it was written."""
    if verification.fault is Fault.HASH_UNKNOWN:
        return NOT_EXPECTED
    if verification.fault is Fault.STATUS:
        return _filled(BAD_STATUS, events=verification.events, system=verification.system)
    if verification.fault is Fault.HEAD:
        return _filled(BAD_HEAD, events=verification.events)
    if verification.sequence is None:
        return _filled(NO_HEAD, events=verification.events)
    fault = FAULTS[verification.fault or Fault.CHANGED]
    return Text(
        vi=BAD.vi.format(events=verification.events, number=verification.sequence, fault=fault.vi),
        en=BAD.en.format(events=verification.events, number=verification.sequence, fault=fault.en),
    )


def print_chain(chain: ChainFound, language: Language) -> None:
    """That what a chain covers is as it was recorded, and what was not read again."""
    name = CHAINS.get(chain.name, Text(vi=chain.name, en=chain.name)).to(language)
    typer.echo(CHAIN_GOOD.to(language).format(chain=name, rows=chain.links, head=chain.head))
    if chain.unread:
        typer.echo(UNREAD.to(language).format(rows=chain.unread))
    if chain.thinned and chain.thinned_at is not None:
        at = day(day_of(chain.thinned_at), language)
        typer.echo(THINNED.to(language).format(rows=chain.thinned, at=at))
    if chain.left_out:
        typer.echo(LEFT_OUT.to(language).format(endpoints=chain.left_out))


def broken_chain(chain: ChainFound) -> Text:
    """What is wrong with what a chain covers."""
    name = CHAINS.get(chain.name, Text(vi=chain.name, en=chain.name))
    fault = FAULTS[chain.fault or Fault.CHANGED]
    return Text(
        vi=CHAIN_BAD.vi.format(
            chain=name.vi, rows=chain.links, row=visible(chain.row or WHOLE_CHAIN.vi), fault=fault.vi
        ),
        en=CHAIN_BAD.en.format(
            chain=name.en, rows=chain.links, row=visible(chain.row or WHOLE_CHAIN.en), fault=fault.en
        ),
    )


def _filled(text: Text, **values: object) -> Text:
    return Text(vi=text.vi.format(**values), en=text.en.format(**values))


def print_attachments(looked_at: Sequence[Attachment], language: Language) -> None:
    """The counts, and a row for each document that is not as it was recorded."""
    states = [attachment.state for attachment in looked_at]
    counts = {
        "same": states.count(AttachmentState.SAME),
        "changed": states.count(AttachmentState.CHANGED),
        "untested": states.count(AttachmentState.NOT_TESTED),
    }
    typer.echo(COUNTS.to(language).format(total=len(looked_at), **counts))
    differing = [attachment for attachment in looked_at if attachment.state is not AttachmentState.SAME]
    rows = [_row(attachment, language) for attachment in differing]
    if rows:
        print_table(TITLE.to(language), [column.to(language) for column in COLUMNS], rows)


def _row(attachment: Attachment, language: Language) -> list[str | None]:
    event = attachment.event
    result = CHANGED if attachment.reason is None else UNTESTED[attachment.reason]
    return [
        None if event.sequence is None else str(event.sequence),
        event.system,
        day(event.on, language),
        _what(event, language),
        event.file,
        result.to(language).format(found=attachment.path),
    ]


def _what(event: Documented, language: Language) -> str:
    if isinstance(event, ApprovalEvent):
        return EVENT_WORDINGS[event.kind].to(language)
    requirement = event.requirement if isinstance(event, SelfAssessment) else ""
    return f"{SELF_ASSESSMENT.to(language)} {requirement}"
