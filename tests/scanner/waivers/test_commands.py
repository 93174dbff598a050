"""``capdo waiver`` and what ``capdo scan show`` tells of waivers, by the entry point."""

import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from capdo import main
from inventory.clock import now, today
from inventory.database.opening import open_database
from tests.scanner.waivers.estate import filled, observation, scanned, verdict

REASON, APPROVER = "Thiết bị cũ", "Nguyễn Văn A"


@pytest.fixture(autouse=True)
def a_wide_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell has one line."""
    monkeypatch.setenv("COLUMNS", "400")


class Shell:
    """``capdo`` in a folder of its own, with a scanned inventory."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def said(self, *arguments: str) -> str:
        """What a command that must succeed says."""
        status, said, errors = self.ended(*arguments)
        assert (status, errors) == (0, ""), errors
        return said

    def refused(self, *arguments: str) -> str:
        """The one line of a command that must be refused, in English."""
        with pytest.MonkeyPatch.context() as english:
            english.setenv("CAPDO_LANG", "en")
            status, said, errors = self.ended(*arguments)
        assert (status, said, errors.count("\n")) == (2, "", 1), errors
        assert errors.rstrip("\n").isprintable()
        return errors

    def ended(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        self.monkeypatch.setattr(sys, "argv", ["capdo", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        told = self.capsys.readouterr()
        return (ended.value.code if isinstance(ended.value.code, int) else 0, told.out, told.err)

    def add(self, *more: str, system: str = "HT", check: str = "tls.protocols") -> str:
        """Add a waiver for thirty days."""
        until = (today() + timedelta(days=30)).isoformat()
        told = ("--until", until, "--reason", REASON, "--approver", APPROVER, "--by", "can-bo")
        return self.said("waiver", "add", system, check, *told, *more)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A folder whose capdo.db has been scanned just now."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAPDO_DATABASE_URL", raising=False)
    filled(open_database("sqlite:///capdo.db"), now()).dispose()
    return Shell(monkeypatch, capsys)


def test_a_waiver_is_added_listed_and_revoked(shell: Shell) -> None:
    """Its whole life, in Vietnamese."""
    assert "Đã ghi chấp nhận có thời hạn số 1: tls.protocols của HT, 2 phát hiện" in shell.add()
    listed = shell.said("waiver", "list")
    for words in ("a.brvt.test:443", "b.brvt.test:8443", APPROVER, "can-bo", REASON):
        assert words in listed
    revoked = shell.said("waiver", "revoke", "1", "--reason", "Đã thay", "--lang", "en")
    assert revoked == "Revoked waiver 1: tls.protocols of HT\n"
    (one,) = json.loads(shell.said("waiver", "list", "--format", "json"))
    assert (one["state"], one["revocation"]["reason"], one["number"]) == ("revoked", "Đã thay", 1)
    assert [endpoint["state"] for endpoint in one["endpoints"]] == ["revoked", "revoked"]


def test_the_list_is_of_a_day_and_of_a_system(shell: Shell) -> None:
    """Yesterday nobody had waived anything; another system's waivers are not this one's."""
    shell.add()
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert shell.said("waiver", "list", "--as-of", yesterday, "--lang", "en") == "There are no waivers.\n"
    assert shell.said("waiver", "list", "KHAC") == "Không có chấp nhận có thời hạn nào.\n"
    assert json.loads(shell.said("waiver", "list", "HT", "--format", "json"))[0]["system"] == "HT"


def test_new_evidence_lets_it_lapse(shell: Shell) -> None:
    """Said of the endpoint where it changed."""
    shell.add()
    worse = verdict(evidence={"accepted": "SSL 3, TLS 1.0"})
    engine = open_database("sqlite:///capdo.db")
    scanned(engine, observation(worse, at=now()))
    engine.dispose()
    assert "a.brvt.test:443 (lapsed: the evidence changed)" in shell.said("waiver", "list", "--lang", "en")


def test_scan_show_tells_what_is_waived(shell: Shell) -> None:
    """Beneath the endpoints, whose counts stay as they are: a waived finding is one still."""
    before = shell.said("scan", "show", "1", "--lang", "en")
    assert "Waived" not in before
    shell.add()
    after = shell.said("scan", "show", "1", "--lang", "en")
    assert after.startswith(before)
    assert "Waived findings (findings still): 2" in after


def test_hostile_words_are_shown_and_not_obeyed(shell: Shell) -> None:
    """Neither markup nor an escape sequence reaches the terminal from a reason."""
    until = (today() + timedelta(days=1)).isoformat()
    hostile = "[red]x\x1b[2J\u202e"
    words = ("--until", until, "--reason", hostile, "--approver", hostile, "--by", hostile)
    shell.said("waiver", "add", "HT", "tls.protocols", *words)
    for command in (("waiver", "list"), ("waiver", "list", "--format", "json"), ("scan", "show", "1")):
        said = shell.said(*command)
        assert "[red]x" in said
        assert not {"\x1b", "\u202e"} & set(said)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"SYSTEM": "nope"}, "no system 'nope'"),
        ({"SYSTEM": "a b"}, "SYSTEM: "),
        ({"CHECK": "nope"}, "capdo checks list"),
        ({"CHECK": "tls.robot"}, "nothing to waive"),
        ({"--until": "2020-01-01"}, "in the past"),
        ({"--until": "2999-01-01"}, "366 days at most"),
        ({"--reason": "  "}, "--reason: "),
        ({"--reason": "x" * 1001}, "--reason: "),
        ({"--approver": ""}, "--approver: "),
        ({"--by": " "}, "--by: "),
        ({"--endpoint": "c.test"}, "not one of system HT"),
        ({"--endpoint": "a\x1b[2J.test"}, "write host"),
    ],
)
def test_wrong_input_is_one_clear_line(shell: Shell, changes: dict[str, str], told: str) -> None:
    """Exit status 2, and nothing is recorded."""
    words = {
        "SYSTEM": "HT",
        "CHECK": "tls.protocols",
        "--until": today().isoformat(),
        "--reason": REASON,
        "--approver": APPROVER,
        **changes,
    }
    options = [word for name, value in words.items() if name.startswith("-") for word in (name, value)]
    assert told in shell.refused("waiver", "add", words["SYSTEM"], words["CHECK"], *options)
    assert shell.said("waiver", "list", "--format", "json") == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("revoke", "9", "--reason", "x"), "no waiver 9"),
        (("revoke", "9", "--reason", ""), "--reason: "),
        (("list", "--as-of", "2999-01-01"), "in the future"),
        (("list", "--database", "x://y"), "sqlite:///FILE"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(shell: Shell, arguments: tuple[str, ...], told: str) -> None:
    """Of the other commands."""
    assert told in shell.refused("waiver", *arguments)
