"""What a host's name says: how brands of these trades are built, and who is an honest neighbour."""

import re
import tomllib
from enum import IntEnum
from functools import lru_cache

from checks import data
from checks.content._words.folding import folded, plain
from checks.urls import is_address, registrable, registries

PACKAGE, TABLE = "checks.content._words", "names"
LABEL_LENGTH = 40  # characters of a label that a brand's grammar is tried on
COUNTRY_CODE_LENGTH = 2
_NAMES = tomllib.loads(data.table_text(PACKAGE, TABLE))
_BRANDS, _HONEST = _NAMES["brands"], _NAMES["honest"]
_CERTAIN, _LIKELY = (
    re.compile(rf"(?:{'|'.join(_BRANDS[strength])}){_BRANDS['mirror']}") for strength in ("certain", "likely")
)
_NOT_BRANDS = frozenset(_BRANDS["not_brands"])
_PLATFORMS = frozenset(_HONEST["platforms"])
_WORD = re.compile(r"[a-z0-9]+")


class Brand(IntEnum):
    """How much a name looks like a brand of betting and its kin. Likely ones honest firms bear too."""

    NONE = 0
    LIKELY = 1
    CERTAIN = 2
    TRADE = 3  # it names the trade itself


@lru_cache(maxsize=4096)
def brand_of_word(word: str) -> Brand:
    """One word of a text, or one label of a host, in lower case without hyphens."""
    if not word or len(word) > LABEL_LENGTH or word in _NOT_BRANDS or word.isdigit():
        return Brand.NONE
    if any(glued in word for glued in _BRANDS["glued"]):
        return Brand.TRADE
    if _CERTAIN.fullmatch(word):
        return Brand.CERTAIN
    return Brand.LIKELY if _LIKELY.fullmatch(word) else Brand.NONE


@lru_cache(maxsize=4096)
def brand_of_host(host: str) -> Brand:
    """What the name of a host, all its labels and its suffix together, looks like."""
    if is_address(host):
        return Brand.NONE
    suffix = (registries().publicsuffix(host) or "").rpartition(".")[2]
    labels = [plain(folded(_readable(label))).replace("-", "") for label in host.split(".")]
    words = [label for label in labels if label not in {suffix, "www", "m"}]
    best = max(map(brand_of_word, words), default=Brand.NONE)
    hinted = any(hint in word for hint in _BRANDS["hinted"] for word in words)
    if suffix in _BRANDS["trades"]:
        return Brand.TRADE if best or hinted else Brand.CERTAIN
    if best is Brand.LIKELY and suffix in _BRANDS["suffixes"]:
        return Brand.CERTAIN
    return max(best, Brand.LIKELY) if hinted else best


def _readable(label: str) -> str:
    """A label of an international name as people read it (RFC 5891)."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


@lru_cache(maxsize=4096)
def brand_in(text: str) -> Brand:
    """The strongest brand among the words of a short text."""
    words = _WORD.findall(plain_text(text))
    return max(map(brand_of_word, words[:50]), default=Brand.NONE)


def plain_text(text: str) -> str:
    """A text folded, without accents."""
    return " ".join(plain(word) for word in folded(text).split())


@lru_cache(maxsize=4096)
def is_only_a_brand(text: str) -> bool:
    """Whether a text is nothing but a brand's name or its domain."""
    words = _WORD.findall(plain_text(text))
    return 0 < len(words) <= 3 and brand_of_word(words[0]) > Brand.NONE  # noqa: PLR2004 - a name, a suffix and one more


@lru_cache(maxsize=4096)
def domain_of(host: str) -> str:
    """Its registrable domain."""
    return registrable(host)


@lru_cache(maxsize=4096)
def is_honest(host: str) -> bool:
    """A body that registers under its own rules (gov.vn, edu.vn …), or a platform that everybody links to."""
    domain = domain_of(host)
    if domain in _PLATFORMS:
        return True
    labels = host.split(".")
    tails = {".".join(labels[start:]) for start in range(len(labels))}
    if not tails.isdisjoint(_HONEST["suffixes"]):
        return True
    return (
        len(labels) > COUNTRY_CODE_LENGTH
        and len(labels[-1]) == COUNTRY_CODE_LENGTH
        and labels[-2] in _HONEST["second_level"]
    )


def is_government(host: str) -> bool:
    """Under gov.vn, whose communes and departments merge and move."""
    return host == "gov.vn" or host.endswith(".gov.vn")
