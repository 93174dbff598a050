"""A strict reader of security.txt (RFC 9116): what it says, and everything wrong with it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from checks.model import Frozen

FILE_LENGTH = 32_768  # characters; longer is refused, as RFC 9116 section 5.4 advises a limit
LINE_LENGTH = 2_048
BEGIN_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"

_FIELD = re.compile(r"^([\x21-\x39\x3b-\x7e]+):(.*)$", re.ASCII)  # RFC 5322 section 2.2: any print but ":"
_URI = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$")
_DATE_TIME = re.compile(
    r"^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.\d+)?(?:[Zz]|([+-]\d\d:\d\d))$", re.ASCII
)
_SIGNED = re.compile(
    r"\A-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n"
    r"(?P<text>.*?)^-----BEGIN PGP SIGNATURE-----",
    re.DOTALL | re.MULTILINE,
)
# RFC 9116 section 4, "signed": hash headers, text with every "-" escaped, and a whole signature at the end.
_WHOLE_SIGNED = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\r?\n(?:Hash: [A-Za-z0-9, -]+\r?\n)*\r?\n"
    r"(?:(?:- .*|(?!-).*)\n)*?"
    r"-----BEGIN PGP SIGNATURE-----[ \t]*\r?\n(?:[A-Za-z0-9-]+: .*\n)*+\r?\n"
    r"(?:[A-Za-z0-9+/]++={0,2}[ \t]*\r?\n)+(?:=[A-Za-z0-9+/]{4}[ \t]*\r?\n)?"
    r"-----END PGP SIGNATURE-----\s*"
)
# RFC 5646 section 2.1: no language subtag of four letters or more is registered.
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}|[ixIX])(?:-[A-Za-z0-9]{1,8})*+")
_URI_FIELDS = ("contact", "canonical", "encryption", "acknowledgments", "policy", "hiring")
_ONCE = ("expires", "preferred-languages")


class SecurityTxt(Frozen):
    """The file's fields, by lower-case name, and its problems as stable words; none of them: a valid file."""

    fields: Mapping[str, tuple[str, ...]] = {}
    expires: datetime | None = None
    problems: tuple[str, ...] = ()
    is_signed: bool = False


def parse(text: str) -> SecurityTxt:
    """The whole file. Whether ``expires`` has passed is the caller's to judge, who knows the time."""
    if len(text) > FILE_LENGTH:
        return SecurityTxt(problems=("too_long",))
    text = text.removeprefix("\ufeff")
    body, is_signed = _unsigned(text)
    fields, line_problems = _fields(body)
    expires = _date(fields["expires"][0]) if len(fields.get("expires", ())) == 1 else None
    problems = (*line_problems, *_missing(fields), *_bad_values(fields))
    if text.startswith(BEGIN_SIGNED) and not _WHOLE_SIGNED.fullmatch(text):
        problems = (*problems, "bad_signature_block")
    return SecurityTxt(
        fields=fields, expires=expires, problems=tuple(dict.fromkeys(problems)), is_signed=is_signed
    )


def _unsigned(text: str) -> tuple[str, bool]:
    """The text within an OpenPGP cleartext signature (RFC 9580 section 7), which is not verified."""
    match = _SIGNED.match(text)
    if match is None:
        return text, False
    return re.sub(r"^- ", "", match["text"], flags=re.MULTILINE), True


def _fields(body: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    problems: list[str] = []
    for line in (line.rstrip(" \t\r") for line in body.split("\n")):
        if not line or line.startswith("#"):
            continue
        match = _FIELD.match(line)
        if match is None or len(line) > LINE_LENGTH:
            problems.append("bad_line")
        elif not match[2].startswith(" "):
            problems.append("no_space_after_colon")
        else:
            found[match[1].lower()].append(match[2].strip())
    return {name: tuple(values) for name, values in found.items()}, problems


def _missing(fields: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    if "contact" not in fields:
        yield "no_contact"
    if "expires" not in fields:
        yield "no_expires"
    for name in _ONCE:
        if len(fields.get(name, ())) > 1:
            yield f"{name}_repeated"


def _bad_values(fields: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    for name in _URI_FIELDS:
        for value in fields.get(name, ()):
            if not _URI.match(value):
                yield f"{name}_no_uri"
            elif value.lower().startswith("http:"):
                yield f"{name}_not_https"
    languages = ",".join(fields.get("preferred-languages", ())).split(",")
    if "preferred-languages" in fields and not all(_LANGUAGE.fullmatch(tag.strip()) for tag in languages):
        yield "preferred-languages_no_language"
    expires = fields.get("expires", ())
    if len(expires) == 1 and _date(expires[0]) is None:
        yield "expires_bad_date"


def _date(value: str) -> datetime | None:
    """A date and time by RFC 3339 section 5.6, with its offset."""
    match = _DATE_TIME.match(value)
    if match is None:
        return None
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or '+00:00'}")
    except ValueError:
        return None
