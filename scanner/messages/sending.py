"""Sends what is due: what the daemon of the schedules calls after each run and at each tick."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine

from inventory.clock import Clock, now
from inventory.database.store import InventoryStore
from inventory.model import Language
from inventory.settings.reach import Interval
from inventory.wording.phrases import Joined, Phrase
from scanner.messages.due.preparing import prepare
from scanner.messages.due.situation import MessageRequest
from scanner.messages.letters.rendering import as_mail
from scanner.messages.operator_news import OperatorNews, tell_operator
from scanner.messages.outbox.message import Audience, Claimed, Transport
from scanner.messages.outbox.queue import Outbox
from scanner.messages.outbox.told import MessageKind
from scanner.messages.settings import MessageSettings, credentials, message_settings, secret_of
from scanner.messages.transport.delivery import DeliveryError
from scanner.messages.transport.smtp import MailServer, connected
from scanner.messages.transport.webhook import post

SCHEMA = "capdo.message/1"


@dataclass
class Dispatch:
    """What one call did. ``failures``: why a message was not delivered, in one line each."""

    queued: int = 0
    sent: int = 0
    failures: list[Phrase] = field(default_factory=list)


def asked_for(
    database: Engine,
    *,
    interval: Interval | None = None,
    to_operator: bool = False,
    language: Language = "vi",
) -> MessageRequest:
    """What messages are to be made by: the database's settings, and what was told instead.

    Raises:
        InventoryError: the database cannot be read.
        ScannerError: one setting is there without the other that it needs.

    """
    settings = message_settings(InventoryStore(database).settings())
    chosen = settings if interval is None else replace(settings, interval=interval)
    audience = Audience.OPERATOR if to_operator else Audience.UNITS
    return MessageRequest(settings=chosen, audience=audience, language=language)


def send_due(
    database: Engine,
    clock: Clock = now,
    *,
    interval: Interval | None = None,
    to_operator: bool = False,
    language: Language = "vi",
) -> Dispatch:
    """Queue what is due, then send what is queued. It waits for servers: call it in a thread.

    Without a mail server and a webhook in the settings nothing is done, so that nothing piles up.

    Args:
        database: the inventory, its scans and the outbox.
        clock: tells when something is due.
        interval: of digests; None: that of the settings.
        to_operator: everything goes to the operator, and counts as told to nobody else.
        language: of the messages.

    Raises:
        InventoryError: the database cannot be read or written.
        ScannerError: one setting is there without the other that it needs. What could not be delivered is
            told in what is returned; it is tried again later.

    """
    asked = asked_for(database, interval=interval, to_operator=to_operator, language=language)
    done = Dispatch()
    if not (asked.settings.mails or asked.settings.hooks):
        return done
    done.queued = prepare(database, clock, asked)
    audiences = (Audience.OPERATOR,) if to_operator else tuple(Audience)
    outbox = Outbox(database, clock, audiences)
    outbox.take_back()
    if asked.settings.mails:
        _send_mail(outbox, asked.settings, done)
    if asked.settings.hooks:
        _send_hooks(outbox, asked.settings, done)
    return done


def _send_mail(outbox: Outbox, settings: MessageSettings, done: Dispatch) -> None:
    """Through one connection; a new one where that one broke after it had served."""
    while (message := outbox.claim(Transport.MAIL)) is not None:
        before = done.sent
        try:
            with connected(settings.mail_url or "", credentials()) as server:
                _through(server, message, outbox, settings, done)
        except DeliveryError as error:  # there is no connection
            _not_sent(outbox, message, error, done)
        if done.sent == before:
            return


def _through(
    server: MailServer, first: Claimed, outbox: Outbox, settings: MessageSettings, done: Dispatch
) -> None:
    message: Claimed | None = first
    while message is not None:
        try:
            _deliver(server, message, outbox, settings.sender or "")
        except DeliveryError as error:
            _not_sent(outbox, message, error, done)
            if error.broken:
                return
        else:
            outbox.sent(message)
            done.sent += 1
        message = outbox.claim(Transport.MAIL)


def _deliver(server: MailServer, message: Claimed, outbox: Outbox, sender: str) -> None:
    mail = as_mail(
        json.loads(message.content), sender, message.recipient, message.delivery_id, message.created_at
    )
    server.deliver(sender, message.recipient, mail, lambda: outbox.handing_over(message))


def _send_hooks(outbox: Outbox, settings: MessageSettings, done: Dispatch) -> None:
    for message in _claimed(outbox):
        try:
            post(
                settings.webhook_url or "",
                body_of(message),
                secret_of(settings),
                message.delivery_id,
                message.kind,
            )
        except DeliveryError as error:
            _not_sent(outbox, message, error, done)
            return
        outbox.sent(message)
        done.sent += 1


def body_of(message: Claimed) -> bytes:
    """What a webhook gets: the same octets each time that it is tried."""
    head = {"schema": SCHEMA, "id": message.delivery_id, "created_at": message.created_at.isoformat()}
    return json.dumps({**head, **json.loads(message.content)}, ensure_ascii=False).encode()


def _claimed(outbox: Outbox) -> Iterator[Claimed]:
    while (message := outbox.claim(Transport.WEBHOOK)) is not None:
        yield message


def _not_sent(outbox: Outbox, message: Claimed, error: DeliveryError, done: Dispatch) -> None:
    done.failures.append(Joined((message.recipient or "webhook", error), ": "))
    given_up = outbox.not_sent(message, error)
    if given_up and message.kind != MessageKind.OPERATOR:
        detail = f"{message.recipient or 'webhook'} – {message.subject} ({error})"
        tell_operator(
            outbox.database, OperatorNews.UNDELIVERABLE, message.created_at, detail, clock=outbox.clock
        )
