"""The shape of a UDP service that is asked, and of what its answer comes to."""

from collections.abc import Callable
from typing import NamedTuple

TOLD_LENGTH = 100  # characters
TOKEN_LENGTH = 4  # octets, random, by which an answer is told from somebody else's


class Reading(NamedTuple):
    """What an answer means: whether the service served a stranger, and what it says of itself."""

    served: bool
    told: str = ""


class UdpService(NamedTuple):
    """``ask``: the one or two questions for a token, the second where the first got no answer.

    ``read``: None where the answer is no answer to that. ``answers_from_other_port``: as TFTP does.
    """

    name: str
    port: int
    ask: Callable[[bytes], tuple[bytes, ...]]
    read: Callable[[bytes, bytes], Reading | None]
    answers_from_other_port: bool = False


def printable(data: bytes) -> str:
    """The printable ASCII of what was said, bounded; the rest as blanks."""
    text = "".join(chr(octet) if 32 <= octet < 127 else " " for octet in data[: 4 * TOLD_LENGTH])  # noqa: PLR2004 - printable ASCII
    return " ".join(text.split())[:TOLD_LENGTH]


def always(question: bytes) -> Callable[[bytes], tuple[bytes, ...]]:
    """A question without a token, put once more where it got no answer."""
    return lambda _token: (question, question)
