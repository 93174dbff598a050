"""What the start page, which was seen already, tells: a login of a device, and directories to try."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import SplitResult, urlsplit

from checks.facts import Exchange, ExposedPath
from checks.markup import tags
from checks.urls import resolve
from scanner.probes.files.table import READ, table

DIRECTORIES = 3  # of the site's own files, that are tried
LINKS = 300  # of a page that are looked at
PATH_LENGTH = 200  # characters
SOURCES = (("img", "src"), ("link", "href"))
OK = 200
HEAD = 16 * READ  # characters of the page in which the marks of a login stand


def panel(page: Exchange) -> ExposedPath | None:
    """A login of a router, firewall, hypervisor or controller that stands on the start page."""
    parts = [page.body[start : start + READ] for start in range(0, min(len(page.body), HEAD), READ // 2)]
    for signature in table().start_pages:
        if page.status == OK and any(signature.holds(part) for part in parts):
            return ExposedPath(
                path=urlsplit(page.url).path or "/",
                exposure="panel",
                sort=signature.sort,
                name=signature.name,
                status=page.status,
            )
    return None


def directories(page: Exchange) -> tuple[str, ...]:
    """Directories of the site's own files that the page names, those of pictures first."""
    return tuple(islice(dict.fromkeys(_directories(page)), DIRECTORIES))


def _directories(page: Exchange) -> Iterator[str]:
    origin = urlsplit(page.url)
    for tag, attribute in SOURCES:
        for attributes in islice(tags(page.body, tag), LINKS):
            url = _resolved(page.url, attributes.get(attribute, ""))
            if url is None or (url.scheme, url.netloc) != (origin.scheme, origin.netloc):
                continue
            folder = url.path.rpartition("/")[0] + "/"
            if folder != "/" and len(folder) <= PATH_LENGTH:
                yield folder


def _resolved(base: str, reference: str) -> SplitResult | None:
    try:
        return urlsplit(resolve(base, reference)) if reference else None
    except ValueError:
        return None
