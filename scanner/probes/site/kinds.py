"""What kind of page a link leads to, as far as its words tell, by ``kinds.toml``."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal
from urllib.parse import unquote

import httpx

from checks.model import Frozen

PATH_READ, TEXT_READ = 500, 200  # characters
WORDS_OF_A_SLUG = 3
_BETWEEN = re.compile(r"[^a-z0-9]+")
_DIGITS = re.compile(r"\d+")

LinkKind = Literal["login", "search", "upload", "bait", "news", "other"]


class _Words(Frozen):
    date: date
    source: str
    login: tuple[str, ...]
    search: tuple[str, ...]
    upload: tuple[str, ...]
    news: tuple[str, ...]
    bait: tuple[str, ...]
    avoided: tuple[str, ...]
    brand: str
    files: frozenset[str]


@cache
def _words() -> _Words:
    text = files("scanner.probes.site").joinpath("kinds.toml").read_text("utf-8")
    return _Words.model_validate(tomllib.loads(text))


def kind_of(url: httpx.URL, text: str = "") -> LinkKind:
    """The first kind whose words are in the path, or in the text of the link."""
    words, path = _words(), plain(_path(url))
    both = f"{path}{plain(text[:TEXT_READ])}"
    if _holds(path, words.bait) or re.search(words.brand, path) is not None:
        return "bait"
    kinds: tuple[tuple[LinkKind, tuple[str, ...]], ...] = (
        ("login", words.login),
        ("search", words.search),
        ("upload", words.upload),
        ("bait", words.bait),
        ("news", words.news),
    )
    return next((kind for kind, known in kinds if _holds(both, known)), "other")


def is_page(url: httpx.URL) -> bool:
    """Whether asking for it shows a page and does nothing else, as far as its address tells."""
    name, dot, ending = url.path.rpartition("/")[2].rpartition(".")
    is_file = bool(name and dot) and ending.lower() in _words().files
    return not is_file and not _holds(plain(_path(url)), _words().avoided)


def shape(url: httpx.URL) -> str:
    """What pages made alike have in common: numbers, long names and values left out."""
    parts = [_shape_of(part) for part in url.path.split("/")]
    names = sorted({name for name, _ in url.params.multi_items()})
    return "/".join(parts) + "?" + "&".join(names)


def plain(text: str) -> str:
    """In lower case without accents, words apart by one blank, a blank at each end."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(character for character in bare if not unicodedata.combining(character))
    return f" {_BETWEEN.sub(' ', kept).strip()} "


def _path(url: httpx.URL) -> str:
    return unquote(url.raw_path.decode("ascii")[:PATH_READ])


def _holds(words: str, known: Iterable[str]) -> bool:
    return any(f" {one} " in words for one in known)


def _shape_of(part: str) -> str:
    return "…" if part.count("-") >= WORDS_OF_A_SLUG else _DIGITS.sub("0", part)
