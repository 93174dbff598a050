"""A letter as an e-mail: plain text and simple HTML of the same words."""

from dataclasses import asdict
from datetime import datetime
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from inventory.model import Language
from inventory.safe_text import visible
from scanner.messages.letters.letter import Letter
from scanner.messages.letters.wording import clipped

LONGEST_SUBJECT = 180  # characters
LONGEST_NAME = 100
CHARSET = "utf-8"
# Python's newer policies lose blanks where they break a header field between two encoded words.
POLICY = compat32.clone(linesep="\r\n")


def text_of(letter: Letter) -> str:
    """The page as plain text."""
    return _environment(html=False).get_template("letter.txt.j2").render(asdict(letter))


def html_of(letter: Letter, language: Language) -> str:
    """The page as HTML: nothing in it is loaded from anywhere, and nothing runs."""
    return _environment(html=True).get_template("letter.html.j2").render(**asdict(letter), language=language)


def as_mail(
    content: dict[str, str], sender: str, recipient: str, delivery_id: str, created_at: datetime
) -> bytes:
    """One message (RFC 5322), the same each time it is tried.

    Args:
        content: ``subject``, ``text``, ``html``, ``language`` and the ``name`` of the recipient.
        sender: an address.
        recipient: an address.
        delivery_id: of which the Message-ID is made.
        created_at: the moment of its ``Date``.

    """
    message: Any = MIMEMultipart("alternative", policy=POLICY)  # typeshed has no headers that are ``Header``
    message["Subject"] = Header(clipped(content["subject"], LONGEST_SUBJECT), CHARSET)
    message["From"] = f"capdo <{sender}>"
    message["To"] = _named(clipped(content.get("name", ""), LONGEST_NAME), recipient)
    message["Date"] = format_datetime(created_at)
    message["Message-ID"] = f"<{delivery_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834, 5: nobody's absence notice answers it
    message["Content-Language"] = content["language"]
    message.attach(MIMEText(content["text"], "plain", CHARSET))
    message.attach(MIMEText(content["html"], "html", CHARSET))
    message.set_boundary(f"capdo-{delivery_id}")
    written: bytes = message.as_bytes(policy=POLICY)
    return written


def _named(name: str, address: str) -> Header:
    whose = Header(name, CHARSET) if name else Header()
    whose.append(f"<{address}>", "ascii")
    return whose


@cache
def _environment(*, html: bool) -> Environment:
    return Environment(
        loader=PackageLoader("scanner.messages.letters"),
        autoescape=html,  # noqa: S701 - off for plain text alone
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    return visible(value) if type(value) is str else value
