"""RFC 7208's evaluation for a message, kind by kind as the openspf test suite has them, in words of our own.

All 203 cases of that suite (rfc7208-tests.yml, release 2014.04, kept with pyspf) give its results. The
explanations are optional there, and of no use to a judgement of the domain: ``exp`` is read, never fetched.
"""

import pytest

from tests.checks.mail.domains import Zone
from tests.checks.mail.senders import result

V4, V6 = "192.0.2.3", "2001:db8::3"
LONG = "l" * 63
ZONE: Zone = {
    "mail.example.test": ("A 192.0.2.3", "AAAA 2001:db8::3"),
    "near.test": ("A 192.0.2.200",),
    "far.test": ("A 198.51.100.1", "AAAA 2001:db8:ffff::1"),
    "mx.test": ("MX 10 far.test", "MX 20 mail.example.test"),
    "null.test": ("MX 0 .",),
    "pass.test": ("TXT v=spf1 +all",),
    "fail.test": ("TXT v=spf1 -all",),
    "soft.test": ("TXT v=spf1 ~all",),
    "neutral.test": ("TXT v=spf1 ?all",),
    "plain.test": ("TXT some words",),
    "wrong.test": ("TXT v=spf1 nothing-such",),
    "silent.test": ("SERVFAIL TXT", "SERVFAIL A", "SERVFAIL MX"),
    "3.2.0.192.in-addr.arpa": ("PTR mail.example.test", "PTR lies.test"),
    "192.0.2.3.listed.test": ("A 127.0.0.2",),
    "3.2.0.192.in-addr.listed.test": ("A 127.0.0.2",),
    "strong-bad.listed.test": ("A 127.0.0.2",),
    "bad.strong.listed.test": ("A 127.0.0.2",),
    "bad.listed.test": ("A 127.0.0.2",),
    "test.listed.test": ("A 127.0.0.2",),
    "mail.example.test.listed.test": ("A 127.0.0.2",),
    f"{LONG[:53]}.{LONG}.{LONG}.{LONG}.test": ("A 127.0.0.2",),
}


def of(record: str, address: str = V4, **changes: str) -> str:
    """The result for a domain with this record."""
    return result({**ZONE, "example.test": (f"TXT {record}",)}, address, **changes)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((), "none"),
        (("TXT some words",), "none"),
        (("TXT v=spf1 -all", "TXT some words"), "fail"),
        (("TXT v=spf1 -all", "TXT v=spf1 -all"), "permerror"),
        (("TXT v=spf1",), "neutral"),
        (("TXT v=spf1 ",), "neutral"),
        (("TXT V=SPF1 -ALL",), "fail"),
        (("TXT v=spf10 -all",), "none"),
        (("TXT v=spf1-all",), "none"),
        (("TXT v=spf2.0/pra -all",), "none"),
        (("TXT spf1 -all",), "none"),
        (("SERVFAIL TXT",), "temperror"),
    ],
)
def test_which_record_is_taken(texts: tuple[str, ...], expected: str) -> None:
    """One that says to be of this version, up to a space or its end; several are a fault (4.5)."""
    assert result({**ZONE, "example.test": texts}, V4) == expected


@pytest.mark.parametrize("domain", ["test", "a..test", f"{LONG}l.test", f"{'a.' * 126}test"])
def test_a_domain_that_nobody_can_ask_for(domain: str) -> None:
    """One label, an empty one, a long one, a long name: there is no record (4.3)."""
    assert result({domain: ("TXT v=spf1 -all",)}, V4, f"a@{domain}") == "none"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("v=spf1  -all  ", "fail"),
        ("v=spf1 +all -all", "pass"),
        ("v=spf1 ~all", "softfail"),
        ("v=spf1 ?all", "neutral"),
        ("v=spf1 -all mistake", "permerror"),  # anywhere in the record
        ("v=spf1 -all.", "permerror"),
        ("v=spf1 -all:x.test", "permerror"),
        ("v=spf1 -all/8", "permerror"),
        ("v=spf1 - all", "permerror"),
        ("v=spf1 !all", "permerror"),
        ("v=spf1 a,mx -all", "permerror"),
        ("v=spf1 \x07-all", "permerror"),
        ("v=spf1 a:é.test -all", "permerror"),
        ("v=spf1 \ufffd=x -all", "permerror"),
    ],
)
def test_terms(record: str, expected: str) -> None:
    """Separated by spaces, from left to right, each with a qualifier (4.6)."""
    assert of(record) == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("v=spf1 ip4:192.0.2.3 -all", "pass"),
        ("v=spf1 ip4:192.0.2.0/24 -all", "pass"),
        ("v=spf1 ip4:192.0.2.0/32 -all", "fail"),
        ("v=spf1 ip4:203.0.113.9/0 -all", "pass"),
        ("v=spf1 ip4:192.0.2.0/33 -all", "permerror"),
        ("v=spf1 ip4:192.0.2.0/024 -all", "permerror"),
        ("v=spf1 ip4:192.0.2.0/ -all", "permerror"),
        ("v=spf1 ip4:192.0.2.0/255.255.255.0 -all", "permerror"),
        ("v=spf1 ip4:192.0.2 -all", "permerror"),
        ("v=spf1 ip4:192.0.2.3:25 -all", "permerror"),
        ("v=spf1 ip4 -all", "permerror"),
        ("v=spf1 ip4: -all", "permerror"),
        ("v=spf1 ip4/24 -all", "permerror"),
        ("v=spf1 ip6:2001:db8::/32 -all", "fail"),  # of the other family
        ("v=spf1 ip6:::ffff:192.0.2.3 -all", "fail"),
        ("v=spf1 ip6:2001:db8::/129 -all", "permerror"),
        ("v=spf1 ip6::cafe -all", "permerror"),
        ("v=spf1 ip6:fe80::1%1 -all", "permerror"),
        ("v=spf1 ip6 -all", "permerror"),
    ],
)
def test_networks(record: str, expected: str) -> None:
    """Whole addresses with a prefix (5.6)."""
    assert of(record) == expected


