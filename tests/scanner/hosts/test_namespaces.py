"""Namespaces: where there can be none, and that nothing outlives them."""

import os
from pathlib import Path

import pytest

from tests.scanner.hosts import servers
from tests.scanner.hosts.namespaces import namespace, why_not


def test_only_root_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others are told so, and their tests are skipped."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "root" in why_not(servers.PROGRAMS)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what brings it."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "no-such-server (make packages-test)" in why_not(("no-such-server",))


@pytest.mark.needs_root
def test_no_server_outlives_its_namespace(tmp_path: Path) -> None:
    """Those that nobody ended are ended by the kernel."""
    if reason := why_not(()):
        pytest.skip(reason)
    with namespace() as own:
        server = own.start(["sleep", "3600"], tmp_path / "log")
        assert server.poll() is None
    assert server.poll() is not None
