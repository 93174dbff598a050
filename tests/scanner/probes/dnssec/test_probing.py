"""dnssec.probe over signed and broken zones, served by a real server."""

from dataclasses import replace
from pathlib import Path

import dns.dnssec
import dns.message
import pytest
from dns.rdatatype import RdataType

from checks.facts import DnssecFacts, NotTested
from scanner.probes import dnssec
from scanner.probes.dns import resolver
from scanner.probes.dnssec import anchors
from scanner.probes.dnssec.anchors import TrustAnchors
from tests.scanner.probes import contexts
from tests.scanner.probes.dns import rogues
from tests.scanner.probes.dnssec.signing import DAY, now
from tests.scanner.probes.dnssec.zones import tree

Server = tuple[str, int]


async def _facts(host: str, server: Server, known: TrustAnchors | None) -> DnssecFacts:
    context = contexts.context(resolver=server, trust_anchors=known)
    found = await dnssec.probe(host, context, now())
    assert isinstance(found, DnssecFacts)
    return found


@pytest.mark.parametrize(
    ("host", "states", "error", "of_zone"),
    [
        ("both.signed.test", {"secure"}, None, "secure"),
        ("www.signed.test", {"secure"}, None, "secure"),
        ("signed.test", {"secure"}, None, "secure"),
        ("deep.er.signed.test", {"secure"}, None, "secure"),
        ("er.signed.test", {"secure"}, None, "secure"),
        ("a.wild.signed.test", {"secure"}, None, "secure"),
        ("a.b.wild.signed.test", {"secure"}, None, "secure"),
        ("gone.signed.test", {"secure"}, None, "secure"),
        ("alias.signed.test", {"secure"}, None, "secure"),
        ("x.far.signed.test", {"secure"}, None, "secure"),
        ("www.moved.signed.test", {"secure"}, None, "secure"),
        ("across.signed.test", {"secure"}, None, "secure"),
        ("both.hashed.test", {"secure"}, None, "secure"),
        ("www.hashed.test", {"secure"}, None, "secure"),
        ("hashed.test", {"secure"}, None, "secure"),
        ("er.hashed.test", {"secure"}, None, "secure"),
        ("a.wild.hashed.test", {"secure"}, None, "secure"),
        ("a.b.wild.hashed.test", {"secure"}, None, "secure"),
        ("gone.hashed.test", {"secure"}, None, "secure"),
        ("www.test", {"secure"}, None, "secure"),
        ("www.optout.test", {"secure"}, None, "secure"),
        ("gone.optout.test", {"insecure"}, None, "secure"),
        ("out.signed.test", {"secure", "insecure"}, None, "secure"),
        ("out.hashed.test", {"secure", "insecure"}, None, "secure"),
        ("www.unsigned.test", {"insecure"}, None, "insecure"),
        ("www.child.hashed.test", {"insecure"}, None, "insecure"),
        ("www.child.optout.test", {"insecure"}, None, "insecure"),
        ("www.island.test", {"insecure"}, None, "insecure"),
        ("www.unknown.test", {"insecure"}, "unsupported_dnskey_algorithm", "insecure"),
        ("www.strange.test", {"insecure"}, "unsupported_ds_digest_type", "insecure"),
        ("www.iterated.test", {"secure", "insecure"}, "unsupported_nsec3_iterations_value", "secure"),
        ("www.sha1.test", {"secure"}, None, "secure"),
        ("www.digest1.test", {"secure"}, None, "secure"),
        ("both.expired.test", {"bogus"}, "signature_expired", "bogus"),
        ("both.early.test", {"bogus"}, "signature_not_yet_valid", "bogus"),
        ("both.wrongds.test", {"bogus"}, "dnskey_missing", "bogus"),
        ("www.forged.test", {"bogus", "secure"}, "dnssec_bogus", "secure"),
        ("www.stripped.test", {"bogus", "secure"}, "rrsigs_missing", "secure"),
        ("www.undenied.test", {"bogus", "secure"}, "nsec_missing", "secure"),
        ("a.wild.undenied.test", {"bogus"}, "nsec_missing", "secure"),
        ("www.misdenied.test", {"bogus", "secure"}, "rrsigs_missing", "secure"),
    ],
)
async def test_how_safe_a_name_is(
    signed_zones: Server,
    from_root: TrustAnchors,
    host: str,
    states: set[str],
    error: str | None,
    of_zone: str,
) -> None:
    """Every answer about the host, and its zone's, in the one state that the way it is signed leaves."""
    found = await _facts(host, signed_zones, from_root)
    assert {one.state for one in found.answers} == states
    assert found.zone_answer is not None
    assert found.zone_answer.state == of_zone
    errors = {one.error for one in found.answers if one.error}
    assert errors == ({error} if error else set())
    assert found.unseen == ()


