"""What is passed between the prober and the job "tls.deep", as JSON."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from checks.facts import NotTested, ProtocolScan
from checks.model import Frozen
from scanner.probes.tls.deep.selection import DeepTest

DeepResult = bool | Literal["none", "weak", "strong"]


class DeepRequest(Frozen):
    """What the job needs to know.

    ``slots``: connections that may be open at once. ``groups``: those the server is known to accept.
    """

    host: str
    server_name: str | None
    address: str
    port: int
    slots: int
    patience: int  # seconds, one operation on a socket
    tests: dict[DeepTest, ProtocolScan]
    groups: tuple[str, ...] = ()


class DeepReport(Frozen):
    """What the job reports as soon as one test is through."""

    test: DeepTest
    result: DeepResult | NotTested


JobProgress: TypeAdapter[int | DeepReport] = TypeAdapter(Annotated[int | DeepReport, Field()])
