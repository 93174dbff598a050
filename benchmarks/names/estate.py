"""Zones of many domains, half of them signed: each has what the checks of DNS and mail look for."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.scanner.probes.dnssec.signing import Key, Signing, ds_lines, key, signed, text_of

PARENT, HOSTING = "gov.test", "hosting.test"
SERVERS = ("127.1.0.1", "127.1.0.2", "127.1.0.3")  # of every zone; the first answers over IPv6 too
WEB = "127.1.1.1"
KINDS = 10  # of domains: each differs in what it publishes
TLSA_TEXT = "3 1 1 " + "ab" * 32
HEAD = """$TTL 300
{name}. IN SOA ns1.{name}. admin.{name}. 1 3600 600 86400 300
{name}. IN NS ns1.{name}.
{name}. IN NS ns2.{name}.
{name}. IN NS ns.hosting.test.
"""
ADDRESSES = f"ns1.{{name}}. IN A {SERVERS[0]}\nns1.{{name}}. IN AAAA ::1\nns2.{{name}}. IN A {SERVERS[1]}\n"
BODY = f"""
{{name}}. IN A {WEB}
{{name}}. IN AAAA ::1
{{name}}. IN TXT "v=spf1 mx a:mail1.{{name}} include:_spf.hosting.test -all"
{{name}}. IN TXT "site-verification=0123456789abcdef"
www.{{name}}. IN CNAME {{name}}.
"""
OWN_MAIL = f"""
{{name}}. IN MX 10 mail1.{{name}}.
{{name}}. IN MX 20 mail2.{{name}}.
mail1.{{name}}. IN A {WEB}
mail1.{{name}}. IN AAAA ::1
mail2.{{name}}. IN A {WEB}
"""
HOSTED_MAIL = "{name}. IN MX 10 mx1.hosting.test.\n{name}. IN MX 20 mx2.hosting.test.\n"
KEYS_OF_MAIL = f"_25._tcp.mail1.{{name}}. IN TLSA {TLSA_TEXT}\n_25._tcp.mail2.{{name}}. IN TLSA {TLSA_TEXT}\n"
DMARC = '_dmarc.{name}. IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@{name}"\n'
TLS_REPORTS = '_smtp._tls.{name}. IN TXT "v=TLSRPTv1; rua=mailto:tls@{name}"\n'
CAA = '{name}. IN CAA 0 issue "letsencrypt.org"\n{name}. IN CAA 0 iodef "mailto:admin@{name}"\n'
OF_HOSTING = f"""
ns.hosting.test. IN A {SERVERS[2]}
mx1.hosting.test. IN A {WEB}
mx2.hosting.test. IN A {WEB}
_spf.hosting.test. IN TXT "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"
"""
GLUE = f"ns.hosting.test. IN A {SERVERS[2]}\n"


@dataclass(frozen=True)
class Estate:
    """Domains, the texts of all zones by name, and the trust anchor that their signatures lead up to."""

    domains: tuple[str, ...]
    zones: dict[str, str]
    anchor: str


def estate(count: int) -> Estate:
    """So many domains. One key signs all that is signed: that changes nothing of what is asked."""
    own = key()
    domains = tuple(f"agency{number:04}.{PARENT}" for number in range(count))
    zones = {name: _domain(number, name, own) for number, name in enumerate(domains)}
    delegated = "".join(_delegation(number, name, own) for number, name in enumerate(domains))
    zones[PARENT] = _signed(PARENT, HEAD + ADDRESSES + delegated, own, nsec3=True)
    zones[HOSTING] = (HEAD + ADDRESSES).format(name=HOSTING) + OF_HOSTING
    top = (
        HEAD + ADDRESSES + _below(PARENT) + ds_lines(f"{PARENT}.", [own.ds(PARENT)]) + _below(HOSTING) + GLUE
    )
    zones["test"] = _signed("test", top, own)
    root = ". 300 IN SOA ns1.test. admin.test. 1 3600 600 86400 300\n. 300 IN NS ns1.test.\n$TTL 300\n"
    below = _below("test") + ds_lines("test.", [own.ds("test")]) + GLUE
    zones["."] = _signed(".", root + below, own)
    return Estate(domains, zones, f". IN DS {own.ds('.')}\n")


def is_signed(number: int) -> bool:
    """Half of them are."""
    return number % 2 == 0


def _domain(number: int, name: str, own: Key) -> str:
    text = "".join((HEAD, ADDRESSES, BODY, *_published(number % KINDS)))
    if not is_signed(number):
        return text.format(name=name)
    return _signed(name, text, own, nsec3=number % 4 == 0)


def _published(kind: int) -> Iterator[str]:
    """Mail of their own, of others, and none; the rest as far as some have it and others don't."""
    yield OWN_MAIL if kind < 7 else HOSTED_MAIL if kind < 9 else "{name}. IN MX 0 .\n"  # noqa: PLR2004
    if kind in (0, 1, 2, 4):
        yield KEYS_OF_MAIL
    if kind not in (3, 8):
        yield DMARC
    if kind in (0, 2, 5, 7):
        yield TLS_REPORTS
    if kind not in (1, 6, 9):
        yield CAA


def _delegation(number: int, name: str, own: Key) -> str:
    return _below(name) + (ds_lines(f"{name}.", [own.ds(name)]) if is_signed(number) else "")


def _below(name: str) -> str:
    named = f"{name}. IN NS ns1.{name}.\n{name}. IN NS ns2.{name}.\n{name}. IN NS ns.hosting.test.\n"
    return named + ADDRESSES.format(name=name)


def _signed(name: str, text: str, own: Key, *, nsec3: bool = False) -> str:
    whole = text.format(name=name) if name != "." else text
    return text_of(signed(name, whole, Signing(key=own, nsec3=nsec3)))
