"""web.version_leak: answers don't tell which versions run."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date

from pydantic import JsonValue

from checks import data
from checks.check import Check
from checks.evidence import LIST_LENGTH, clip, clipped
from checks.facts import Exchange, Facts, HttpFacts, Part, SiteFacts
from checks.markup import meta_contents
from checks.model import Frozen, Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import own_answers, pages_of
from checks.urls import origin_of, without_www
from checks.web._recommended import recommended
from checks.web._walked import walked_answers

PACKAGE, TABLE = "checks.web", "version-headers"
GENERATOR, ERROR_PAGE = "meta generator", "error page"
FIRST_ERROR = 400
ERROR_READ = 50_000  # characters of an error page
VALUE_LENGTH = 1000  # characters searched
READ_SHOWN = 20
# A number after a slash or a parenthesis, a dotted number, or one after a name in Latin letters:
# nginx/1.18.0, (v6.4.2), Drupal 10, WebLogic 12c. "Cổng 1" counts the sites of a portal.
_VERSION = re.compile(
    r"[/(]v?\d+(?:\.\d+)*(?![\w.])|\d+(?:\.\d+)+|^v?\d+(?![\w.])"
    r"|(?<![^\s(])[A-Za-z][A-Za-z.+#_!-]* v?\d{1,4}(?:\.\d+)*[a-z]?\d?(?![\w.])|-\d{1,2}[cg](?![\w.])"
)
# The protocol, which every proxy tells, and an address in a name's place (RFC 9110 section 7.6.3).
_VIA = re.compile(r"^\s*(?:[A-Za-z]+/)?\d(?:\.\d)?\s+(?:\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?)?")

Leak = tuple[str, str]  # where, what


class _Table(Frozen):
    date: date
    source: str
    products: tuple[str, ...]
    versions: tuple[str, ...]
    not_versions: tuple[str, ...]
    error_pages: tuple[str, ...]


HEADERS = _Table.model_validate(tomllib.loads(data.table_text(PACKAGE, TABLE)))
_IN_ERRORS = re.compile("|".join(HEADERS.error_pages))
_TAGS = re.compile(r"<[^>]{0,200}>")
_NO_VERSION = re.compile("|".join(f"(?:{pattern})" for pattern in HEADERS.not_versions))


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Every answer of the host itself counts, redirects and error pages among them."""
    facts.require(HttpFacts)
    answers = [*own_answers(facts), *_walked(facts)]
    found = dict.fromkeys(leak for exchange in answers for leak in _leaks_of(exchange))
    if not found:
        pages_of(facts)  # nothing is claimed of a page that was seen nowhere
        summary = Text(vi="Không lộ số phiên bản phần mềm.", en="No software version is told.")
        read = dict.fromkeys(name for exchange in answers for name in _read_of(exchange))
        return Judgement(
            outcome=Outcome.PASS,
            summary=summary,
            evidence={"answers": len(answers), "read": clipped(read, READ_SHOWN)},
        )
    listed = list(found)[:LIST_LENGTH]
    leaks: list[JsonValue] = [{"where": where, "value": clip(value)} for where, value in listed]
    where = ", ".join(dict.fromkeys(where for where, _ in listed))
    summary = Text(vi=f"Lộ phiên bản phần mềm qua: {where}.", en=f"Software versions are told by: {where}.")
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence={"leaks": leaks})


def _leaks_of(exchange: Exchange) -> Iterator[Leak]:
    for name, value in exchange.headers:
        if (name in HEADERS.versions and has_number(value)) or (
            name in HEADERS.products and has_version(_without_protocol(name, value))
        ):
            yield name, value
    yield from ((GENERATOR, value) for value in _generators(exchange) if has_version(value))
    if exchange.status >= FIRST_ERROR and (signed := _IN_ERRORS.search(exchange.body[:ERROR_READ])):
        yield ERROR_PAGE, " ".join(_TAGS.sub(" ", signed[0]).split())


def _walked(facts: Facts) -> Iterator[Exchange]:
    """What the host itself answered on a walk: error pages are often another program's."""
    host = without_www(facts.target.host)
    for answer in walked_answers(facts):
        origin = origin_of(answer.url)
        if origin is not None and without_www(origin.host) == host:
            yield answer


def _read_of(exchange: Exchange) -> Iterator[str]:
    """What was read and tells no version: the pass rests on these."""
    names = {*HEADERS.versions, *HEADERS.products}
    yield from (f"{name}: {value}" for name, value in exchange.headers if name in names)
    yield from (f"{GENERATOR}: {value}" for value in _generators(exchange))


def _generators(exchange: Exchange) -> tuple[str, ...]:
    """What the page says it was made with, wherever it says so."""
    return meta_contents(exchange.body, "name", "generator", everywhere=True)


def _without_protocol(name: str, value: str) -> str:
    if name != "via":
        return value
    return ", ".join(_VIA.sub("", hop) for hop in value[:VALUE_LENGTH].split(","))


def has_version(value: str) -> bool:
    """Whether a product string names a version."""
    searched = value[:VALUE_LENGTH]
    return _NO_VERSION.fullmatch(searched.strip().lower()) is None and _VERSION.search(searched) is not None


def has_number(value: str) -> bool:
    """Whether a header that is meant for a version holds one."""
    return any(character.isdecimal() for character in value[:VALUE_LENGTH])


CHECK = Check(
    id="web.version_leak",
    title=Text(vi="Không lộ phiên bản phần mềm", en="No software versions told"),
    finding=Text(vi="Lộ phiên bản phần mềm", en="Software versions given away"),
    rationale=recommended(
        vi="Số phiên bản giúp kẻ tấn công chọn ngay lỗ hổng phù hợp và tìm hàng loạt máy chủ chưa cập nhật.",
        en="A version number tells attackers which weakness to try, and lets them list "
        "unpatched servers in bulk.",
    ),
    remediation=Text(
        vi="Tắt số phiên bản trong tiêu đề và thẻ generator; vẫn phải cập nhật phần mềm.\n"
        "nginx: server_tokens off;\n"
        "Apache: ServerTokens Prod\n"
        "PHP: expose_php = Off\n"
        'IIS: <requestFiltering removeServerHeader="true" /> <httpRuntime enableVersionHeader="false" />',
        en="Turn version numbers off in headers and generator elements, and keep the software up to date "
        "all the same.\n"
        "nginx: server_tokens off;\n"
        "Apache: ServerTokens Prod\n"
        "PHP: expose_php = Off\n"
        'IIS: <requestFiltering removeServerHeader="true" /> <httpRuntime enableVersionHeader="false" />',
    ),
    severity=Severity.LOW,
    needs=(HttpFacts, SiteFacts),
    parts=(Part.HTTP_PAGE, Part.HTTP_BODY),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(
            title="RFC 9110, 17.12: Disclosure of Product Information",
            url="https://www.rfc-editor.org/rfc/rfc9110#section-17.12",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