@pytest.mark.parametrize(
    ("record", "address", "expected"),
    [
        ("v=spf1 ip6:2001:db8::/32 -all", V6, "pass"),
        ("v=spf1 ip6:::1/0 -all", V6, "pass"),
        ("v=spf1 ip4:0.0.0.0/0 -all", V6, "fail"),
        ("v=spf1 a:mail.example.test -all", V4, "pass"),
        ("v=spf1 a:mail.example.test -all", V6, "pass"),
        ("v=spf1 a:MAIL.Example.Test -all", V4, "pass"),
        ("v=spf1 a:mail.example.test. -all", V4, "pass"),
        ("v=spf1 a:near.test -all", V4, "fail"),
        ("v=spf1 a:near.test/24 -all", V4, "pass"),
        ("v=spf1 a:near.test/24 -all", V6, "fail"),
        ("v=spf1 a:far.test//16 -all", V6, "pass"),
        ("v=spf1 a:far.test/0//0 -all", V6, "pass"),
        ("v=spf1 a:far.test//16 -all", V4, "fail"),
        ("v=spf1 a:far.test/33 -all", V4, "permerror"),
        ("v=spf1 a:far.test//129 -all", V4, "permerror"),
        ("v=spf1 a:far.test/ -all", V4, "permerror"),
        ("v=spf1 a -all", V4, "fail"),
        ("v=spf1 a: -all", V4, "permerror"),
        ("v=spf1 a:test -all", V4, "permerror"),
        ("v=spf1 a:192.0.2.3 -all", V4, "permerror"),
        ("v=spf1 a:mail.example.test:25 -all", V4, "permerror"),
        ("v=spf1 a:foo:bar/baz.near.test -all", V4, "fail"),
        ("v=spf1 a:abc.x-y -all", V4, "fail"),
        ("v=spf1 a:abc.-x -all", V4, "permerror"),
        ("v=spf1 a:silent.test -all", V4, "temperror"),
        ("v=spf1 a:mail.example.test ip4:x -all", V4, "permerror"),
        ("v=spf1 a=mail.example.test -all", V4, "fail"),  # an unknown modifier
        ("v=spf1 mx:mx.test -all", V4, "pass"),
        ("v=spf1 mx:mx.test -all", V6, "pass"),
        ("v=spf1 mx:null.test -all", V4, "fail"),
        ("v=spf1 mx:silent.test -all", V4, "temperror"),
        ("v=spf1 mx: -all", V4, "permerror"),
        ("v=spf1 mx/24//64:mx.test -all", V4, "permerror"),
        ("v=spf1 ptr -all", V4, "pass"),
        ("v=spf1 ptr:example.test -all", V4, "pass"),
        ("v=spf1 ptr:lies.test -all", V4, "fail"),
        ("v=spf1 ptr/0 -all", V4, "permerror"),
        ("v=spf1 ptr: -all", V4, "permerror"),
    ],
)
def test_names_of_hosts(record: str, address: str, expected: str) -> None:
    """Their addresses, with prefixes for each family (5.3 to 5.5)."""
    assert of(record, address) == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("v=spf1 include:pass.test -all", "pass"),
        ("v=spf1 ?include:pass.test -all", "neutral"),
        ("v=spf1 include:fail.test ~all", "softfail"),
        ("v=spf1 include:soft.test -all", "fail"),
        ("v=spf1 include:neutral.test -all", "fail"),
        ("v=spf1 include:plain.test -all", "permerror"),
        ("v=spf1 include:gone.test -all", "permerror"),
        ("v=spf1 include:wrong.test -all", "permerror"),
        ("v=spf1 include:silent.test -all", "temperror"),
        ("v=spf1 include:example.test -all", "permerror"),
        ("v=spf1 include -all", "permerror"),
        ("v=spf1 include: -all", "permerror"),
        ("v=spf1 include:pass.test/24 -all", "permerror"),
        ("v=spf1 redirect=fail.test", "fail"),
        ("v=spf1 redirect=fail.test ip4:192.0.2.3", "pass"),  # wherever it stands
        ("v=spf1 redirect=fail.test ?all", "neutral"),
        ("v=spf1 redirect=plain.test", "permerror"),
        ("v=spf1 redirect=silent.test", "temperror"),
        ("v=spf1 redirect=example.test", "permerror"),
        ("v=spf1 redirect=fail.test redirect=pass.test", "permerror"),
        ("v=spf1 redirect= -all", "permerror"),
        ("v=spf1 redirect:fail.test", "permerror"),
        ("v=spf1 -redirect=fail.test", "permerror"),
        ("v=spf1 exp=why.test -all", "fail"),
        ("v=spf1 exp=why.test exp=why.test -all", "permerror"),
        ("v=spf1 exp= -all", "permerror"),
        ("v=spf1 default=pass -all", "fail"),
        ("v=spf1 a.b-c_d=%{i} -all", "fail"),
        ("v=spf1 other=%{x} -all", "permerror"),
        ("v=spf1 1up=x -all", "permerror"),
        ("v=spf1 =x -all", "permerror"),
        ("v=spf1 exists:192.0.2.3.listed.test -all", "pass"),
        ("v=spf1 exists:mail.example.test.gone.test -all", "fail"),
        ("v=spf1 exists: -all", "permerror"),
        ("v=spf1 exists -all", "permerror"),
        ("v=spf1 exists:a.listed.test/24 -all", "permerror"),
        ("v=spf1 exists:silent.test -all", "temperror"),
    ],
)
def test_other_records_and_modifiers(record: str, expected: str) -> None:
    """Includes, redirects, names that are there, and what else stands after an equals sign (5.2, 5.7, 6)."""
    assert of(record) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("%{i}.listed.test", "pass"),
        ("%{ir}.%{v}.listed.test", "pass"),
        ("%{l}.listed.test", "pass"),
        ("%{lr-}.listed.test", "pass"),
        ("%{l1r-}.listed.test", "fail"),
        ("%{l1-}.listed.test", "pass"),
        ("%{o1}.listed.test", "pass"),
        ("%{d1}.listed.test", "pass"),
        ("%{h}.listed.test", "pass"),
        ("%{p}.listed.test", "pass"),
        ("%{p2}.listed.test", "fail"),
        ("%{L}.listed.test", "pass"),
        ("%{S}.listed.test", "fail"),  # strong-bad%40example.test
        ("%{i255}.listed.test", "pass"),
        (f"left.out.{LONG[:53]}.{LONG}.{LONG}.{LONG}.%{{o1}}", "pass"),  # 7.3: too long on the left
        ("a%%b%_c%-d.test", "fail"),
        ("%{d}", "fail"),
        ("%{i0}.listed.test", "permerror"),
        ("%{x}.listed.test", "permerror"),
        ("%{c}.listed.test", "permerror"),
        ("%{i.listed.test", "permerror"),
        ("%i.listed.test", "permerror"),
        ("%(i).listed.test", "permerror"),
        ("%{i*}.listed.test", "permerror"),
        ("%{ri}.listed.test", "permerror"),
        ("%.listed.test", "permerror"),
        ("a.listed.test%", "permerror"),
        ("%{i}listed", "permerror"),
    ],
)
def test_macros(name: str, expected: str) -> None:
    """Letters, how many parts of them, reversed, and by what they are parted (7.1 to 7.3)."""
    assert of(f"v=spf1 exists:{name} -all") == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (f"v=spf1 {'a:far.test ' * 10}-all", "fail"),
        (f"v=spf1 {'a:far.test ' * 11}-all", "permerror"),
        (f"v=spf1 {'include:fail.test ' * 11}-all", "permerror"),
        (f"v=spf1 {'ptr:far.test ' * 11}-all", "permerror"),
        (f"v=spf1 {'a:far.test ' * 10}redirect=fail.test", "permerror"),
        (f"v=spf1 {'ip4:203.0.113.1 ' * 100}-all", "fail"),
        ("v=spf1 a:gone1.test a:gone2.test -all", "fail"),
        ("v=spf1 a:gone1.test mx:gone2.test exists:gone3.test -all", "permerror"),
        ("v=spf1 mx:many.test -all", "permerror"),
    ],
)
def test_limits(record: str, expected: str) -> None:
    """Ten terms that ask DNS, two that find nothing, ten MX records (4.6.4)."""
    many = {"many.test": tuple(f"MX 10 mx{number}.test" for number in range(11))}
    assert result({**ZONE, **many, "example.test": (f"TXT {record}",)}, V4) == expected
