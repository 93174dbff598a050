"""web.version_leak: answers don't tell which versions run."""

import re
from collections.abc import Iterator

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import LIST_LENGTH, clip
from checks.facts import Exchange, Facts, HttpFacts, Part
from checks.markup import meta_contents
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import own_answers
from checks.web._recommended import recommended

PRODUCT_HEADERS = ("server", "x-powered-by", "x-generator")
VERSION_HEADERS = ("x-aspnet-version", "x-aspnetmvc-version")  # the value is nothing but a version
GENERATOR = "meta generator"
VALUE_LENGTH = 1000  # characters searched
# A number after a slash, a blank or a parenthesis, or a dotted number: nginx/1.18.0, Drupal 10, (v6.4.2).
_VERSION = re.compile(r"(?:[/ (]|^)v?\d+(?:\.\d+)*(?![\w.])|\d+(?:\.\d+)+")

Leak = tuple[str, str]  # where, what


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Every answer of the host itself counts, redirects and error pages among them."""
    facts.require(HttpFacts)
    found = dict.fromkeys(leak for exchange in own_answers(facts) for leak in _leaks_of(exchange))
    if not found:
        summary = Text(vi="Không lộ số phiên bản phần mềm.", en="No software version is told.")
        return Judgement(outcome=Outcome.PASS, summary=summary)
    shown = list(found)[:LIST_LENGTH]
    leaks: list[JsonValue] = [{"where": where, "value": clip(value)} for where, value in shown]
    where = ", ".join(dict.fromkeys(where for where, _ in shown))
    summary = Text(vi=f"Lộ phiên bản phần mềm qua: {where}.", en=f"Software versions are told by: {where}.")
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence={"leaks": leaks})


def _leaks_of(exchange: Exchange) -> Iterator[Leak]:
    for name in VERSION_HEADERS:
        yield from ((name, value) for value in exchange.values(name) if has_number(value))
    for name in PRODUCT_HEADERS:
        yield from ((name, value) for value in exchange.values(name) if has_version(value))
    generators = meta_contents(exchange.body, "name", "generator")
    yield from ((GENERATOR, value) for value in generators if has_version(value))


def has_version(value: str) -> bool:
    """Whether a product string names a version."""
    return _VERSION.search(value[:VALUE_LENGTH]) is not None


def has_number(value: str) -> bool:
    """Whether a header that is meant for a version holds one."""
    return any(character.isdecimal() for character in value[:VALUE_LENGTH])


CHECK = Check(
    id="web.version_leak",
    title=Text(vi="Không lộ phiên bản phần mềm", en="No software versions told"),
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
    needs=(HttpFacts,),
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
