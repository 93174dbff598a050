"""What an import would change, and what it leaves out, on the screen: a line each, in both languages."""

from collections.abc import Sequence

import typer

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.vocabulary import EVENT_WORDINGS
from inventory.cli.terminal import inert
from inventory.files.comparing.changes import shown
from inventory.files.importing import Imported
from inventory.files.layout.sheets import BY_PART, Part
from inventory.model import Code, Language, Text
from inventory.wording.language import LANGUAGES

EXAMPLES = Text(vi="Bỏ qua {count} dòng ví dụ", en="Example rows left out: {count}")
UNDATED = Text(
    vi="{count} hệ thống chưa có “Vận hành từ ngày” nên không được tính vào chỉ tiêu và không được rà quét: "
    "{systems}",
    en="{count} systems have no day of operation, so no indicator counts them and no scan takes them: "
    "{systems}",
)
MOST_NAMED = 50  # codes in a line; a large estate has thousands


def print_preview(imported: Imported) -> None:
    """Every addition, change, absence and name that is close to another's."""
    comparison = imported.comparison
    _print_lines(
        "Thêm / added",
        [
            *(f"{_kind(part)} {item.code}: {item.name}" for part, item in comparison.added),
            *map(_event, imported.new_events),
        ],
    )
    _print_lines(
        "Thay đổi / changed",
        [
            f"{_kind(change.part)} {change.code}: {change.field}: {shown(change.old)} → {shown(change.new)}"
            for change in comparison.changed
        ],
    )
    _print_lines(
        "Đang lưu, không có trong tệp, giữ nguyên / stored, not in the file, kept",
        [f"{_kind(part)} {item.code}: {item.name}" for part, item in comparison.absent],
    )
    _print_lines(
        "Tên gần giống: một hay hai? / similar names: one or two?",
        [
            f"{_kind(one.part)} {one.new.code}: {one.new.name} ~ {one.other.code}: {one.other.name}"
            for one in comparison.similar
        ],
    )


def print_examples(count: int, *languages: Language) -> None:
    """How many rows are the template's examples, which are never stored."""
    for language in (languages or LANGUAGES) if count else ():
        typer.echo(EXAMPLES.to(language).format(count=count))


def print_undated(systems: Sequence[Code], *languages: Language) -> None:
    """The systems that no indicator counts and no scan takes."""
    for language in (languages or LANGUAGES) if systems else ():
        typer.echo(UNDATED.to(language).format(count=len(systems), systems=_named(systems)))


def _named(codes: Sequence[Code]) -> str:
    more = len(codes) - MOST_NAMED
    return ", ".join(codes[:MOST_NAMED]) + (f" (+{more})" if more > 0 else "")


def _event(event: ApprovalEvent) -> str:
    told = (EVENT_WORDINGS[event.kind].vi, f"{event.on:%d/%m/%Y}", event.number)
    return f"{_kind(Part.EVENTS)} {event.system}: {', '.join(filter(None, told))}"


def _kind(part: Part) -> str:
    return BY_PART[part].vi.lower()


def _print_lines(title: str, lines: list[str]) -> None:
    if lines:
        typer.echo(f"{title}: {len(lines)}")
    for line in lines:
        typer.echo(f"  {inert(line)}")
