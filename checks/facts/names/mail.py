"""What is published of mail that claims to come from a domain, or goes to it."""

from typing import Literal

from checks.facts.extent import Unseen
from checks.model import Frozen


class MailFacts(Frozen):
    """Of the domain that has the host's own name: its policies, and the texts that these refer to."""

    kind: Literal["mail"] = "mail"
    version: Literal[1] = 1
    domain: str
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen
