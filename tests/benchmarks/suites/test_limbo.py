"""The cases of x509-limbo: rebuilt and as they are published, and what Chromium said of them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from ssl import DER_cert_to_PEM_cert

import pytest

from benchmarks.suites.limbo import published
from benchmarks.suites.limbo.expected import expected
from benchmarks.suites.limbo.rebuilt import authorities, constrained_names, hosts
from benchmarks.suites.limbo.rebuilt.cases import THEMES
from benchmarks.suites.limbo.rebuilt.parts import chain, leaf, root
from benchmarks.suites.limbo.served import ServedCase
from benchmarks.suites.limbo.suites import LIMBO, judgeable
from benchmarks.suites.pki import chromium
from benchmarks.suites.pki.judging import run


def test_every_case_that_chromium_was_asked_is_rebuilt() -> None:
    """As many as the bar, and each by the name that it has at x509-limbo."""
    rebuilt = [one.name for theme in THEMES for one in theme.cases()]
    assert len(rebuilt) == LIMBO.bar
    assert set(rebuilt) == set(expected().answers)


@pytest.mark.parametrize("cases", [hosts.cases, constrained_names.cases, authorities.cases])
def test_they_come_out_as_chromium_said(cases: Callable[[], Iterator[ServedCase]]) -> None:
    """Those that are cheap to make; make bench-suites runs the others as well."""
    assert run(judgeable(cases(), expected()), "rebuilt").differing == ()


def _published(case: ServedCase, **changes: object) -> dict[str, object]:
    """A case in the form in which x509-limbo publishes it."""
    server, *others = (DER_cert_to_PEM_cert(one) for one in case.sent)
    return {
        "id": case.name,
        "validation_kind": "SERVER",
        "validation_time": None,
        "trusted_certs": [DER_cert_to_PEM_cert(one) for one in case.roots],
        "untrusted_intermediates": others,
        "peer_certificate": server,
        "peer_certificate_key": case.key.decode(),
        "expected_peer_name": {"kind": "DNS", "value": case.host},
        **changes,
    }


def test_published_cases_that_a_server_can_show(tmp_path: Path) -> None:
    """Not a client's, not of an address, not of another time, not without the key."""
    case, file = chain("one", root(), leaf()), tmp_path / published.FILE
    others: tuple[dict[str, object], ...] = (
        {"validation_kind": "CLIENT"},
        {"validation_time": "2020-01-01T00:00:00Z"},
        {"peer_certificate_key": None},
        {"expected_peer_name": None},
        {"expected_peer_name": {"kind": "IP", "value": "192.0.2.1"}},
    )
    cases = [_published(case), *(_published(case, **change) for change in others)]
    file.write_text(json.dumps({"testcases": cases}))
    assert list(published.cases(file)) == [case]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (f"<p id={chromium.MARK}>", ("accept", "")),
        ("Page load failed: net::ERR_CERT_INVALID\n", ("refuse", "ERR_CERT_INVALID")),
        ("", ("cannot tell", "neither the page nor an error")),
    ],
)
def test_what_the_browser_said(said: str, answer: tuple[str, str]) -> None:
    """The page was seen, or there is an error, or neither."""
    assert chromium.answer(said) == answer
