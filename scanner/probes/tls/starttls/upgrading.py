"""The protocols that can be upgraded to TLS, and the one function that does it."""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from scanner.probes.tls.starttls.binary_protocols import ldap, mysql, postgresql
from scanner.probes.tls.starttls.dialogue import GarbledError, Incoming, Outgoing
from scanner.probes.tls.starttls.line_protocols import ftp, imap, pop3, smtp

Dialogue = Callable[[Incoming, Outgoing], Awaitable[None]]


class Protocol(StrEnum):
    """What is spoken before TLS; spelled as by ``openssl s_client -starttls``."""

    SMTP = "smtp"
    IMAP = "imap"
    POP3 = "pop3"
    FTP = "ftp"
    LDAP = "ldap"
    POSTGRESQL = "postgres"
    MYSQL = "mysql"


DIALOGUES: Mapping[Protocol, Dialogue] = MappingProxyType(
    {
        Protocol.SMTP: smtp,
        Protocol.IMAP: imap,
        Protocol.POP3: pop3,
        Protocol.FTP: ftp,
        Protocol.LDAP: ldap,
        Protocol.POSTGRESQL: postgresql,
        Protocol.MYSQL: mysql,
    }
)


async def upgrade(protocol: Protocol, reader: Incoming, writer: Outgoing) -> None:
    """Talk until the server is ready for a ClientHello. The caller bounds the time.

    Raises:
        NotOfferedError: the server has no TLS here, and says so.
        GarbledError: it speaks something else, breaks the rules, or hung up.

    """
    try:
        await DIALOGUES[protocol](reader, writer)
    except ConnectionError as error:
        raise GarbledError(f"{protocol}: the connection broke") from error
