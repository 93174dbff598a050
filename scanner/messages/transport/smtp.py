"""Mail by SMTP (RFC 5321), with the end of a message apart from the rest.

A server takes a message when it gets the line with the lone dot. What is noted just before that line tells,
after the process was killed, a message that never left from one that did.
"""

import base64
import ipaddress
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from inventory.wording.phrases import Phrase, os_reason
from scanner.messages.settings import Credentials
from scanner.messages.transport.delivery import DeliveryError, said_there

TIMEOUT = (
    60.0  # seconds for any one answer; the reply to a whole message may take that long (RFC 5321, 4.5.3.2)
)
OK, START, LOGGED_IN = 250, 354, 235  # replies: done; send the message; welcome (RFC 4954)
PERMANENT = 500  # from here on a reply is final (RFC 5321, 4.2.1)
CLOSING = 421
LINE_BEGINS_WITH_DOT = re.compile(rb"(?m)^\.")  # is doubled (RFC 5321, 4.5.2)
FAILURES = (
    smtplib.SMTPException,
    OSError,
    ValueError,
)  # ssl's own are OSError; what is no reply is ValueError
HandingOver = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class MailServer:
    """A connection that is open. One message after another goes through it."""

    connection: smtplib.SMTP

    def deliver(self, sender: str, recipient: str, content: bytes, handing_over: HandingOver) -> None:
        """Send one message.

        Args:
            sender: the address that errors go back to.
            recipient: the one address it goes to.
            content: the message, whose lines end with CR LF.
            handing_over: what is around the end; all else was sent before, and nothing is delivered yet.

        Raises:
            DeliveryError: the server did not take it.

        """
        try:
            self._transaction(sender, recipient, content, handing_over)
        except FAILURES as error:
            raise _told(error) from None

    def _transaction(self, sender: str, recipient: str, content: bytes, handing_over: HandingOver) -> None:
        with suppress(smtplib.SMTPServerDisconnected):
            self.connection.rset()  # after a message that was refused half way
        self._expect(self.connection.mail(sender), OK)
        self._expect(self.connection.rcpt(recipient), OK)
        self._expect(self.connection.docmd("DATA"), START)
        self.connection.send(_stuffed(content))
        with handing_over():
            self.connection.send(b".\r\n")
        self._expect(self.connection.getreply(), OK)

    @staticmethod
    def _expect(reply: tuple[int, bytes], code: int) -> None:
        if reply[0] // 100 != code // 100:
            raise smtplib.SMTPResponseException(*reply)


@contextmanager
def connected(url: str, credentials: Credentials | None, timeout: float = TIMEOUT) -> Iterator[MailServer]:
    """A connection to the server of a URL: encrypted where it is not this machine and the server can.

    Raises:
        DeliveryError: it can't be reached, is no mail server, or doesn't take the credentials.

    """
    try:
        connection = _opened(urlsplit(url), credentials, timeout)
    except FAILURES as error:
        raise _told(error, final=False) from None
    try:
        yield MailServer(connection)
    finally:
        with suppress(*FAILURES):
            connection.quit()
        connection.close()


def _opened(url: SplitResult, credentials: Credentials | None, timeout: float) -> smtplib.SMTP:
    host, port = url.hostname or "", url.port or 0
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
    else:
        connection = smtplib.SMTP(host, port, timeout=timeout)
    try:
        _greet(connection, credentials, context, plain=url.scheme == "smtp", here=_is_loopback(host))
    except FAILURES:
        connection.close()
        raise
    return connection


def _greet(
    connection: smtplib.SMTP,
    credentials: Credentials | None,
    context: ssl.SSLContext,
    *,
    plain: bool,
    here: bool,
) -> None:
    connection.ehlo_or_helo_if_needed()
    if plain and not here and connection.has_extn("starttls"):
        connection.starttls(context=context)
        connection.ehlo()
        plain = False
    if credentials is None:
        return
    if plain and not here:
        raise smtplib.SMTPException("it offers no STARTTLS: the password is not sent in plain text")
    _log_in(connection, credentials)


def _log_in(connection: smtplib.SMTP, who: Credentials) -> None:
    """By PLAIN, which takes every letter (RFC 4616), else by what the library knows."""
    if "PLAIN" not in connection.esmtp_features.get("auth", "").upper().split():
        connection.login(who.user, who.password)
        return
    secret = base64.b64encode(f"\0{who.user}\0{who.password}".encode()).decode()
    code, reply = connection.docmd("AUTH", f"PLAIN {secret}")
    if code != LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(code, reply)


def _stuffed(content: bytes) -> bytes:
    whole = content if content.endswith(b"\r\n") else content + b"\r\n"
    return LINE_BEGINS_WITH_DOT.sub(b"..", whole)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _told(error: Exception, *, final: bool | None = None) -> DeliveryError:
    """A reply as the server gave it; of anything else what kind it was. Never what was sent."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return DeliveryError("the mail server does not take the user and the password")
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        text = reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply)
        refused = error.smtp_code >= PERMANENT if final is None else final
        return DeliveryError(
            "the mail server answered {code} {text}",
            final=refused,
            broken=error.smtp_code == CLOSING,
            code=error.smtp_code,
            text=said_there(text),
        )
    if isinstance(error, UnicodeError):  # whose text would show a letter of the password
        return DeliveryError("the mail server can't be told such a user and password")
    return DeliveryError("the mail server could not be used: {reason}", broken=True, reason=_why(error))


def _why(error: Exception) -> Phrase:
    if isinstance(error, OSError) and error.strerror:
        return os_reason(error)
    return said_there(str(error) or type(error).__name__)
