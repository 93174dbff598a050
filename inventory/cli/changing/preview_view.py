"""What an import would change, and what it leaves out, on the screen: a line each."""

from collections.abc import Sequence

import typer

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.vocabulary import EVENT_WORDINGS
from inventory.cli.terminal import inert
from inventory.dates import day
from inventory.files.comparing.changes import shown
from inventory.files.importing import Imported
from inventory.files.layout.sheets import BY_PART, Part
from inventory.model import Code, Language, Text

ADDED, CHANGED = Text(vi="Thêm", en="Added"), Text(vi="Thay đổi", en="Changed")
ABSENT = Text(vi="Đang lưu, không có trong tệp, giữ nguyên", en="Stored, not in the file, kept")
SIMILAR = Text(vi="Tên gần giống: một hay hai?", en="Similar names: one or two?")
EXAMPLES = Text(vi="Bỏ qua {count} dòng ví dụ", en="Example rows left out: {count}")
UNDATED = Text(
    vi="{count} hệ thống chưa có “Vận hành từ ngày” nên không được tính vào chỉ tiêu và không được rà quét: "
    "{systems}",
    en="{count} systems have no day of operation, so no indicator counts them and no scan takes them: "
    "{systems}",
)
MOST_NAMED = 50  # codes in a line; a large estate has thousands


def print_preview(imported: Imported, language: Language) -> None:
    """Every addition, change, absence and name that is close to another's."""
    comparison = imported.comparison
    _print_lines(
        ADDED.to(language),
        [
            *(f"{_kind(part, language)} {item.code}: {item.name}" for part, item in comparison.added),
            *(_event(event, language) for event in imported.new_events),
        ],
    )
    _print_lines(
        CHANGED.to(language),
        [
            f"{_kind(one.part, language)} {one.code}: {one.field}: {shown(one.old)} → {shown(one.new)}"
            for one in comparison.changed
        ],
    )
    _print_lines(
        ABSENT.to(language),
        [f"{_kind(part, language)} {item.code}: {item.name}" for part, item in comparison.absent],
    )
    _print_lines(
        SIMILAR.to(language),
        [
            f"{_kind(one.part, language)} {one.new.code}: {one.new.name} ~ {one.other.code}: {one.other.name}"
            for one in comparison.similar
        ],
    )


def print_examples(count: int, language: Language) -> None:
    """How many rows are the template's examples, which are never stored."""
    if count:
        typer.echo(EXAMPLES.to(language).format(count=count))


def print_undated(systems: Sequence[Code], language: Language) -> None:
    """The systems that no indicator counts and no scan takes."""
    if systems:
        typer.echo(UNDATED.to(language).format(count=len(systems), systems=_named(systems)))


def _named(codes: Sequence[Code]) -> str:
    more = len(codes) - MOST_NAMED
    return ", ".join(codes[:MOST_NAMED]) + (f" (+{more})" if more > 0 else "")


def _event(event: ApprovalEvent, language: Language) -> str:
    told = (EVENT_WORDINGS[event.kind].to(language), day(event.on, language), event.number)
    return f"{_kind(Part.EVENTS, language)} {event.system}: {', '.join(filter(None, told))}"


def _kind(part: Part, language: Language) -> str:
    sheet = BY_PART[part]
    return (sheet.vi if language == "vi" else sheet.en).lower()


def _print_lines(title: str, lines: list[str]) -> None:
    if lines:
        typer.echo(f"{title}: {len(lines)}")
    for line in lines:
        typer.echo(f"  {inert(line)}")
