"""Addresses in one cell, as many as people put there, become endpoints."""

import ipaddress
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from inventory.faults import FaultKind
from inventory.files.cells.nothing import says_nothing
from inventory.hosts import normalize_host
from inventory.model import Endpoint
from inventory.safe_text import quoted
from inventory.words import WrongValueError, fold

SEPARATORS = re.compile(r"[\s;,|]+")
REMARK = re.compile(r"\(([^()]*)\)")
UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")  # pasted along from web pages
RANGE = re.compile(
    r"[0-9.]+/[0-9]{1,3}|[0-9.]+\s*[-–]\s*[0-9.]+|[0-9A-Fa-f:]+:[0-9A-Fa-f:]*/[0-9]{1,3}|[0-9.]+\.[*xX]"
)
NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+){3}")
BETWEEN = {"va", "hoac", "and", "or", "-", "–", "+", "•", "*", ""}
NO_ADDRESS = {"noi bo", "mang noi bo", "khong cong khai", "lan", "mang lan"}
LONGEST = 5_000  # characters

NO_WEB_ADDRESS = FaultKind(
    vi="{value} không phải địa chỉ web: ghi https://tên-miền, mỗi dòng một địa chỉ",
    en="{value} is not a web address: write https://host, one a line",
)
NO_HOST = FaultKind(
    vi="{value} không phải tên miền: các phần gồm chữ, số, gạch nối, cách nhau bằng một dấu chấm",
    en="{value} is not a host name: letters, digits and hyphens, a dot between two parts",
)
NO_ADDRESS_OF_THE_NET = FaultKind(
    vi="{value} giống địa chỉ IP nhưng không đúng", en="{value} looks like an address, but is not a valid one"
)
ADDRESS_RANGE = FaultKind(
    vi="{value} giống một dải địa chỉ: nêu một tên miền hoặc một địa chỉ",
    en="{value} looks like a range of addresses: name one host or one address",
)
TOO_LONG = FaultKind(
    vi="dài hơn {most} ký tự: chia ra nhiều dòng", en="is longer than {most} characters: divide it into rows"
)


class Addresses(NamedTuple):
    """What a cell names, and what it says of it in brackets."""

    endpoints: tuple[Endpoint, ...]
    remark: str | None = None


def read_addresses(text: str) -> tuple[Endpoint, ...]:
    """The endpoints that a cell names, each once, in its order.

    Raises:
        WrongValueError: a word is no address.

    """
    return addresses_in(text).endpoints


def addresses_in(text: str) -> Addresses:
    """The same with the remarks between the addresses.

    Raises:
        WrongValueError: a word is no address.

    """
    if len(text) > LONGEST:
        raise WrongValueError(TOO_LONG(most=LONGEST))
    text = UNSEEN.sub("", text)
    if has_none(text):
        return Addresses(())
    try:
        return Addresses(_endpoints(text))
    except WrongValueError:
        remarks = [remark.strip() for remark in REMARK.findall(text) if not _is_address(remark)]
        if not remarks:
            raise
        return Addresses(_endpoints(REMARK.sub(_kept, text)), "; ".join(remarks))


def has_none(text: str) -> bool:
    """Whether a cell says that there is no address on the Internet."""
    return says_nothing(text) or fold(text).strip(" .") in NO_ADDRESS


def names_hosts(text: str) -> bool:
    """Whether a cell holds addresses and nothing else."""
    try:
        return bool(addresses_in(text).endpoints)
    except WrongValueError:
        return False


def _endpoints(text: str) -> tuple[Endpoint, ...]:
    return tuple({endpoint.key: endpoint for endpoint in map(_endpoint, _words(text))}.values())


def _is_address(remark: str) -> bool:
    try:
        return bool(_endpoints(remark))
    except WrongValueError:
        return False


def _kept(remark: re.Match[str]) -> str:
    return remark[1] if _is_address(remark[1]) else " "


def _words(text: str) -> Iterator[str]:
    for word in SEPARATORS.split(text):
        stripped = word.strip("()<>\"'“”.")
        if stripped and fold(stripped) not in BETWEEN:
            yield stripped


def _endpoint(word: str) -> Endpoint:
    try:
        return Endpoint(host=ipaddress.ip_address(word.strip("[]")).compressed)
    except ValueError:
        pass
    if RANGE.fullmatch(word):
        raise WrongValueError(ADDRESS_RANGE(value=quoted(word)))
    try:
        url = urlsplit(word if "://" in word else f"//{word}")
        host, port = _host(url, word), url.port
        ports = {} if port is None else {"http_port" if url.scheme == "http" else "https_port": port}
        return Endpoint(host=host, **ports)
    except ValueError as error:
        raise WrongValueError(_wrong(word)(value=quoted(word))) from error


def _wrong(word: str) -> FaultKind:
    """What a word seems to have been meant as."""
    if NUMBERS.fullmatch(word):
        return NO_ADDRESS_OF_THE_NET
    return NO_HOST if "." in word and not {"/", "@", ":"} & set(word) else NO_WEB_ADDRESS


def _host(url: SplitResult, word: str) -> str:
    """The host of a web address; a single word such as a remark is none, and no address of e-mail is."""
    host = normalize_host(url.hostname or "")
    is_mail = "@" in word and not url.scheme
    if url.scheme not in {"", "http", "https"} or not {".", ":"}.intersection(host) or is_mail:
        raise ValueError("is no web address")
    return host
