"""A finding's fingerprint: the same for the same finding, another for another."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from checks.model import Outcome, Severity, Text
from checks.registry import all_checks
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.model import Inventory, ScanPermission
from scanner.lab.fitting import ports_to_try
from scanner.lab.model import Lab
from scanner.runs import running
from scanner.runs.reader import ScanReader
from scanner.waivers.fingerprint import fingerprint
from tests.scanner.runs.test_running import estate, settings
from tests.scanner.waivers.estate import verdict

WORDS = st.text(alphabet="abc xyz0189.-", min_size=1, max_size=12)
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    st.booleans() | st.integers(-9999, 9999) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
EVIDENCE = st.dictionaries(WORDS, VALUES, max_size=5)
LAB = (
    "cu-tls10",
    "cu-tls1x",
    "het-han",
    "sap-het-han",
    "tu-ky",
    "cookie-xau",
    "lo-phien-ban",
    "mo-csdl",
    "ipv6-khac",
)


def of(evidence: dict[str, JsonValue], check: str = "web.csp") -> str:
    """The fingerprint of a finding with this evidence."""
    return fingerprint(verdict(check=check, evidence=evidence))


def shuffled(value: JsonValue, order: random.Random) -> JsonValue:
    """The same with every list and every object in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(item, order)) for key, item in value.items()]
        return dict(order.sample(items, len(items)))
    if isinstance(value, list):
        return [shuffled(item, order) for item in order.sample(value, len(value))]
    return value


@given(EVIDENCE, st.randoms(use_true_random=False))
def test_order_says_nothing(evidence: dict[str, JsonValue], order: random.Random) -> None:
    """Servers and name servers answer in any order."""
    assert of(dict(shuffled(evidence, order))) == of(evidence)  # type: ignore[arg-type] # a dict stays one


@given(EVIDENCE, WORDS, st.sampled_from([None, "", [], {}]))
def test_what_says_nothing_takes_no_part(evidence: dict[str, JsonValue], key: str, empty: JsonValue) -> None:
    """A field that a later version adds, and leaves empty, lets no waiver lapse."""
    without = {name: value for name, value in evidence.items() if name != key}
    assert of({**without, key: empty}) == of(without)


@given(EVIDENCE, WORDS, WORDS, WORDS)
def test_another_value_is_other_evidence(
    evidence: dict[str, JsonValue], key: str, one: str, other: str
) -> None:
    """Whatever changes, except by itself."""
    same = of({**evidence, key: one}) == of({**evidence, key: other})
    assert same == (one == other)


@pytest.mark.parametrize(
    ("check", "before", "after", "same"),
    [
        ("cert.expiry", {"not_after": "A", "days_left": -3}, {"not_after": "A", "days_left": -4}, True),
        ("cert.expiry", {"not_after": "A", "days_left": -3}, {"not_after": "B", "days_left": -3}, False),
        ("cert.expiry", {"other": [{"days_left": 1}]}, {"other": [{"days_left": 2}]}, True),
        ("ipv6.same_content", {"https": {"difference_percent": 12.5}}, {"https": {}}, True),
        ("tls.protocols", {"accepted": "TLS 1.0", "not_tested": "SSL 2.0"}, {"accepted": "TLS 1.0"}, True),
        ("tls.protocols", {"accepted": "TLS 1.0"}, {"accepted": "TLS 1.1"}, False),
        ("web.csp", {"days_left": 1}, {"days_left": 2}, False),
        ("web.csp", {"policy": "script-src 'nonce-aB1='"}, {"policy": "script-src 'nonce-Zz9='"}, True),
        ("web.csp", {"policy": "script-src 'nonce-aB1='"}, {"policy": "script-src 'self'"}, False),
        ("web.csp", {"url": "https://a.test/x?sid=1#t"}, {"url": "https://a.test/x?sid=2"}, True),
        ("web.csp", {"url": "https://a.test/x;jsessionid=1"}, {"url": "https://a.test/x"}, True),
        ("web.csp", {"url": "https://a.test/x"}, {"url": "https://a.test/y"}, False),
        ("exposure.ports", {"ports": [{"port": 22}]}, {"ports": [{"port": 22}, {"port": 23}]}, False),
        ("a.check_that_is_no_more", {"a": 1}, {"a": 2}, False),
        ("ipv6.same_content", {"connect_ms": {"ipv4": 1.0}}, {"connect_ms": {"ipv4": 9.0}}, True),
    ],
)
def test_what_changes_by_itself_is_left_out(
    check: str, before: dict[str, JsonValue], after: dict[str, JsonValue], *, same: bool
) -> None:
    """Days left count down; sites number their visits; the rest is the finding."""
    assert (of(before, check) == of(after, check)) is same


def test_outcome_and_check_count_and_words_and_severity_do_not() -> None:
    """A warning that fails is another finding; a better summary or another profile's severity is not."""
    found = verdict()
    assert fingerprint(found) != fingerprint(verdict(Outcome.WARN))
    assert fingerprint(found) != fingerprint(verdict(check="tls.ciphers"))
    assert fingerprint(found) == fingerprint(verdict(summary=Text(vi="Khác", en="Other")))
    assert fingerprint(found) == fingerprint(verdict(severity=Severity.LOW))


def test_the_definition_is_kept() -> None:
    """Stored fingerprints were made by it: whoever changes it lets every waiver lapse, and must mean to."""
    assert fingerprint(verdict()) == "e49404971599eb77d9246d47c083d81034fe3562f91daae9b9d0fe21466133c1"


def test_volatile_keys_are_not_the_whole_evidence() -> None:
    """A check whose every key were volatile could never lapse."""
    named = {check.id: check.volatile for check in all_checks().values() if check.volatile}
    assert set(named) >= {"cert.expiry", "ipv6.same_content", "tls.protocols"}
    assert all(len(set(keys)) == len(keys) == 1 for keys in named.values())


def of_the_lab(lab: Lab) -> Inventory:
    """All may be looked at but ports that this machine may serve: other tests' servers come and go."""
    families = ("tls", "cert", "web", "ipv6", "label", "exposure")
    permission = {"permission": ScanPermission(families=families, ports=ports_to_try(lab))}
    inventory = estate(lab, *LAB, families=families)
    systems = tuple(system.model_copy(update=permission) for system in inventory.systems)
    return inventory.model_copy(update={"systems": systems})


@pytest.mark.usefixtures("unhurried")
def test_two_scans_of_the_same_servers_find_the_same(lab: Lab, tmp_path: Path) -> None:
    """Real servers, looked at twice: no finding changes its fingerprint by itself."""
    database = open_database(f"sqlite:///{tmp_path / 'capdo.db'}")
    InventoryStore(database).apply(of_the_lab(lab))
    told = []
    for _ in range(2):
        run = running.start(database, settings(lab))
        running.carry_out(database, run, lambda _: None)
        seen = ScanReader(database).observations(run.number)
        told.append(
            {(one.key, found.check): fingerprint(found)
             for one in seen for found in one.verdicts if found.is_finding}
        )  # fmt: skip
    assert len(told[0]) >= len(LAB)
    assert told[0] == told[1]
