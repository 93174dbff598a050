"""All that is known of one endpoint, and how a check asks for its part."""

from typing import Annotated, Literal, TypeVar

from pydantic import Field

from checks.facts.dns import DnsFacts
from checks.facts.http import HttpFacts
from checks.facts.ports import PortFacts
from checks.facts.reach import ReachFacts
from checks.facts.target import Absent, NotTested, Target
from checks.facts.tls import TlsFacts
from checks.model import Frozen

AnyFacts = DnsFacts | ReachFacts | TlsFacts | HttpFacts | PortFacts
Wanted = TypeVar("Wanted", DnsFacts, ReachFacts, TlsFacts, HttpFacts, PortFacts)
Value = TypeVar("Value")
FIELDS: dict[type, str] = {
    DnsFacts: "dns",
    ReachFacts: "reach",
    TlsFacts: "tls",
    HttpFacts: "http",
    PortFacts: "ports",
}


class FactsMissingError(Exception):
    """A check asked for facts that the probe could not supply: the verdict is ``not_tested``."""

    def __init__(self, not_tested: NotTested) -> None:
        super().__init__(not_tested.detail)
        self.not_tested = not_tested


class FactsAbsentError(Exception):
    """A check asked about something that this endpoint does not have: the verdict is ``not_applicable``."""

    def __init__(self, absent: Absent) -> None:
        super().__init__(absent.detail)
        self.absent = absent


def tested(value: Value | Absent | NotTested) -> Value:
    """A fact that a probe may have come back without.

    Raises:
        FactsMissingError: the probe could not tell.
        FactsAbsentError: there is nothing of this kind here.

    """
    if isinstance(value, NotTested):
        raise FactsMissingError(value)
    if isinstance(value, Absent):
        raise FactsAbsentError(value)
    return value


class Facts(Frozen):
    """Everything observed of one endpoint at one time. Stored, and judged again when a rule changes."""

    version: Literal[1] = 1
    target: Target
    dns: Annotated[DnsFacts | NotTested, Field(discriminator="kind")]
    reach: Annotated[ReachFacts | NotTested, Field(discriminator="kind")]
    tls: Annotated[TlsFacts | Absent | NotTested, Field(discriminator="kind")]
    http: Annotated[HttpFacts | NotTested, Field(discriminator="kind")]
    ports: Annotated[PortFacts | NotTested, Field(discriminator="kind")]

    def require(self, kind: type[Wanted]) -> Wanted:
        """The facts of one kind.

        Raises:
            FactsMissingError: the probe could not tell.
            FactsAbsentError: there is nothing of this kind here.

        """
        found = tested(getattr(self, FIELDS[kind]))
        assert isinstance(found, kind)  # noqa: S101 - the field's own type
        return found
