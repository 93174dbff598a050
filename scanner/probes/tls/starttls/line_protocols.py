"""SMTP (RFC 3207), IMAP (RFC 9051 section 6.2.1), POP3 (RFC 2595 section 4) and FTP (RFC 4217)."""

from scanner.probes.tls.starttls.dialogue import (
    GarbledError,
    Incoming,
    NotOfferedError,
    Outgoing,
    line,
    line_where,
    reply,
)

READY = 220  # SMTP and FTP
OK = 250
UNKNOWN = (500, 501, 502, 504)  # a command that the server does not have (RFC 5321, 4.2.4); others turn away
FTP_DELAY = 120  # "service ready in nnn minutes"; the greeting follows
FTP_PROCEED = 234
TAG = b"capdo1"


async def smtp(reader: Incoming, writer: Outgoing) -> None:
    """Greeting, EHLO with our own address (RFC 5321 section 4.1.3), STARTTLS."""
    code, lines = await reply(reader)
    if code != READY:
        raise GarbledError(f"SMTP greeting {code}", lines[0])
    writer.write(b"EHLO %s\r\n" % _own_address(writer))
    code, lines = await reply(reader)
    if code not in (OK, *UNKNOWN):
        raise GarbledError(f"SMTP: EHLO is turned away with {code}", lines[0])
    keywords = {keyword.split()[0].upper() for keyword in lines[1:] if keyword.split()}
    if code != OK or b"STARTTLS" not in keywords:
        raise NotOfferedError(f"SMTP: EHLO answered {code} without STARTTLS")
    writer.write(b"STARTTLS\r\n")
    code, lines = await reply(reader)
    if code != READY:
        raise NotOfferedError(f"SMTP: STARTTLS answered {code}", lines[0])


async def imap(reader: Incoming, writer: Outgoing) -> None:
    """Greeting, STARTTLS, its tagged answer."""
    greeting = (await line(reader)).upper()
    if greeting.startswith(b"* PREAUTH"):
        raise NotOfferedError("IMAP: already authenticated, STARTTLS is too late")
    if not greeting.startswith(b"* OK"):
        raise GarbledError("no IMAP greeting", greeting)
    writer.write(TAG + b" STARTTLS\r\n")
    answer = await line_where(reader, lambda text: not text.startswith(b"* "))
    if not answer.startswith(TAG + b" "):
        raise GarbledError("no tagged IMAP answer", answer)
    if answer.split()[1:2] != [b"OK"]:
        raise NotOfferedError("IMAP", answer)


async def pop3(reader: Incoming, writer: Outgoing) -> None:
    """Greeting, STLS."""
    greeting = await line(reader)
    if not greeting.startswith(b"+OK"):
        raise GarbledError("no POP3 greeting", greeting)
    writer.write(b"STLS\r\n")
    answer = await line(reader)
    if answer.startswith(b"-ERR"):
        raise NotOfferedError("POP3", answer)
    if not answer.startswith(b"+OK"):
        raise GarbledError("no POP3 answer", answer)


async def ftp(reader: Incoming, writer: Outgoing) -> None:
    """Greeting, AUTH TLS."""
    code, lines = await reply(reader)
    if code == FTP_DELAY:
        code, lines = await reply(reader)
    if code != READY:
        raise GarbledError(f"FTP greeting {code}", lines[0])
    writer.write(b"AUTH TLS\r\n")
    code, lines = await reply(reader)
    if code != FTP_PROCEED:
        raise NotOfferedError(f"FTP: AUTH TLS answered {code}", lines[0])


def _own_address(writer: Outgoing) -> bytes:
    address: str = writer.get_extra_info("sockname")[0].partition("%")[0]
    return f"[IPv6:{address}]".encode() if ":" in address else f"[{address}]".encode()
