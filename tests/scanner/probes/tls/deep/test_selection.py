"""Which deep tests arise for which server."""

from typing import Literal

import pytest

from checks.facts import Absent, CipherSuite, NotTested, ProtocolScan, ProtocolVersion, TlsFacts
from checks.model import Reason
from scanner.probes.tls.deep.running import skip_deep_tests
from scanner.probes.tls.deep.selection import DeepTest, select_tests

V, T = ProtocolVersion, DeepTest
EPHEMERAL, RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"
OLDER = {T.COMPRESSION, T.CLIENT_RENEGOTIATION, T.CCS_INJECTION, T.HEARTBLEED}
LATE = NotTested(reason=Reason.TIMEOUT, detail="late")


def _facts(accepted: dict[ProtocolVersion, str], untested: tuple[ProtocolVersion, ...] = ()) -> TlsFacts:
    def scan(version: ProtocolVersion) -> ProtocolScan:
        if version in untested:
            return ProtocolScan(version=version, status="not_tested", reason=Reason.BLOCKED)
        status: Literal["accepted", "refused"] = "accepted" if version in accepted else "refused"
        suites = (CipherSuite(name=accepted[version], key_size=128),) if version in accepted else ()
        return ProtocolScan(version=version, status=status, suites=suites)

    protocols = tuple(scan(version) for version in V)
    return TlsFacts(address="192.0.2.1", port=443, server_name="www.example.test", protocols=protocols)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        pytest.param({V.TLS_1_3: ""}, {T.EARLY_DATA: V.TLS_1_3}, id="modern"),
        pytest.param(
            {V.TLS_1_3: "", V.TLS_1_2: EPHEMERAL},
            {T.EARLY_DATA: V.TLS_1_3, **dict.fromkeys(OLDER, V.TLS_1_2)},
            id="intermediate",
        ),
        pytest.param(
            {V.TLS_1_2: EPHEMERAL, V.TLS_1_0: RSA},
            {**dict.fromkeys(OLDER, V.TLS_1_2), T.ROBOT: V.TLS_1_0, T.FALLBACK_SCSV: V.TLS_1_0},
            id="RSA in the older version",
        ),
        pytest.param({V.SSL_3: RSA}, {**dict.fromkeys(OLDER, V.SSL_3), T.ROBOT: V.SSL_3}, id="SSL 3.0"),
        pytest.param({V.SSL_2: "SSL_CK_RC4_128_WITH_MD5"}, {}, id="SSL 2.0"),
        pytest.param({V.TLS_1_2: "TLS_RSA_PSK_WITH_NULL_SHA"}, dict.fromkeys(OLDER, V.TLS_1_2), id="PSK"),
    ],
)
def test_what_is_possible(
    accepted: dict[ProtocolVersion, str], expected: dict[DeepTest, ProtocolVersion]
) -> None:
    """Each test with the newest version that can show it; the others cannot arise."""
    selected = select_tests(_facts(accepted))
    assert {test: scan.version for test, scan in selected.possible.items()} == expected
    assert set(selected.settled) == set(T) - set(expected)
    assert all(isinstance(settled, Absent) for settled in selected.settled.values())


def test_a_version_that_was_not_tested_rules_nothing_out() -> None:
    """What it might have shown is not tested, for the same reason."""
    selected = select_tests(_facts({V.TLS_1_3: ""}, untested=(V.TLS_1_2,)))
    assert set(selected.possible) == {T.EARLY_DATA}
    reasons = {one.reason for one in selected.settled.values() if isinstance(one, NotTested)}
    assert reasons == {Reason.BLOCKED}
    assert len(selected.settled) == len(T) - 1


def test_left_out() -> None:
    """Without a deep pass, what was possible has a reason and what cannot arise is still a fact."""
    facts = skip_deep_tests(_facts({V.TLS_1_3: "", V.TLS_1_2: EPHEMERAL}), LATE)
    assert (facts.vulnerabilities.heartbleed, facts.negotiation.early_data) == (LATE, LATE)
    assert isinstance(facts.vulnerabilities.robot, Absent)
