"""The suite of badssl.com's hosts: they are all there, and some of each kind of server come out right."""

from typing import Any

import pytest

from benchmarks.suites.badssl import running
from benchmarks.suites.badssl.hosts import HOSTS, LEFT_OUT
from benchmarks.suites.suite import SuiteOptions

FEW = ("rc4", "rsa512", "no-subject", "dh480", "http")  # made by hand, by openssl, without TLS


def test_every_host_of_the_catalogue_is_there() -> None:
    """Each once; the bar is as many as are run."""
    names = [*(host.name for host in HOSTS), *LEFT_OUT]
    assert len(names) == len(set(names)) == 88
    assert len(HOSTS) == running.SUITE.bar


def test_what_the_hosts_are_about_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few of them; all are a benchmark's work."""
    few: Any = tuple(host for host in HOSTS if host.name in FEW)
    monkeypatch.setattr(running, "HOSTS", few)
    run = running.run(SuiteOptions())
    assert len(run.answers) == len(FEW)
    assert run.differing == ()
