"""Where passwords are asked for in a page, and where its forms send them (HTML Standard, 4.10.18)."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from checks.facts import Exchange
from checks.markup import tags, tags_in_order
from checks.urls import origin_of, resolve

FIELDS_READ = 50  # of one page
NAMES = ("form", "input", "button")
SUBMITTING = ("submit", "image")


class PasswordField(NamedTuple):
    """A field for a password. ``targets``: the URLs to which its form may send it; none: a script does."""

    page: str
    targets: tuple[str, ...] = ()


class _Form:
    """A form of a page: where it leads, and how many passwords it asks for."""

    def __init__(self, action: str = "") -> None:
        self.targets = [action] if action else []
        self.passwords = 0


def password_fields(page: Exchange) -> tuple[PasswordField, ...]:
    """Every field for a password, with where it may be sent."""
    if "password" not in page.body.lower():
        return ()
    found = (
        PasswordField(page.url, tuple(dict.fromkeys(form.targets)))
        for form in _forms(page)
        for _ in range(form.passwords)
    )
    return tuple(islice(found, FIELDS_READ))


def _forms(page: Exchange) -> list[_Form]:
    """The forms in order; fields outside of any are those of the first, which leads nowhere."""
    base = _base(page)
    nowhere = _Form()
    forms, named, current = [nowhere], dict[str, _Form](), nowhere
    for name, attributes in tags_in_order(page.body, NAMES):
        if name == "form" and current is nowhere:  # one within another is none
            current = _Form(resolve(base, attributes.get("action", "").strip()) or page.url)
            forms.append(current)
            named.setdefault(attributes.get("id", ""), current)
        elif name == "/form":
            current = nowhere
        elif name in ("input", "button"):
            owner = named.get(attributes["form"], nowhere) if "form" in attributes else current
            _take(owner, name, attributes, base)
    return forms


def _take(form: _Form, name: str, attributes: Mapping[str, str], base: str) -> None:
    kind = attributes.get("type", "submit" if name == "button" else "text").strip().lower()
    if name == "input" and kind == "password":
        form.passwords += 1
    elif kind in SUBMITTING and (target := resolve(base, attributes.get("formaction", "").strip())):
        form.targets += [target] if "formaction" in attributes else []


def _base(page: Exchange) -> str:
    """What references are relative to."""
    named = next((tag["href"] for tag in tags(page.body, "base") if "href" in tag), "")
    return (resolve(page.url, named) if named else "") or page.url


def in_the_clear(field: PasswordField) -> Iterator[str]:
    """The URLs over plain HTTP to which a field's form may send it."""
    for target in field.targets:
        origin = origin_of(target)
        if origin is not None and origin.scheme == "http":
            yield target
