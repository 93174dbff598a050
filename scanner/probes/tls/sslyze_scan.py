"""Asks sslyze, in a worker process, about one address and port."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field, JsonValue, TypeAdapter

from checks.facts import NotTested, Target, TlsFacts
from checks.model import Frozen, Reason
from scanner.probes.context import ProbeContext
from scanner.probes.workers import WorkerError, WorkerTimeoutError

JOB = "tls.sslyze"
DEADLINE = 60.0  # seconds
DETAIL_LENGTH = 300
Answer: TypeAdapter[TlsFacts | NotTested] = TypeAdapter(
    Annotated[TlsFacts | NotTested, Field(discriminator="kind")]
)


class SslyzeRequest(Frozen):
    """What the job needs to know. ``slots``: connections that may be open at once."""

    host: str
    address: str
    port: int
    slots: int
    ca_file: Path | None
    moment: datetime  # of the judgement on trust


async def scan(target: Target, address: str, slots: int, context: ProbeContext) -> TlsFacts | NotTested:
    """Run the job within 60 s or what is left to the endpoint. The caller holds the address's slots."""
    request = SslyzeRequest(
        host=target.host,
        address=address,
        port=target.https_port,
        slots=slots,
        ca_file=context.settings.ca_file,
        moment=target.observed_at,
    )

    def count(_opened: JsonValue) -> None:
        context.connections["tls"] += 1

    deadline = min(DEADLINE, context.remaining())
    try:
        answer = await context.run_job(JOB, request.model_dump(mode="json"), deadline, count)
    except WorkerTimeoutError as error:
        return NotTested(reason=Reason.TIMEOUT, detail=str(error)[:DETAIL_LENGTH])
    except WorkerError as error:
        return NotTested(reason=Reason.INTERNAL_ERROR, detail=str(error)[:DETAIL_LENGTH])
    return Answer.validate_python(answer)
