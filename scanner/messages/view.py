"""Messages in the terminal. What they say is shown, never obeyed."""

from collections.abc import Iterable, Mapping

import typer
from sqlalchemy import Engine, select

from inventory import dates
from inventory.cli.terminal import print_table
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
WEBHOOK = "webhook"


def print_messages(database: Engine, limit: int, language: Language) -> None:
    """A line for each, newest first."""
    columns = (
        OutboxRow.id,
        OutboxRow.created_at,
        OutboxRow.kind,
        OutboxRow.recipient,
        OutboxRow.subject,
        OutboxRow.state,
        OutboxRow.error,
    )
    with reading(database) as connection:
        rows = connection.execute(select(*columns).order_by(OutboxRow.id.desc()).limit(limit)).all()
    print_table(
        TITLE.to(language),
        HEADINGS[language],
        [
            (
                row.id,
                dates.moment(row.created_at, language),
                KINDS[row.kind].to(language),
                row.recipient or WEBHOOK,
                row.subject,
                _state(row.state, row.error, language),
            )
            for row in rows
        ],
    )


def _state(state: OutboxState, error: str | None, language: Language) -> str:
    why = f": {read_kept(error).to(language)}" if error else ""
    return f"{STATES[state].to(language)}{why}"


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
