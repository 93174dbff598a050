"""News of the scanner itself, for whoever runs it; units are told nothing of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine

from inventory import dates
from inventory.clock import Clock, now
from inventory.database.reading import read_settings
from inventory.database.transactions import writing
from inventory.model import Language
from scanner.messages.due.outgoing import put_draft
from scanner.messages.due.recipients import Recipient
from scanner.messages.due.situation import Draft, MessageRequest
from scanner.messages.letters.letter import Letter, LetterSection, Line
from scanner.messages.letters.wording import clipped, say
from scanner.messages.outbox.told import MessageKind, Telling, is_told, one_at_a_time
from scanner.messages.settings import message_settings


class OperatorNews(StrEnum):
    """What there is to tell."""

    OUTAGE = "outage"
    UNDELIVERABLE = "undeliverable"
    TROUBLE = "trouble"


def tell_operator(
    database: Engine,
    news: OperatorNews,
    since: datetime,
    detail: str = "",
    *,
    clock: Clock = now,
    language: Language = "vi",
) -> bool:
    """Queue one message to the operator; ``send_due`` sends it.

    Args:
        database: with the settings of mail and webhook.
        news: of which kind; with ``since``, what makes it the same, which is told once.
        since: when it began.
        detail: what else is to be said, in one line.
        clock: tells when it is queued.
        language: of the message.

    Returns:
        Whether it was queued: not when it was told before, nor where no way to tell is set.

    Raises:
        InventoryError: the database cannot be written.
        ScannerError: one setting is there without the other that it needs.

    """
    with writing(database) as connection:
        one_at_a_time(connection)
        asked = MessageRequest(settings=message_settings(read_settings(connection)), language=language)
        told = Telling(MessageKind.OPERATOR, news, since.isoformat())
        return _tell(connection, news, told, since, detail, asked, clock())


def _tell(
    connection: Connection,
    news: OperatorNews,
    told: Telling,
    since: datetime,
    detail: str,
    asked: MessageRequest,
    moment: datetime,
) -> bool:
    if is_told(connection, asked.audience, told):
        return False
    operator, language = asked.settings.operator, asked.language
    shown = dates.moment(since, language)
    letter = Letter(
        say(f"operator.{news}.subject", language, since=shown),
        (say(f"operator.{news}.opening", language, since=shown),),
        (LetterSection(say("operator.detail", language), (Line(clipped(detail)),)),) if detail else (),
        (say("footer", language),),
    )
    draft = Draft(
        kind=MessageKind.OPERATOR,
        unit=None,
        recipient=Recipient(operator) if operator else None,
        letter=letter,
        told=(told,),
        facts={"news": news, "since": since.isoformat(), "detail": detail},
    )
    return put_draft(connection, draft, asked, moment) > 0
