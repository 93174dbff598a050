"""Which software an endpoint names with its version: in headers, generators, scripts and service scans."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from checks import data
from checks.facts import Exchange, Facts, HttpFacts, OpenPort, PortFacts
from checks.markup import meta_contents
from checks.model import Frozen
from checks.pages import own_answers

PACKAGE, TABLE = "checks.exposure", "version-banners"
TOKEN_HEADERS = ("server", "x-powered-by", "x-server", "x-backend-server", "x-generator", "via")
VALUE_LENGTH = 1_000  # characters of a value that are read
SCRIPTS_READ = 500  # of one page
SOFTWARE_READ = 200  # names read of one endpoint
_VERSION = re.compile(r"(?<![\w.])v?(\d{1,9}(?:\.\d{1,9}){0,4}(?:[a-z](?![a-z]))?)")
_TOKEN = re.compile(r"(?<![\w./-])([A-Za-z][A-Za-z0-9_.-]{0,40})/v?(\d{1,9}(?:\.\d{1,9}){0,4}[a-z]?)")
_GENERATOR = re.compile(r"([A-Za-z0-9]{1,40}!?)(?: CMS)? v?(\d{1,9}(?:\.\d{1,9}){0,4})")
_SCRIPT = re.compile(r"""<script\s[^<>]{0,300}?src\s{0,9}=\s{0,9}["']?([^"'<>\s]{1,500})""", re.IGNORECASE)
_JQUERY = re.compile(r"(?:^|/)jquery[.-](\d{1,3}(?:\.\d{1,3}){1,2})(?:\.min|\.slim){0,2}\.js(?:$|\?)")
_MARIADB = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})-MariaDB")
_VAGUE = re.compile(r" or later| or earlier|\d - \d")  # what a service scan guessed


class Software(NamedTuple):
    """One thing that named itself. ``where``: a header's name, "generator", or an address and port."""

    product: str  # as end-of-life.toml has it
    version: str
    where: str
    banner: str


class _Banners(Frozen):
    date: date
    source: str
    distributions: tuple[str, ...]
    tokens: dict[str, str]
    headers: dict[str, str]
    generators: dict[str, str]
    services: dict[str, str]
    kev: dict[str, tuple[str, str]]


BANNERS = _Banners.model_validate(tomllib.loads(data.table_text(PACKAGE, TABLE)))


def software_of(facts: Facts) -> list[Software]:
    """Everything that named its version, each once; of the kinds of facts that there are."""
    found: dict[tuple[str, str, str], Software] = {}
    for one in (*_of_the_web(facts), *_of_ports(facts)):
        found.setdefault((one.product, one.version, one.where), one)
        if len(found) >= SOFTWARE_READ:
            break
    return list(found.values())


def names_a_distribution(banner: str) -> bool:
    """Whether a banner tells that a distribution maintains what it names."""
    said = banner[:VALUE_LENGTH].lower()
    return any(word in said for word in BANNERS.distributions)


def banners_of(facts: Facts) -> Iterator[str]:
    """Everything in which a distribution may tell itself."""
    if isinstance(facts.http, HttpFacts):
        for answer in own_answers(facts):
            yield from (value for name, value in answer.headers if name in TOKEN_HEADERS)
    if isinstance(facts.ports, PortFacts):
        yield from (f"{port.product} {port.version}" for _, port in facts.ports.open_ports)


def _of_the_web(facts: Facts) -> Iterator[Software]:
    if not isinstance(facts.http, HttpFacts):
        return
    for answer in own_answers(facts):
        yield from _of_headers(answer)
        yield from _of_page(answer)


def _of_headers(answer: Exchange) -> Iterator[Software]:
    for name, value in answer.headers:
        said = value[:VALUE_LENGTH]
        if name in BANNERS.headers and (version := _VERSION.search(said)) is not None:
            yield Software(BANNERS.headers[name], version[1], name, said)
        if name in TOKEN_HEADERS:
            for token, version_told in _TOKEN.findall(said):
                if (product := BANNERS.tokens.get(token.lower())) is not None:
                    yield Software(product, version_told, name, said)
        if name == "x-generator":
            yield from _generator(said, name)


def _of_page(answer: Exchange) -> Iterator[Software]:
    for content in meta_contents(answer.body, "name", "generator", everywhere=True):
        yield from _generator(content[:VALUE_LENGTH], "generator")
    for source in islice(_SCRIPT.finditer(answer.body), SCRIPTS_READ):
        if (library := _JQUERY.search(source[1])) is not None:
            yield Software("jquery", library[1], "script", library[0].strip("/"))


def _generator(said: str, where: str) -> Iterator[Software]:
    named = _GENERATOR.match(said)
    if named is not None and (product := BANNERS.generators.get(named[1].lower())) is not None:
        yield Software(product, named[2], where, said)


def _of_ports(facts: Facts) -> Iterator[Software]:
    if not isinstance(facts.ports, PortFacts):
        return
    for address, port in facts.ports.open_ports:
        where = f"[{address}]:{port.port}" if ":" in address else f"{address}:{port.port}"
        if (named := _of_service(port)) is not None:
            yield Software(*named, where, f"{port.product} {port.version}")


def _of_service(port: OpenPort) -> tuple[str, str] | None:
    """Product and version; None where the scan names none, or guesses within a range."""
    product, version = port.product.lower(), port.version
    if (forked := _MARIADB.search(version)) is not None:
        return "mariadb", forked[1]
    known = next((name for begin, name in BANNERS.services.items() if product.startswith(begin)), None)
    number = _VERSION.search(version) if known and not _VAGUE.search(version) else None
    return (known, number[1]) if known and number else None
