"""Which body an authority's name means. What can't be told is not guessed: then no rule speaks."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from inventory.model import Code, Organization, System
from inventory.words import fold

SHORT = {"ubnd": "uy ban nhan dan", "tttt": "thong tin va truyen thong", "hdnd": "hoi dong nhan dan"}
HEADS = ("chu tich", "pho chu tich", "giam doc", "pho giam doc", "cuc truong", "chanh van phong")
MINISTRIES = ("bo", "ban co yeu chinh phu")
PRIME_MINISTER = ("thu tuong", "thu tuong chinh phu")


class Authorities:
    """The bodies of an inventory, by what people write for them."""

    def __init__(self, organizations: Mapping[Code, Organization]) -> None:
        self._organizations = organizations
        self._words = {code: _words(body.name) for code, body in organizations.items()}
        self._codes = {fold(code): code for code in organizations}
        self._meant: dict[str, frozenset[Code]] = {}  # asked so far

    def meant(self, name: str | None) -> frozenset[Code]:
        """The bodies that a name may mean: by code, by name, or by the beginning of one's name."""
        if not name:
            return frozenset()
        if name not in self._meant:
            self._meant[name] = self._bodies_of(name)
        return self._meant[name]

    def _bodies_of(self, name: str) -> frozenset[Code]:
        if not (typed := _words(name)):
            return frozenset()
        code = self._codes.get(fold(name))
        same = {code for code, words in self._words.items() if words == typed}
        begun = {code for code, words in self._words.items() if len(typed) > 1 and _begins(words, typed)}
        return frozenset({code} if code else same or begun)

    def above(self, code: Code) -> frozenset[Code]:
        """A body and those it belongs to, up to the top."""
        return frozenset(self._upwards(code))

    def is_specialised_unit(self, name: str | None, system: System) -> bool | None:
        """Whether a name means the system's specialised unit; None: can't be told."""
        if system.specialised_unit is None:
            return None
        return self._is_one_of(name, {system.specialised_unit})

    def is_owner(self, name: str | None, system: System) -> bool | None:
        """Whether a name means the owner, or a body above it (the one that decides the investment)."""
        return self._is_one_of(name, self.above(system.owner))

    def is_another(self, name: str | None) -> bool:
        """Whether a name means a body of the inventory, which no ministry is."""
        return bool(self.meant(name)) and not is_ministry(name)

    def _is_one_of(self, name: str | None, bodies: frozenset[Code] | set[Code]) -> bool | None:
        meant = self.meant(name)
        return bool(meant & bodies) if meant else None

    def _upwards(self, code: Code | None) -> Iterator[Code]:
        visited: set[Code] = set()
        while code is not None and code not in visited:
            visited.add(code)
            yield code
            body = self._organizations.get(code)
            code = body.parent if body else None


@lru_cache(maxsize=2048)
def is_ministry(name: str | None) -> bool:
    """Whether a name is a ministry's, or the Government Cipher Committee's."""
    return any(_begins(_words(name or ""), tuple(body.split())) for body in MINISTRIES)


@lru_cache(maxsize=2048)
def is_prime_minister(name: str | None) -> bool:
    """Whether a name means the Prime Minister."""
    return " ".join(_words(name or "")) in PRIME_MINISTER


@lru_cache(maxsize=2048)
def _words(name: str) -> tuple[str, ...]:
    """A name's words without diacritics, short forms written out, and without the title of a body's head."""
    text = " ".join(SHORT.get(word, word) for word in fold(name).replace("–", " ").replace(",", " ").split())
    for head in HEADS:
        text = text.removeprefix(f"{head} ")
    return tuple(text.split())


def _begins(words: tuple[str, ...], beginning: tuple[str, ...]) -> bool:
    return words[: len(beginning)] == beginning
