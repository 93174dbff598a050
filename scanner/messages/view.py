"""Messages in the terminal. What they say is shown, never obeyed."""

from collections.abc import Iterable, Mapping
from typing import Any

import typer
from sqlalchemy import Engine, Row, select

from inventory import dates
from inventory.cli.listing.forms import Listing, named_document
from inventory.database.transactions import reading
from inventory.model import Language, Text
from inventory.safe_text import visible_lines
from inventory.wording.keeping import read_kept
from scanner.messages.due.outgoing import addressed
from scanner.messages.due.situation import Draft, MessageRequest
from scanner.messages.letters.rendering import text_of
from scanner.messages.outbox.message import OutboxState
from scanner.messages.outbox.tables import OutboxRow
from scanner.messages.outbox.told import MessageKind

HEADINGS = {
    "vi": ("Số", "Lúc", "Loại", "Người nhận", "Tiêu đề", "Tình trạng"),
    "en": ("No.", "Made", "Kind", "Recipient", "Subject", "State"),
}
STATES: Mapping[str, Text] = {
    OutboxState.QUEUED: Text(vi="chờ gửi", en="waits"),
    OutboxState.SENDING: Text(vi="đang gửi", en="being sent"),
    OutboxState.SENT: Text(vi="đã gửi", en="sent"),
    OutboxState.FAILED: Text(vi="không gửi được", en="failed"),
}
KINDS: Mapping[str, Text] = {
    MessageKind.DIGEST: Text(vi="bản tin", en="digest"),
    MessageKind.ALARM: Text(vi="cảnh báo", en="alarm"),
    MessageKind.REMINDER: Text(vi="nhắc việc", en="reminder"),
    MessageKind.OPERATOR: Text(vi="về máy quét", en="of the scanner"),
}
TITLE = Text(vi="Tin nhắn", en="Messages")
TO, SUBJECT = Text(vi="Tới", en="To"), Text(vi="Tiêu đề", en="Subject")
NOTHING = Text(vi="Chưa có gì đến hạn gửi.", en="Nothing is due.")
NO_RECIPIENT = Text(vi="(chưa có địa chỉ)", en="(no address)")
WAITING = Text(vi="Đang chờ gửi từ trước: {count}", en="Waiting from before: {count}")
FIELDS = ("id", "created_at", "kind", "recipient", "subject", "state", "error")  # of the table
WEBHOOK = "webhook"


def listed_messages(database: Engine, limit: int, language: Language) -> Listing:
    """A row for each, newest first; the title names the zone of its times, the JSON has them in UTC."""
    with reading(database) as connection:
        messages = connection.execute(
            select(*(getattr(OutboxRow, name) for name in FIELDS)).order_by(OutboxRow.id.desc()).limit(limit)
        ).all()
    return Listing(
        title=f"{TITLE.to(language)} ({dates.zone_name(language)})",
        headings=HEADINGS[language],
        rows=[
            (
                message.id,
                dates.moment(message.created_at, language),
                KINDS[message.kind].to(language),
                message.recipient or WEBHOOK,
                message.subject,
                _state(message.state, message.error, language),
            )
            for message in messages
        ],
        document=lambda: named_document("messages", map(_object, messages)),
    )


def _state(state: OutboxState, error: str | None, language: Language) -> str:
    why = f": {read_kept(error).to(language)}" if error else ""
    return f"{STATES[state].to(language)}{why}"


def _object(message: Row[Any]) -> dict[str, object]:
    return {**message._mapping, "created_at": message.created_at.isoformat()}  # noqa: SLF001 - SQLAlchemy's own


def print_drafts(database: Engine, drafts: Iterable[Draft], asked: MessageRequest) -> None:
    """What would be sent, as its readers get it; then how many wait already."""
    language, shown = asked.language, False
    for draft in drafts:
        recipient, shown = addressed(draft, asked), True
        typer.echo(f"{TO.to(language)}: {recipient.address if recipient else NO_RECIPIENT.to(language)}")
        typer.echo(f"{SUBJECT.to(language)}: {draft.letter.subject}\n")
        typer.echo(visible_lines(text_of(draft.letter)))
    if not shown:
        typer.echo(NOTHING.to(language))
    waiting = select(OutboxRow.id).where(OutboxRow.state.in_([OutboxState.QUEUED, OutboxState.SENDING]))
    with reading(database) as connection:
        count = len(connection.execute(waiting).all())
    if count:
        typer.echo(WAITING.to(language).format(count=count))
