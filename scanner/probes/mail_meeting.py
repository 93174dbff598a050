"""What is kept of a mail server for the run."""

from dataclasses import dataclass

from checks.facts import NotTested
from checks.facts.names.mail_servers import MailServer

SentChain = tuple[bytes, ...]  # certificates in DER form, as they came
ShownByName = tuple[SentChain, ...] | NotTested


@dataclass(frozen=True)
class Meeting:
    """What a server told, and the chains as it sent them, which DANE may need whole."""

    server: MailServer
    chains: tuple[SentChain, ...] = ()
