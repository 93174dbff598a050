"""Whether an answer is what it was asked for. A page that a site shows for every name is nothing."""

from checks.facts import ExposedPath
from checks.facts.blocking import UNAUTHORIZED
from checks.facts.files import ExposureKind
from scanner.probes.files.asking import FileAnswer
from scanner.probes.files.table import AskedPath, Signature, table

SERVED = frozenset({200, 206})
PAGE_STARTS = ("<!doctype html", "<html", "<head", "<body")
MEDIA_TYPE_LENGTH = 60  # characters
TEXT_TYPES = ("text/html", "application/xhtml")
LONGEST_SIZE = 15  # digits


def exposed(asked: AskedPath, path: str, answer: FileAnswer) -> ExposedPath | None:
    """What is served there, where it is that; None: it is not, whatever the status says."""
    if asked.challenge and answer.status == UNAUTHORIZED:
        realm = answer.header("www-authenticate") or ""
        return _found(asked, asked.exposure, path, answer) if asked.challenge in realm else None
    if answer.status not in SERVED or (_is_page(answer) and not asked.html):
        return None
    return _found(asked, asked.exposure, path, answer) if _holds(asked, answer) else None


def listing(path: str, answer: FileAnswer) -> ExposedPath | None:
    """The listing of a directory, by the server that made it."""
    if answer.status not in SERVED:
        return None
    made = next((one for one in table().listings if _holds(one, answer)), None)
    return None if made is None else _found(made, "directory", path, answer)


def _holds(signature: Signature, answer: FileAnswer) -> bool:
    return any(signature.holds(text) for text in answer.texts)


def _is_page(answer: FileAnswer) -> bool:
    kind = (answer.header("content-type") or "").lower()
    start = answer.texts[-1].lstrip("\xef\xbb\xbf \t\r\n")[:20].lower()
    return kind.startswith(TEXT_TYPES) or start.startswith(PAGE_STARTS)


def _found(signature: Signature, exposure: ExposureKind, path: str, answer: FileAnswer) -> ExposedPath:
    media_type = (answer.header("content-type") or "").partition(";")[0].strip().lower()
    return ExposedPath(
        path=path,
        exposure=exposure,
        sort=signature.sort,
        name=signature.name,
        status=answer.status,
        media_type=media_type[:MEDIA_TYPE_LENGTH],
        size=_size(answer),
        secret=isinstance(signature, AskedPath) and signature.secret,
    )


def _size(answer: FileAnswer) -> int | None:
    """Of the whole: what follows the slash of Content-Range (RFC 9110 section 14.4), or the length."""
    whole = (answer.header("content-range") or "").rpartition("/")[2]
    told = whole or answer.header("content-length") or ""
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= LONGEST_SIZE else None
