"""The decision files are held against the hashes that were recorded of them."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from inventory.approvals.attachments import AttachmentState, Untested, attachments
from inventory.approvals.events import ApprovalEvent
from inventory.approvals.log import ApprovalLog
from inventory.cli.approval_commands import approval_app
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Inventory
from tests.inventory.approvals.rules.builders import BODIES, SYSTEM, K, event

pytestmark = pytest.mark.both_databases

CONTENT = b"180/QD-UBND"


def sha256(content: bytes) -> str:
    """In hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def naming(file: str | None, content: bytes | None = CONTENT, day: int = 1) -> ApprovalEvent:
    """An event with a document of this content."""
    recorded = None if content is None else sha256(content)
    return event(K.REGULATION_ISSUED, 1, day, file=file, file_sha256=recorded)


def put(folder: Path, name: str, content: bytes = CONTENT) -> None:
    """A file below the folder."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def state(folder: Path, *events: ApprovalEvent) -> tuple[AttachmentState, Untested | None]:
    """Of the first event's document."""
    first = attachments(events, folder)[0]
    return first.state, first.reason


@pytest.mark.parametrize(
    ("recorded", "kept"),
    [
        ("qd.pdf", "qd.pdf"),
        ("2026/qd.pdf", "2026/qd.pdf"),
        ("2026/qd.pdf", "qd.pdf"),
        ("/srv/van-ban/2026/qd.pdf", "2026/qd.pdf"),
        (r"C:\Văn bản\2026\qd.pdf", "2026/qd.pdf"),
        ("../van-ban/qd.pdf", "qd.pdf"),
    ],
)
def test_a_file_is_found_wherever_the_folder_lies_now(tmp_path: Path, recorded: str, kept: str) -> None:
    """By its path as recorded on any system, or by an ending of it."""
    put(tmp_path, kept)
    assert state(tmp_path, naming(recorded)) == (AttachmentState.SAME, None)
    put(tmp_path, kept, b"another")
    assert state(tmp_path, naming(recorded)) == (AttachmentState.CHANGED, None)


def test_what_could_not_be_tested_has_not_changed(tmp_path: Path) -> None:
    """It is missing, a folder, or was recorded without a hash; nothing outside the folder is looked at."""
    untested = AttachmentState.NOT_TESTED
    (tmp_path / "kept" / "qd.pdf").mkdir(parents=True)
    put(tmp_path, "outside.pdf")
    folder = tmp_path / "kept"
    for name in ("qd.pdf", "none.pdf", "../outside.pdf", "..", "", "\0", "/"):
        assert state(folder, naming(name)) == (untested, Untested.MISSING), name
    put(folder, "plain.pdf")
    assert state(folder, naming("plain.pdf", None)) == (untested, Untested.NO_HASH)
    assert state(folder, naming("x" * 5000))[0] is untested
    assert attachments([naming(None)], folder) == ()


def test_a_namesake_from_another_folder_is_not_a_change(tmp_path: Path) -> None:
    """Two decisions in files of one name, of which one is kept; at its very path, it is a change."""
    put(tmp_path, "qd.pdf", b"second")
    first, second = naming("2025/qd.pdf", b"first"), naming("2026/qd.pdf", b"second")
    assert state(tmp_path, first, second) == (AttachmentState.NOT_TESTED, Untested.OTHER)
    assert state(tmp_path, second, first) == (AttachmentState.SAME, None)
    put(tmp_path, "2025/qd.pdf", b"second")
    assert state(tmp_path, first, second) == (AttachmentState.CHANGED, None)


@pytest.fixture
def verify(database: Engine) -> Callable[..., Result]:
    """The command, on a log of two events with documents."""
    InventoryStore(database).apply(Inventory(organizations=BODIES, systems=(SYSTEM,)))
    ApprovalLog(database).append_new([naming("a.pdf"), naming("b.pdf", day=2), event(K.REGULATION_ISSUED, 2)])
    url = database.url.render_as_string()
    return lambda *more: CliRunner().invoke(approval_app, ["verify", "--database", url, *more])


def test_the_command_tells_which_file_differs(tmp_path: Path, verify: Callable[..., Result]) -> None:
    """Exit status 1 for a changed file, 0 where none could be looked at; events without one do not count."""
    missing = verify("--files", str(tmp_path))
    assert missing.exit_code == 0
    assert "2 tệp quyết định: 0 đúng mã băm đã ghi, 0 thay đổi, 2 chưa kiểm tra được" in missing.stdout
    put(tmp_path, "a.pdf")
    put(tmp_path, "b.pdf", b"another")
    changed = verify("--files", str(tmp_path), "--lang", "en")
    assert changed.exit_code == 1
    assert "2 decision files: 1 have the recorded hash, 1 changed, 0 not tested" in changed.stdout
    assert "b.pdf" in changed.stdout
    put(tmp_path, "b.pdf")
    assert verify("--files", str(tmp_path)).exit_code == 0
    assert verify().exit_code == 0


def test_the_folder_must_be_one(tmp_path: Path, verify: Callable[..., Result]) -> None:
    """One clear error."""
    put(tmp_path, "file")
    for wrong in ("none", "file"):
        refused = verify("--files", str(tmp_path / wrong)).exception
        assert isinstance(refused, InventoryError)
        assert "is not a folder" in str(refused)
