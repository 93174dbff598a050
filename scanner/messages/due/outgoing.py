"""A message on its way into the outbox: to whom it goes, and by which ways."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from scanner.errors import ScannerError
from scanner.messages.due.recipients import Recipient
from scanner.messages.due.situation import Draft, MessageRequest
from scanner.messages.letters.rendering import html_of, text_of
from scanner.messages.letters.wording import say
from scanner.messages.outbox.message import Audience, Queued, Transport
from scanner.messages.outbox.queue import put
from scanner.messages.outbox.told import note


def put_draft(connection: Connection, draft: Draft, asked: MessageRequest, moment: datetime) -> int:
    """Queue one message by each way that there is; how many ways there are."""
    messages = tuple(_queued(draft, asked))
    put(connection, messages, moment)
    if messages:
        note(connection, asked.audience, draft.told, moment)
    return len(messages)


def addressed(draft: Draft, asked: MessageRequest) -> Recipient | None:
    """To whom it goes: the operator, where all is redirected.

    Raises:
        ScannerError: there is no operator to redirect it to.

    """
    if asked.audience is Audience.UNITS:
        return draft.recipient
    if asked.settings.operator is None:
        raise ScannerError("mail.operator is not set: `capdo settings set mail.operator ADDRESS`")
    return Recipient(asked.settings.operator)


def _queued(draft: Draft, asked: MessageRequest) -> Iterator[Queued]:
    recipient = addressed(draft, asked)
    letter = draft.letter
    if asked.audience is Audience.OPERATOR and draft.recipient and not draft.recipient.stands_in:
        told = say("redirected", asked.language, address=draft.recipient.address)
        letter = replace(letter, opening=(told, *letter.opening))
    mail = {
        "subject": letter.subject,
        "text": text_of(letter),
        "html": html_of(letter, asked.language),
        "language": asked.language,
        "name": recipient.name if recipient else "",
    }
    event = {"kind": draft.kind, "organization": draft.unit, "subject": letter.subject, "text": mail["text"]}
    hook = Queued(
        audience=asked.audience,
        kind=draft.kind,
        route=Transport.WEBHOOK,
        recipient="",
        subject=letter.subject,
        content=_json({**event, **draft.facts}),
        organization=draft.unit,
    )
    if asked.settings.mails and recipient is not None:
        yield replace(hook, route=Transport.MAIL, recipient=recipient.address, content=_json(mail))
    if asked.settings.hooks and asked.audience is Audience.UNITS:
        yield hook


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
