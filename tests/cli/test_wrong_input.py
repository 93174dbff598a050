"""What is typed wrong: exit status 2, one line that says what, where and what to do, and no traceback."""

import shutil
import socket
from pathlib import Path

import pytest

from tests.cli.conftest import Here
from tests.cli.running import capdo

pytestmark = pytest.mark.usefixtures("in_english")
WRONG = {
    "no host": (["audit", ""], "names no host"),
    "a blank in a host": (["audit", "a b"], "not a host name"),
    "not https": (["audit", "ftp://a.test"], "write host"),
    "port 0": (["audit", "a.test:0"], "port 0"),
    "a user name": (["audit", "https://me@a.test"], "user name"),
    "a network": (["audit", "10.0.0.0/8"], "a range of addresses"),
    "a network of version 6": (["audit", "fe80::/10"], "a range of addresses"),
    "a range": (["audit", "10.0.0.1-255"], "a range of addresses"),
    "an address with a zone": (["audit", "fe80::1%$(id)"], "without % and a zone"),
    "only nothing": (["audit", "a.test", "--only", ","], "names nothing"),
    "a run of nothing": (["scan", "run", "--only", " , "], "names nothing"),
    "no resolver": (["audit", "a.test", "--resolver", ""], "write IP or IP:PORT"),
    "a resolver's port 0": (["audit", "a.test", "--resolver", "127.0.0.1:0"], "port 0"),
    "a worker without a queue": (["worker"], "workers need a PostgreSQL database"),
    "a run of workers without a queue": (["scan", "run", "--queue"], "workers need a PostgreSQL database"),
    "an audit without a queue": (["audit", "a.test", "--queue"], "workers need a PostgreSQL database"),
    "a scan of no system": (["scan", "run", "--system", "NOPE"], "--system: there is no system"),
    "waivers of nobody": (["waiver", "list", "NOPE"], "no system"),
    "a long database": (["scan", "list", "--database", f"sqlite:///{'a' * 5000}"], "File name too long"),
    "a long inventory": (["inventory", "import", "a" * 5000], "File name too long"),
    "a long export": (["inventory", "export", "--output", "a" * 5000], "File name too long"),
    "a report without a plan": (["report", "html", "--output", "x.html"], "capdo settings set plan"),
    "a plan that is none": (["plan", "validate", "junk"], "is no TOML"),
    "a plan nowhere": (["plan", "validate", "none.toml"], "cannot read plan"),
    "a setting of nothing": (["settings", "set", "plan", "nope"], "choose one of brvt-2023"),
    "a letterhead that is none": (["settings", "set", "letterhead", "junk"], "is no TOML"),
    "a removal of nothing": (["inventory", "remove", "NOPE", "--reason", "x"], "no system"),
    "a code that is none": (["inventory", "rename", "A", "a b", "--reason", "x"], "is not a code"),
    "control characters": (["audit", "a\x1b[2J\n.test"], "write host"),
    "an unknown profile": (["audit", "a.test", "--profile", "nope"], "choose one of default"),
    "an unknown family": (["audit", "a.test", "--only", "tls,nope"], "unknown nope"),
    "an unknown check": (["audit", "a.test", "--only", "tls.nope"], "unknown tls.nope"),
    "a resolver by name": (["audit", "a.test", "--resolver", "dns.test"], "write IP or IP:PORT"),
    "a resolver's port": (["audit", "a.test", "--resolver", "127.0.0.1:99999"], "write IP or IP:PORT"),
    "a missing CA file": (["audit", "a.test", "--ca-file", "ca.pem"], "No such file"),
    "a CA folder": (["audit", "a.test", "--ca-file", "."], "directory"),
    "a CA file without certificates": (["audit", "a.test", "--ca-file", "junk"], "PEM"),
    "missing trust anchors": (["audit", "a.test", "--trust-anchor", "root.ds"], "No such file"),
    "trust anchors that are none": (["audit", "a.test", "--trust-anchor", "junk"], "junk, line 1"),
    "a run's trust anchors": (["scan", "run", "--trust-anchor", "junk"], "junk, line 1"),
    "a run's CA file": (["scan", "run", "--ca-file", "junk"], "PEM"),
    "a database of another kind": (["audit", "a.test", "--database", "x://y"], "sqlite:///FILE"),
    "a database nowhere": (["targets", "--database", "sqlite:////no/where.db"], "does not exist"),
    "a demo on a file": (["demo", "--output", "junk"], "cannot write junk"),
    "an empty inventory": (["scan", "run"], "capdo inventory import FILE"),
    "nothing to resume": (["scan", "resume"], "no unfinished run"),
    "an unknown run": (["scan", "show", "9"], "capdo scan list"),
    "an unknown plan": (["targets", "--plan", "nope"], "choose one of brvt-2023"),
    "a report to nowhere": (["report", "html"], "--output FILE"),
    "a report on a folder": (["report", "html", "--output", "."], "cannot write ."),
    "an unknown check to explain": (["checks", "explain", "../model"], "capdo checks list"),
    "nothing to import": (["inventory", "import"], "--sample"),
    "a missing inventory": (["inventory", "import", "nope.xlsx"], "nothing was imported"),
    "an inventory of another kind": (["inventory", "import", "junk"], "nothing was imported"),
    "an unknown code": (["inventory", "show", "nope"], "capdo inventory list"),
    "an export of another kind": (["inventory", "export", "--output", "x.pdf"], ".xlsx"),
    "a template of another kind": (["inventory", "template", "-o", "x.txt"], ".xlsx"),
    "an approval of nothing": (["approval", "status", "nope"], "no system"),
    "a waiver of nothing": (["waiver", "revoke", "9", "--reason", "x"], "capdo waiver list"),
    "a waiver for nobody": (
        ["waiver", "add", "A", "tls.robot", "--until", "2999-01-01", "--reason", "x", "--approver", "x"],
        "no system",
    ),
}


