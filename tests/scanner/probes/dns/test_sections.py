"""Messages read record by record: the same as dnspython reads, and bounded whatever is written."""

import contextlib
import time

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rrset
import pytest
from dns.name import Name
from dns.rdatatype import RdataType
from hypothesis import given
from hypothesis import strategies as st

from scanner.probes.dns.sections import HEADER, Section, read

ASKED = dns.name.from_text("www.example.test")
TEXTS = (
    "60 IN A 192.0.2.1",
    "60 IN A 192.0.2.2",
    "90 IN AAAA 2001:db8::1",
    "60 IN CNAME other.example.test.",
    "60 IN NS ns1.example.test.",
    "60 IN NS NS1.EXAMPLE.test.",
    "60 IN MX 10 mail.example.test.",
    '60 IN TXT "v=spf1 -all" "x"',
    "60 IN SOA ns1.example.test. admin.example.test. 1 2 3 4 5",
    "60 IN CAA 0 issue ca.test",
    "60 IN NSEC z.example.test. A RRSIG NSEC",
    "60 IN RRSIG A 13 3 60 20300101000000 20200101000000 7 example.test. AAAA",
    "60 IN RRSIG NSEC 13 3 60 20300101000000 20200101000000 7 example.test. AAAB",
    "60 CH TXT x",
)
NAMES = ("www.example.test.", "WWW.example.test.", "other.example.test.", "example.test.", ".")
records = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(TEXTS)), max_size=8)


def message(*sections: list[tuple[str, str]], edns: bool = True) -> bytes:
    """An answer to the question about ASKED, with these records in its sections."""
    response = dns.message.make_response(dns.message.make_query(ASKED, "A"))
    if edns:
        response.use_edns(0, dns.flags.DO)
    for section, lines in zip(response.sections[1:], sections, strict=False):
        for name, text in lines:
            ttl, rdclass, kind, *data = text.split(" ")
            section.append(dns.rrset.from_text(name, int(ttl), rdclass, kind, " ".join(data)))
    return response.to_wire(max_size=65535)


def owners(section: list[dns.rrset.RRset]) -> set[tuple[Name, RdataType]]:
    """Every name and type in a section as dnspython reads it."""
    return {(one.name, one.rdtype) for one in section if one.rdtype != RdataType.RRSIG and one.rdclass == 1}


def assert_same(section: Section, expected: list[dns.rrset.RRset]) -> None:
    """What a section tells is what dnspython reads."""
    for name, kind in owners(expected):
        sets = [one for one in expected if (one.name, one.rdtype, one.rdclass) == (name, kind, 1)]
        assert section.records(name, kind) == tuple(sets[0])
        assert section.rrset(name, kind) == sets[0]
        assert section.records(dns.name.from_text("nobody.test"), kind) == ()
    for one in expected:
        if one.rdtype == RdataType.RRSIG:
            assert section.signatures(one.name, RdataType(one.covers)) == tuple(one)


@given(answer=records, authority=records, additional=records)
def test_every_record_is_what_dnspython_reads(
    answer: list[tuple[str, str]], authority: list[tuple[str, str]], additional: list[tuple[str, str]]
) -> None:
    """Whatever the sections hold, in whatever order."""
    wire = message(answer, authority, additional)
    whole, found = dns.message.from_wire(wire), read(wire, ASKED)
    assert (found.rcode, found.knows_dnssec) == (whole.rcode(), True)
    for section, expected in zip(
        (found.answer, found.authority, found.additional), whole.sections[1:], strict=True
    ):
        assert_same(section, expected)


@given(octets=st.binary(max_size=80), cut=st.integers(min_value=0, max_value=200))
def test_garbage_is_an_error_of_dns_and_no_other(octets: bytes, cut: int) -> None:
    """Whatever follows a header and the question: records, or DNSException."""
    good = message([(NAMES[0], TEXTS[0])], [(NAMES[3], TEXTS[8])])
    question = good[: HEADER + len(ASKED.to_digestable()) + 4]
    for wire in (question + octets, good[: max(len(question), len(good) - cut)], good[:-cut] + octets):
        if len(wire) < len(question):
            continue
        try:
            found = read(wire, ASKED)
            for section in (found.answer, found.authority, found.additional):
                list(section.rrsets(*RdataType))
        except dns.exception.DNSException:
            pass


@pytest.mark.parametrize("octets", [b"\xc0\x23", b"\xc0\xff", b"\x80a\0", b"\x40a\0", b"\x3fa\0", b""])
def test_a_name_that_leads_nowhere_is_an_error(octets: bytes) -> None:
    """A pointer to itself or ahead, a label of no kind, and one beyond the end."""
    question = message([])[: HEADER + len(ASKED.to_digestable()) + 4]
    wire = question[:6] + b"\0\1" + question[8:10] + bytes(2) + question[HEADER:] + octets
    with pytest.raises(dns.exception.DNSException):
        read(wire + b"\0\1\0\1\0\0\0\0\0\0" * bool(octets), ASKED)


def test_a_message_of_pointers_to_pointers_is_soon_read() -> None:
    """Each leads to the one before it: the work does not grow with their number squared."""
    base = message([])[: HEADER + len(ASKED.to_digestable()) + 4]
    chain, at = bytearray(), len(base)
    records = 0
    while len(chain) < 60_000:
        target = max(HEADER, at + len(chain) - 12) if records else HEADER
        chain += bytes((0xC0 | target >> 8 & 0x3F, target & 0xFF)) + b"\0\1\0\1\0\0\0\0\0\0"
        records += 1
    wire = base[:6] + records.to_bytes(2) + bytes(4) + base[HEADER:] + bytes(chain)
    began = time.process_time()
    with contextlib.suppress(dns.exception.DNSException):
        read(wire, ASKED)
    assert time.process_time() - began < 20


def test_records_that_nobody_asks_for_are_not_read() -> None:
    """A signature without its fields costs those that look at it alone."""
    good = message([(NAMES[0], TEXTS[0])])
    broken = good[:6] + b"\0\2" + good[8:-11] + b"\xc0\x0c\0\x2e\0\1\0\0\0\0\0\2\0\1" + good[-11:]
    found = read(broken, ASKED)
    assert [str(one) for one in found.answer.records(ASKED, RdataType.A)] == ["192.0.2.1"]
    with pytest.raises(dns.exception.DNSException):
        found.answer.signatures(ASKED, RdataType.A)


def test_many_owners_are_looked_through_once() -> None:
    """A thousand record sets, each with a signature, cost no more than to read them."""
    base = message([])[: HEADER + len(ASKED.to_digestable()) + 4]
    sets = b"".join(
        b"\x04%04d\xc0\x0c\0\x01\0\1\0\0\0\0\0\4\1\1\1\1" % number
        + b"\x04%04d\xc0\x0c\0\x2e\0\1\0\0\0\0\0\2\0\1" % number
        for number in range(1000)
    )
    wire = base[:6] + (2000).to_bytes(2) + bytes(4) + base[HEADER:] + sets
    began = time.process_time()
    found = read(wire, ASKED)
    assert len(list(found.answer.rrsets(RdataType.A))) == 1000
    for owner, kind in found.answer.owners(RdataType.A):
        with pytest.raises(dns.exception.DNSException):
            found.answer.signatures(owner, kind)
    assert time.process_time() - began < 20
