"""A process that sends is killed again and again: nothing is sent twice, and nothing is lost."""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from inventory.database.rows import values
from inventory.database.transactions import reading, writing
from scanner.messages.outbox.message import Audience, OutboxState, Queued, Transport
from scanner.messages.outbox.process_identity import is_gone, this_boot, this_process
from scanner.messages.outbox.queue import Outbox, put
from scanner.messages.outbox.tables import OutboxRow
from scanner.messages.sending import send_due
from tests.scanner.messages.estate import OPERATOR, Hands, reached_by
from tests.scanner.messages.receiving import Mailbox, receiving

SEND = (
    "import sys; from inventory.database.opening import open_database; "
    "from scanner.messages.sending import send_due; send_due(open_database(sys.argv[1]))"
)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
CONTENT = '{"subject": "Bản tin", "text": "x\\n.\\ny", "html": "<p>x</p>", "language": "vi", "name": ""}'
# At which step of SMTP, and at which time of it, each process is killed, or at some time after it began.
KILLS = (("MAIL", 1), ("DATA", 2), ("END", 1), ("TAKEN", 2), ("RCPT", 3), ("END", 3), ("TAKEN", 1))


def queue(engine: Engine, count: int) -> None:
    """That many messages, each to another address."""
    with writing(engine) as connection:
        put(
            connection,
            [
                Queued(
                    audience=Audience.UNITS,
                    kind="digest",
                    route=Transport.MAIL,
                    recipient=f"a{number}@brvt.test",
                    subject="Bản tin",
                    content=CONTENT,
                )
                for number in range(count)
            ],
            NOW,
        )


class Killer:
    """Kills a process when the mail server comes to a step for the n-th time."""

    def __init__(self, step: str, times: int) -> None:
        self.step, self.left, self.process = step, times, 0

    def __call__(self, step: str) -> None:
        """One step of the server."""
        self.left -= step == self.step
        if self.left == 0 and self.process:
            self.left = -1
            os.kill(self.process, signal.SIGKILL)


def killed(engine: Engine, box: Mailbox, step: str, times: int) -> int:
    """Send until the kill; the exit status of the process."""
    killer = Killer(step, times)
    command = [sys.executable, "-c", SEND, str(engine.url)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        killer.process = process.pid
        box.at = killer
        process.communicate(timeout=300)
    box.at = lambda _: None
    return process.returncode


def test_what_sends_is_killed_at_every_step(database: Engine) -> None:
    """Each message arrives exactly once, whatever a process had done when it was killed."""
    queue(database, 14)
    with receiving() as box:
        reached_by(database, box)
        assert [killed(database, box, *kill) for kill in KILLS] == [-signal.SIGKILL] * len(KILLS)
        send_due(database)
    queued = Counter(to for to in box.recipients if to != OPERATOR)  # who is reminded of the law's own days
    assert queued == Counter(f"a{number}@brvt.test" for number in range(14))
    assert len({mail["Message-ID"] for mail in box.mails}) == len(box.mails)
    assert all(b"\r\n.\r\n" not in raw for raw in box.taken)
    with reading(database) as connection:
        assert set(connection.scalars(select(OutboxRow.state))) == {OutboxState.SENT}


GONE = f"{this_process().split()[0]} 999999999 1"
ELSEWHERE = "another.host 1 1"
LATER, MUCH_LATER = NOW + timedelta(minutes=5), NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("claim", "boot", "handed_over", "now", "state"),
    [
        (GONE, this_boot(), None, LATER, OutboxState.QUEUED),
        (GONE, this_boot(), NOW, LATER, OutboxState.SENT),
        (GONE, "before", NOW, LATER, OutboxState.QUEUED),  # the machine went down: nobody can know
        (this_process(), this_boot(), NOW, LATER, OutboxState.SENDING),
        (this_process(), this_boot(), NOW, MUCH_LATER, OutboxState.QUEUED),
        (ELSEWHERE, "x", NOW, LATER, OutboxState.SENDING),
        (ELSEWHERE, "x", None, MUCH_LATER, OutboxState.QUEUED),
    ],
    ids=[
        "killed before",
        "killed after",
        "rebooted",
        "at work",
        "at work too long",
        "elsewhere",
        "elsewhere too long",
    ],
)
def test_what_was_claimed_is_taken_back(
    database: Engine, claim: str, boot: str, handed_over: datetime | None, now: datetime, state: OutboxState
) -> None:
    """As soon as its process is known to be gone, or has had time enough; sent, if the kernel had it all."""
    queue(database, 1)
    row = {
        OutboxRow.state: OutboxState.SENDING,
        OutboxRow.claim: claim,
        OutboxRow.boot: boot,
        OutboxRow.claimed_at: NOW,
        OutboxRow.handed_over_at: handed_over,
    }
    with writing(database) as connection:
        connection.execute(update(OutboxRow).values(values(row)))
    Outbox(database, Hands(now), Audience).take_back()
    with reading(database) as connection:
        assert connection.scalar(select(OutboxRow.state)) == state


def test_a_process_is_told_from_another_with_its_number() -> None:
    """By the moment at which it began: a container gives the same number each time."""
    host, pid, begun = this_process().split()
    assert not is_gone(f"{host} {pid} {begun}")
    assert is_gone(f"{host} {pid} {int(begun) - 1 if begun.isdecimal() else 0}")
    assert not is_gone("elsewhere 1 1")
