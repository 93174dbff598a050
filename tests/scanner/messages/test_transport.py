"""Mail and webhooks against real servers: what is sent, what a failure says, and when it is tried again."""

import base64
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import Engine, select

from inventory.database.transactions import reading
from inventory.wording.keeping import read_kept
from scanner.errors import ScannerError
from scanner.lab.certificates.issuing import Signer, ca_certificate, common_name, leaf_certificate
from scanner.messages.outbox.message import OutboxState
from scanner.messages.outbox.queue import GIVEN_UP_AFTER
from scanner.messages.outbox.tables import OutboxRow
from scanner.messages.sending import Dispatch, send_due
from scanner.messages.settings import PASSWORD, PASSWORD_FILE, USER, Credentials, credentials
from scanner.messages.transport import smtp
from scanner.messages.transport.delivery import DeliveryError
from scanner.messages.transport.webhook import post, signature
from tests.scanner.messages.estate import EDU, OPERATOR, TAX, Hands, at, good, looked, reached_by, settled
from tests.scanner.messages.receiving import Mailbox, hooked, receiving

pytestmark = pytest.mark.both_databases

WHO = Credentials("capdo", "mật khẩu")
PLAIN = base64.b64encode("\0capdo\0mật khẩu".encode()).decode()


def rows(engine: Engine) -> list[tuple[str, str | None, int]]:
    """Where each message stands, why, and after how many tries."""
    columns = (OutboxRow.state, OutboxRow.error, OutboxRow.attempts)
    query = select(*columns).order_by(OutboxRow.id)
    with reading(engine) as connection:
        return [(state, error, tries) for state, error, tries in connection.execute(query)]


@pytest.fixture
def estate(database: Engine) -> Engine:
    """Two units whose first digests are due."""
    settled(database)
    looked(database, at(0), {TAX: (good(),), EDU: (good(),)})
    return database


@pytest.mark.parametrize(
    ("step", "reply", "state", "says"),
    [
        ("MAIL", "451 4.7.1 later", OutboxState.QUEUED, "the mail server answered 451 4.7.1 later"),
        ("RCPT", "450 greylisted", OutboxState.QUEUED, "the mail server answered 450 greylisted"),
        ("DATA", "421 closing", OutboxState.QUEUED, "the mail server answered 421 closing"),
        ("END", "452 full", OutboxState.QUEUED, "the mail server answered 452 full"),
        ("MAIL", "what?", OutboxState.QUEUED, "the mail server "),
        ("RCPT", "550 5.1.1 no such\x1b[31m user", OutboxState.FAILED, "answered 550 5.1.1 no such[31m user"),
        ("END", "554 spam", OutboxState.FAILED, "the mail server answered 554 spam"),
    ],
)
def test_what_a_mail_server_refuses(
    estate: Engine, step: str, reply: str, state: OutboxState, says: str
) -> None:
    """For now: it is tried again; for good: the operator is told, once. The other message goes out anyway."""
    hands = Hands(at(0, 3))
    with receiving(Mailbox(replies={step: [reply]})) as box:
        reached_by(estate, box)
        done = send_due(estate, hands)
        first, *_ = rows(estate)
        assert first[0] == state
        assert says in str(read_kept(first[1] or ""))
        assert len(done.failures) == 1
        hands.moment += timedelta(minutes=1)
        send_due(estate, hands)
        hands.moment += timedelta(minutes=1)
        assert send_due(estate, hands) == Dispatch()
    ours = [subject for to, subject in box.told() if to == OPERATOR]
    given_up = state is OutboxState.FAILED
    assert ours == (["capdo: có thư không gửi được"] if given_up else [])
    assert len(box.taken) == 2


@pytest.mark.sqlite_only  # a dozen seconds with PostgreSQL, for what the others show there
def test_what_cannot_be_delivered_waits_ever_longer_and_is_given_up(estate: Engine) -> None:
    """Nobody listens: five days, a few tries a day, and every message kept."""
    with receiving() as box:
        reached_by(estate, box)
    hands, tries = Hands(at(0, 3)), 0
    while hands.moment <= at(0, 3) + GIVEN_UP_AFTER + timedelta(hours=12):
        tries += len(send_due(estate, hands).failures)
        hands.moment += timedelta(hours=1)
    assert {state for state, *_ in rows(estate)[:2]} == {OutboxState.FAILED}
    assert all("refused" in (error or "") for _, error, _ in rows(estate)[:2])
    assert all(30 < count < 60 for *_, count in rows(estate)[:2])