@pytest.mark.parametrize(("arguments", "told"), WRONG.values(), ids=WRONG)
def test_wrong_input_is_one_clear_line(
    here: Here, tmp_path: Path, empty_file: Path, arguments: list[str], told: str
) -> None:
    """Told by the entry point itself, before anything is looked at; there is a database, which is empty."""
    (tmp_path / "junk").write_text("junk\n")
    shutil.copy(empty_file, tmp_path / "capdo.db")
    ended = here(*arguments)
    assert ended.is_one_clear_line(), ended
    assert told in ended.errors
    assert "Traceback" not in ended.errors
    assert ended.errors.rstrip("\n").isprintable()


@pytest.mark.parametrize(
    "arguments",
    [
        ["nope"],
        ["audit"],
        ["audit", "a.test", "--nope"],
        ["audit", "a.test", "--format", "pdf"],
        ["audit", "a.test", "--http-port", "0"],
        ["audit", "a.test", "--lang", "fr"],
        ["audit", "a.test", "--fail-on", "bad"],
        ["scan", "show", "x"],
        ["targets", "--as-of", "31/02/2023"],
        ["approval", "record", "A", "approved", "--date", "31/5/23"],
    ],
)
def test_a_command_that_does_not_parse_ends_with_2(here: Here, arguments: list[str]) -> None:
    """The usage goes to standard error, nothing to standard output."""
    ended = here(*arguments)
    assert (ended.status, ended.output) == (2, "")
    assert "--help" in ended.errors


@pytest.mark.parametrize("arguments", [("scan", "list"), ("audit", "a.test"), ("doctor",)])
def test_a_wrong_time_zone_is_one_clear_line(
    here: Here, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """Told before anything is done, whatever the command."""
    monkeypatch.setenv("CAPDO_TIMEZONE", "Asia/Hanoi")
    ended = here(*arguments)
    assert ended.is_one_clear_line(), ended
    assert "CAPDO_TIMEZONE" in ended.errors
    assert "Asia/Ho_Chi_Minh" in ended.errors


@pytest.mark.parametrize("output", ["out", "/proc/nope/audit.json", "junk/audit.json"])
def test_an_output_that_cannot_be_written_is_told_before_the_scan(
    here: Here, tmp_path: Path, output: str
) -> None:
    """So that no scan is lost: nobody has connected."""
    (tmp_path / "out").mkdir()
    (tmp_path / "junk").touch()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        ended = here("audit", f"127.0.0.1:{server.getsockname()[1]}", "--only", "web", "--output", output)
        assert ended.is_one_clear_line(), ended
        assert f"cannot write {output}" in ended.errors
        with pytest.raises(BlockingIOError):
            server.accept()


def test_the_installed_command_says_no_more(tmp_path: Path) -> None:
    """The same in a process of its own: no traceback, no warning."""
    ended = capdo("audit", "a.test", "--profile", "nope", folder=tmp_path)
    assert ended.is_one_clear_line(), ended
