"""When hanging up is believed to be a refusal."""

from collections.abc import Awaitable, Callable

import pytest

from checks.model import Reason
from scanner.pace import Pace
from scanner.probes.tls.connection.server import ServerTimeoutError, UnreachableError
from scanner.probes.tls.handshake.asking_again import MOST_TIMES, AskingAgain
from scanner.probes.tls.handshake.first_flight import HandshakeRefusal, HelloResponse

ALERT, HUNG_UP = HandshakeRefusal(alert=40), HandshakeRefusal()
SILENCE = ServerTimeoutError("silence")
CLOSED = UnreachableError(ConnectionRefusedError("closed"))
Said = HelloResponse | Exception


def _saying(*said: Said) -> tuple[Callable[[], Awaitable[HelloResponse]], list[Said]]:
    """A question that is answered so, one after the other, and what of it was not said yet."""
    left = list(said)

    async def question() -> HelloResponse:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return question, left


async def _asked(asking: AskingAgain, *said: Said) -> HelloResponse:
    question, left = _saying(*said)
    answer = await asking.ask(question)
    assert not left, "asked less often than was to be"
    return answer


async def test_an_answer_is_asked_for_once() -> None:
    """An alert is an answer: nothing is slowed down."""
    asking = AskingAgain(pace=Pace(), pause=0)
    assert await _asked(asking, ALERT) == ALERT
    assert not asking.pace.is_slow


async def test_hanging_up_each_time_is_a_refusal() -> None:
    """Twice where no alert was ever seen, three times where refusals come with alerts."""
    asking = AskingAgain(pace=Pace(), pause=0)
    first = await _asked(asking, HUNG_UP, HUNG_UP)
    assert isinstance(first, HandshakeRefusal)
    assert asking.believes(first.times)
    await _asked(asking, ALERT)
    await _asked(asking, HUNG_UP, HUNG_UP, HUNG_UP)
    assert not asking.pace.is_slow
    assert asking.no_answer_reason is Reason.BLOCKED


async def test_after_one_cut_it_takes_more() -> None:
    """Once a question was cut and then answered, hanging up twice on another is no refusal any more."""
    asking = AskingAgain(pace=Pace(), pause=0)
    await _asked(asking, HUNG_UP, HUNG_UP)
    assert asking.believes(2)
    await _asked(asking, HUNG_UP, ALERT)
    assert not asking.believes(2)
    assert asking.pace.is_slow
    assert asking.no_answer_reason is Reason.RATE_LIMITED
    await _asked(asking, *[HUNG_UP] * MOST_TIMES)


@pytest.mark.parametrize("error", [SILENCE, CLOSED])
async def test_no_connection_is_no_refusal(error: Exception) -> None:
    """What does not answer at all is asked again where it has answered before, and is an error at last."""
    asking = AskingAgain(pace=Pace(), pause=0)
    with pytest.raises(type(error)):
        await _asked(asking, error)
    await _asked(asking, ALERT)
    assert await _asked(asking, error, ALERT) == ALERT
    with pytest.raises(type(error)):
        await _asked(asking, *[error] * (2 if error is SILENCE else MOST_TIMES))