def test_a_password_is_sent_and_never_shown(
    estate: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From the environment or a file; a wrong one is told without it, and tried again."""
    file = tmp_path / "password"
    file.write_text("falsch\n")
    monkeypatch.setenv(USER, WHO.user)
    monkeypatch.setenv(PASSWORD_FILE, str(file))
    hands = Hands(at(0, 3))
    with receiving(Mailbox(password=PLAIN)) as box:
        reached_by(estate, box)
        done = send_due(estate, hands)
        assert done.failures
        assert all("does not take the user and the password" in str(failure) for failure in done.failures)
        monkeypatch.setenv(PASSWORD, WHO.password)
        hands.moment += timedelta(minutes=2)
        assert send_due(estate, hands).failures == []
    assert len(box.taken) == 2
    assert "mật" not in repr(WHO)
    monkeypatch.delenv(PASSWORD)
    monkeypatch.setenv(PASSWORD_FILE, str(tmp_path / "none"))
    with pytest.raises(ScannerError, match="can't be read as a password"):
        credentials()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """An authority's file, and a server of the name localhost with its certificate."""
    folder = tmp_path_factory.mktemp("certificates")
    now, key = datetime.now(UTC), ec.generate_private_key(ec.SECP256R1())
    validity = (now - timedelta(days=1), now + timedelta(days=30))
    root = Signer(common_name("root"), ec.generate_private_key(ec.SECP256R1()))
    trusted, chain = folder / "root.pem", folder / "server.pem"
    trusted.write_bytes(ca_certificate(root, root.name, root.key, validity).public_bytes(Encoding.PEM))
    own = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain.write_bytes(own + leaf_certificate(root, "localhost", key, validity).public_bytes(Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain)
    return trusted, server


def test_mail_goes_encrypted(
    certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By STARTTLS or TLS from the first octet, with the certificate checked; else no password leaves."""
    trusted, server = certificate
    monkeypatch.setattr(smtp, "_is_loopback", lambda _: False)
    with receiving(Mailbox(tls=server, password=PLAIN)) as box:
        with pytest.raises(DeliveryError, match="certificate verify failed"), smtp.connected(local(box), WHO):
            pass
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        with smtp.connected(local(box), WHO):
            assert box.steps[-2:] == ["EHLO", "AUTH"]
    with receiving(Mailbox(password=PLAIN), implicit=server) as box, smtp.connected(local(box, "smtps"), WHO):
        assert box.steps == ["EHLO", "AUTH"]
    with receiving(Mailbox(password=PLAIN)) as box:
        with pytest.raises(DeliveryError, match="not sent in plain text"), smtp.connected(local(box), WHO):
            pass
        assert "AUTH" not in box.steps


def local(box: Mailbox, scheme: str = "smtp") -> str:
    """By the name that the certificate has."""
    return f"{scheme}://localhost:{box.port}"


@pytest.mark.parametrize(("status", "final"), [(500, False), (302, False), (404, False), (410, True)])
def test_a_webhook_that_does_not_take_it(status: int, final: bool) -> None:  # noqa: FBT001 - pytest's arguments
    """Nobody follows a redirect; gone for good is gone (RFC 9110, 15.5.11)."""
    with hooked() as hook:
        hook.answers = [status]
        with pytest.raises(DeliveryError, match=f"answered {status}") as caught:
            post(hook.url, b"{}", b"secret", "id", "alarm")
        assert caught.value.final is final
        assert len(hook.got) == 1
    with pytest.raises(DeliveryError, match="could not be reached"):
        post(hook.url, b"{}", b"secret", "id", "alarm")


def test_a_webhook_gets_the_same_delivery_again(estate: Engine) -> None:
    """The same id and the same octets, so that its receiver knows what it has."""
    hands = Hands(at(0, 3))
    with hooked() as hook:
        hook.answers = [503]
        reached_by(estate, hook=hook)
        assert len(send_due(estate, hands).failures) == 1
        hands.moment += timedelta(minutes=1)
        assert send_due(estate, hands).sent == 2
    ids = [headers["X-Capdo-Delivery"] for headers, _ in hook.got]
    assert len(ids) == 3
    assert len(set(ids)) == 2
    again = [body for headers, body in hook.got if headers["X-Capdo-Delivery"] == ids[0]]
    assert len(set(again)) == 1


def test_a_signature_as_others_make_it() -> None:
    """The second example of RFC 4231 (4.3)."""
    assert signature(b"what do ya want for nothing?", b"Jefe") == (
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