async def test_what_holds_is_told(signed_zones: Server, from_root: TrustAnchors) -> None:
    """The zones from the anchor down, each key and algorithm, and when the first signature ends."""
    found = await _facts("both.signed.test", signed_zones, from_root)
    assert (found.anchor, found.apex) == (".", "signed.test")
    assert [zone.zone for zone in found.zones] == [".", "test", "signed.test"]
    assert {zone.algorithms for zone in found.zones} == {(13,)}
    assert {zone.digests for zone in found.zones} == {(2,)}
    assert found.zones[-1].key_tags == (dns.dnssec.key_id(tree().inner.record),)
    assert [(one.name, one.kind, one.denied) for one in found.answers] == [
        ("both.signed.test", "A", False),
        ("both.signed.test", "AAAA", False),
    ]
    assert found.answers[0].expires is not None
    assert abs(found.answers[0].expires - now() - 20 * DAY) < DAY


async def test_an_alias_is_judged_link_by_link(signed_zones: Server, from_root: TrustAnchors) -> None:
    """The alias holds, what it leads to is in a zone without signatures."""
    found = await _facts("out.signed.test", signed_zones, from_root)
    assert [(one.name, one.kind, one.state) for one in found.answers][:2] == [
        ("out.signed.test", "CNAME", "secure"),
        ("www.unsigned.test", "A", "insecure"),
    ]


@pytest.mark.parametrize("as_key", [False, True])
async def test_an_inner_zone_may_be_the_anchor(signed_zones: Server, tmp_path: Path, *, as_key: bool) -> None:
    """Nothing above it is asked; what lies outside of it cannot be told."""
    file = tmp_path / "inner"
    file.write_text(tree().anchor("signed.test", as_key=as_key))
    known = anchors.from_file(file)
    inside = await _facts("www.signed.test", signed_zones, known)
    assert [zone.zone for zone in inside.zones] == ["signed.test"]
    assert {one.state for one in inside.answers} == {"secure"}
    outside = await _facts("www.hashed.test", signed_zones, known)
    assert {one.state for one in outside.answers} == {"indeterminate"}
    assert {one.reason for one in outside.unseen} == {"indeterminate"}
    assert "no trust anchor covers" in outside.unseen[0].detail


async def test_a_false_anchor_is_the_zones_fault_and_a_false_root_is_not(signed_zones: Server) -> None:
    """The bundled anchor does not match this root: nobody can tell, and no host is to blame."""
    found = await _facts("www.signed.test", signed_zones, None)
    assert {one.state for one in found.answers} == {"indeterminate"}
    assert "not signed by the root's keys" in found.unseen[0].detail


async def test_the_clock_is_the_looks(signed_zones: Server, from_root: TrustAnchors) -> None:
    """What was signed for another time holds at that time."""
    for host, moment in (("both.expired.test", now() - 5 * DAY), ("both.early.test", now() + 5 * DAY)):
        context = contexts.context(resolver=signed_zones, trust_anchors=from_root)
        found = await dnssec.probe(host, context, moment)
        assert isinstance(found, DnssecFacts)
        own = [zone for zone in found.zones if zone.zone == host.partition(".")[2]]
        # The zones above were signed yesterday.
        assert (own[0].state if own else "above") in ("secure", "above")


async def test_zones_are_asked_once_a_run(signed_zones: Server, from_root: TrustAnchors) -> None:
    """A second host of the zone costs its own questions only."""
    first = contexts.context(resolver=signed_zones, trust_anchors=from_root)
    await dnssec.probe("both.signed.test", first, now())
    second = replace(contexts.context(resolver=signed_zones, trust_anchors=from_root), memory=first.memory)
    await dnssec.probe("deep.er.signed.test", second, now())
    assert first.connections["dns"] <= 12
    assert second.connections["dns"] <= len(("A", "AAAA", "SOA", "SOA er"))


async def test_silence_is_not_tested(from_root: TrustAnchors) -> None:
    """Nothing is answered: nothing is told."""
    context = contexts.context(resolver=("127.0.0.1", 9), trust_anchors=from_root)
    found = await dnssec.probe("www.signed.test", context, now())
    assert isinstance(found, NotTested)
    assert found.reason in ("timeout", "dns_failure")


async def test_a_resolver_that_drops_keys_is_not_waited_for_by_each_host(
    from_root: TrustAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silence about the root's keys is met once in a while, however many hosts need them."""
    monkeypatch.setattr(resolver, "QUERY_SECONDS", 0.5)
    heard: list[str] = []

    def without_keys(query: dns.message.Message) -> bytes | None:
        heard.append(query.question[0].to_text())
        return None if query.question[0].rdtype == RdataType.DNSKEY else rogues.address(query)

    async with rogues.answering(without_keys) as server:
        first = contexts.context(resolver=server, trust_anchors=from_root)
        for host in ("a.test", "b.test", "c.test"):
            found = await dnssec.probe(host, replace(first), now())
            assert isinstance(found, DnssecFacts)
            assert {one.reason for one in found.answers} == {"timeout"}
    assert len([question for question in heard if "DNSKEY" in question]) == 2
