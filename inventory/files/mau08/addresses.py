"""Addresses in one cell, as many as people put there, become endpoints."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from inventory.files.mau08.choices import says_nothing
from inventory.hosts import normalize_host
from inventory.model import Endpoint
from inventory.safe_text import quoted
from inventory.words import WrongValueError, fold

SEPARATORS = re.compile(r"[\s;,|]+")
BETWEEN = {"va", "hoac", "and", "-", "–", "+", "•", "*"}
NO_ADDRESS = {"noi bo", "mang noi bo", "khong cong khai"}


def read_addresses(text: str) -> tuple[Endpoint, ...]:
    """The endpoints that a cell names, each once, in its order.

    Raises:
        WrongValueError: a word is no address.

    """
    if says_nothing(text) or fold(text) in NO_ADDRESS:
        return ()
    endpoints = dict.fromkeys(map(_endpoint, _words(text)))
    return tuple({endpoint.key: endpoint for endpoint in endpoints}.values())


def _words(text: str) -> Iterator[str]:
    for word in SEPARATORS.split(text):
        stripped = word.strip("()[]<>\"'“”.")
        if stripped and fold(stripped) not in {*BETWEEN, ""}:
            yield stripped


def _endpoint(word: str) -> Endpoint:
    try:
        url = urlsplit(word if "://" in word else f"//{word}")
        host, port = _host(url), url.port
        ports = {} if port is None else {"http_port" if url.scheme == "http" else "https_port": port}
        return Endpoint(host=host, **ports)
    except ValueError as error:
        raise WrongValueError(
            f"{quoted(word)} is not a web address: write https://host, one a line"
        ) from error


def _host(url: SplitResult) -> str:
    """The host of a web address; a single word such as a remark is none."""
    host = normalize_host(url.hostname or "")
    if url.scheme not in {"", "http", "https"} or not {".", ":"}.intersection(host):
        raise ValueError("is no web address")
    return host
