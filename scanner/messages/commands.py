"""``capdo messages``: what was sent, what waits, and what would be sent."""

from typing import Annotated

import typer

from inventory.cli.listing.forms import ListFormOption, print_listing
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.clock import now
from inventory.database.opening import opened_database
from inventory.database.reading_only import opened_for_reading
from inventory.model import Text
from inventory.settings.reach import Interval
from inventory.wording.phrases import Phrase
from scanner.errors import ScannerError
from scanner.messages.due.preparing import drafts_due
from scanner.messages.sending import asked_for, send_due
from scanner.messages.view import listed_messages, print_drafts

NOT_ALL_SENT = 3  # exit status
NOWHERE = Phrase(
    "no way to send anything is set: `capdo settings set mail.url smtp://HOST:PORT` and mail.from, or "
    "webhook.url and webhook.secret_file"
)

SENT = Text(vi="Đã gửi: {count}", en="Sent: {count}")
NOT_DELIVERED = Text(vi="Chưa gửi được: {why}", en="Not delivered: {why}")

messages_app = typer.Typer(help="Digests, alarms and reminders to who must act.", no_args_is_help=True)
DigestOption = Annotated[
    Interval | None,
    typer.Option("--digest", help="How often a digest is sent; else the setting mail.digest, else weekly."),
]
ToOperatorOption = Annotated[
    bool, typer.Option("--to-operator", help="Send everything to mail.operator, and nothing to the units.")
]


@messages_app.command("list")
def list_messages(
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = 50,
    form: ListFormOption = "text",
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """List the messages that were sent and those that wait, newest first."""
    with opened_for_reading(database) as engine:
        print_listing(listed_messages(engine, limit, lang), form)


@messages_app.command("send")
def send(
    digest: DigestOption = None,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be sent; nothing is sent, and nothing noted.")
    ] = False,
    to_operator: ToOperatorOption = False,
) -> None:
    """Send what is due and what waits: digests, confirmed alarms, reminders.

    Exit status: 0 done; 2 wrong input; 3 not all could be delivered, and is tried again later.
    """
    if dry_run:
        with opened_for_reading(database) as engine:
            asked = asked_for(engine, interval=digest, to_operator=to_operator, language=lang)
            print_drafts(engine, drafts_due(engine, now(), asked), asked)
        return
    with opened_database(database) as engine:
        asked = asked_for(engine)
        if not (asked.settings.mails or asked.settings.hooks):
            raise ScannerError(NOWHERE)
        done = send_due(engine, interval=digest, to_operator=to_operator, language=lang)
    typer.echo(SENT.to(lang).format(count=done.sent))
    for failure in done.failures:
        typer.echo(NOT_DELIVERED.to(lang).format(why=failure.to(lang)), err=True)
    if done.failures:
        raise typer.Exit(NOT_ALL_SENT)
