import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.probes.tls.handshake.suite_order import (
    LONGEST_CONSERVATIVE,
    chunks,
    follows_client_order,
    offerable_suites,
    ordered,
)
from scanner.probes.tls.wire.codes import Version, suite

TLS_1_2 = offerable_suites(Version.TLS_1_2)
ACCEPTED = st.lists(st.sampled_from(TLS_1_2), min_size=3, max_size=12, unique=True)


def _served(accepted: list[int], preference: list[int] | None) -> list[int]:
    """What a server chooses until nothing is left; without a preference it follows its client."""
    chosen: list[int] = []
    while left := [code for code in accepted if code not in chosen]:
        chosen.append(next(code for code in preference or ordered(left, len(chosen)) if code in left))
    return chosen


@given(ACCEPTED)
def test_a_server_that_follows_its_client(accepted: list[int]) -> None:
    """Its choices are the first of every offer."""
    assert follows_client_order(_served(accepted, None))


@given(ACCEPTED)
def test_a_server_with_an_order(accepted: list[int]) -> None:
    """With three suites or more no sensible order looks like following: strongest first, or weakest first."""
    for turn in (0, 1):
        preference = ordered(accepted, turn)
        assert _served(accepted, preference) == preference
        assert not follows_client_order(preference)


@given(st.lists(st.sampled_from([code for code in TLS_1_2 if "CCM" not in suite(code).name]), unique=True))
def test_chacha_is_not_offered_first(taken: list[int]) -> None:
    """Whatever has been taken away of what servers usually have, another suite comes first."""
    for turn in (0, 1):
        first = ordered((code for code in TLS_1_2 if code not in taken), turn)[0]
        assert "CHACHA20" not in suite(first).name


def test_the_suites_of_a_version() -> None:
    """Those that need TLS 1.2 are not offered before it, and those of TLS 1.3 only there."""
    names = {version: {suite(code).name for code in offerable_suites(version)} for version in Version}
    assert len(names[Version.TLS_1_3]) == 5
    assert not names[Version.TLS_1_3] & names[Version.TLS_1_2]
    assert names[Version.TLS_1_0] == names[Version.SSL_3] < names[Version.TLS_1_2]
    assert not any("GCM" in name or name.endswith("SHA256") for name in names[Version.TLS_1_0])
    assert suite(TLS_1_2[-1]).name.startswith("TLS_ECDHE")
    assert "NULL" in suite(TLS_1_2[0]).name


@pytest.mark.parametrize("conservative", [True, False])
def test_chunks(*, conservative: bool) -> None:
    """All suites are offered, at most 64 at a time to a delicate server, the best first."""
    parts = chunks(TLS_1_2, conservative=conservative)
    assert sorted(code for part in parts for code in part) == sorted(TLS_1_2)
    assert all(len(part) <= LONGEST_CONSERVATIVE for part in parts) is conservative
    assert (TLS_1_2[-1] in parts[0], len(parts) == 1) == (True, not conservative)
