"""Which protocol that begins in clear is spoken at a port: by the greeting, else by the port's number."""

from collections.abc import Mapping
from types import MappingProxyType

from scanner.probes.tls.starttls.upgrading import Protocol

PORTS: Mapping[int, Protocol] = MappingProxyType(  # IANA "Service Name and Transport Protocol Port Number"
    {
        21: Protocol.FTP,
        25: Protocol.SMTP,
        110: Protocol.POP3,
        143: Protocol.IMAP,
        389: Protocol.LDAP,
        587: Protocol.SMTP,
        2525: Protocol.SMTP,
        3306: Protocol.MYSQL,
        3268: Protocol.LDAP,  # a global catalog of Active Directory
        5432: Protocol.POSTGRESQL,
    }
)
REPLIES = (b"220", b"421", b"554")  # how SMTP and FTP begin, also where they turn somebody away
MYSQL_HEADER = b"\0\0\0"  # of a packet: the length's upper bytes, and the sequence number
MYSQL_GREETINGS = (b"\x0a", b"\xff")  # protocol 10, and an error


def spoken_protocol(greeting: bytes, port: int) -> Protocol | None:
    """The protocol whose greeting begins like this; where that is too short to tell, the port's own."""
    if greeting.startswith(REPLIES) and greeting[3:4] in (b"", b" ", b"-"):
        return (
            Protocol.FTP if b"ftp" in greeting.lower() or PORTS.get(port) is Protocol.FTP else Protocol.SMTP
        )
    if greeting.startswith((b"* OK", b"* PREAUTH", b"* BYE")):
        return Protocol.IMAP
    if greeting.startswith((b"+OK", b"-ERR")):
        return Protocol.POP3
    if greeting[1:4] == MYSQL_HEADER and greeting[4:5] in MYSQL_GREETINGS:
        return Protocol.MYSQL
    return PORTS.get(port) if len(greeting) < len(b"220 ") else None
