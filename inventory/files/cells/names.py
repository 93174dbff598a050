"""Names of bodies and systems as two people write them: with abbreviations, and accents placed otherwise."""

import re
import unicodedata
from functools import lru_cache

from inventory.model import OrganizationKind
from inventory.words import fold

# Abbreviations of official correspondence, in full.
_IN_FULL = (
    (re.compile(r"\bUBND\b", re.IGNORECASE), "Ủy ban nhân dân"),
    (re.compile(r"\bTT\s*&\s*TT\b|\bTTTT\b", re.IGNORECASE), "Thông tin và Truyền thông"),
    (
        re.compile(r"\bNN\s*(?:&|và)\s*PTNT\b|\bNNPTNT\b", re.IGNORECASE),
        "Nông nghiệp và Phát triển nông thôn",
    ),
    (re.compile(r"\bPTNT\b", re.IGNORECASE), "Phát triển nông thôn"),
    (re.compile(r"\bGD\s*&\s*ĐT\b|\bGDĐT\b", re.IGNORECASE), "Giáo dục và Đào tạo"),
    (re.compile(r"\bKH\s*&\s*ĐT\b|\bKHĐT\b", re.IGNORECASE), "Kế hoạch và Đầu tư"),
    (re.compile(r"\bTN\s*&\s*MT\b|\bTNMT\b", re.IGNORECASE), "Tài nguyên và Môi trường"),
    (re.compile(r"\b(?:LĐ\s*-?\s*TB\s*&\s*XH|LĐTBXH)\b", re.IGNORECASE), "Lao động - Thương binh và Xã hội"),
    (re.compile(r"\bKH\s*&\s*CN\b|\bKHCN\b", re.IGNORECASE), "Khoa học và Công nghệ"),
    (re.compile(r"\bTP\.?(?=\s*[^\W\d_])", re.IGNORECASE), "thành phố "),
    (re.compile(r"\bHTTT\b", re.IGNORECASE), "hệ thống thông tin"),
    (re.compile(r"\bTTĐT\b", re.IGNORECASE), "thông tin điện tử"),
    (re.compile("&"), " và "),
)
_KINDS = (
    (re.compile(r"uy ban nhan dan tinh\b"), OrganizationKind.COMMITTEE),
    (re.compile(r"uy ban nhan dan (?:huyen|quan|thi xa)\b"), OrganizationKind.DISTRICT),
    (re.compile(r"van phong\b"), OrganizationKind.OFFICE),
    (re.compile(r"so\b"), OrganizationKind.DEPARTMENT),
)
REMEMBERED = 16_384  # names: a form compares each with those of every known body


@lru_cache(maxsize=REMEMBERED)
def name_key(name: str) -> tuple[str, ...]:
    """What two spellings of one name share: case, blanks, abbreviations, and where in a syllable the tone is.

    Diacritics count: they tell real names apart (Tân Hưng, Tân Hùng), but "hoà" is "hòa".
    """
    return tuple(_syllable(word) for word in re.findall(r"\w+", in_full(name).casefold()))


@lru_cache(maxsize=REMEMBERED)
def plain_key(name: str) -> tuple[str, ...]:
    """The same without diacritics."""
    return tuple(re.findall(r"\w+", fold(in_full(name)).replace("_", " ")))


def has_diacritics(name: str) -> bool:
    """Whether it is typed with Vietnamese letters."""
    return not unicodedata.normalize("NFD", name.replace("–", "-")).isascii()


def in_full(name: str) -> str:
    """A name with its usual abbreviations written out."""
    name = unicodedata.normalize("NFC", name)
    for short, full in _IN_FULL:
        name = short.sub(full, name)
    return name


def _syllable(word: str) -> str:
    characters = unicodedata.normalize("NFD", word)
    letters = "".join(part for part in characters if not unicodedata.combining(part))
    return letters + "".join(sorted(part for part in characters if unicodedata.combining(part)))


def kind_of(name: str) -> OrganizationKind:
    """The kind that a name's beginning tells beyond doubt.

    Communes are left to people, since an indicator counts them; so is "thành phố", of two tiers.
    """
    folded = " ".join(plain_key(name))
    return next((kind for sign, kind in _KINDS if sign.match(folded)), OrganizationKind.OTHER)
