"""The servers that take a domain's mail (RFC 5321, section 5.1), each asked as any mail server would."""

from typing import Literal

from checks.facts.extent import Unseen
from checks.model import Frozen


class MailServerFacts(Frozen):
    """Of the domain that has the host's own name: where its mail goes, and how safely it gets there."""

    kind: Literal["mail_servers"] = "mail_servers"
    version: Literal[1] = 1
    domain: str
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen
