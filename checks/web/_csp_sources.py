"""Which sources of a Content Security Policy leave room for which others (CSP 3 section 6.7.2.6)."""

from typing import NamedTuple

Sources = frozenset[str]
NETWORK = frozenset({"http", "https", "ws", "wss", "ftp"})  # what ``*`` and a host without a scheme stand for
UPGRADES = {"http": "https", "ws": "wss"}
EVERY_HOST = frozenset({"", "*", "*.*"})
DEFAULT_PORTS = frozenset({"", "80", "443"})
COMPARED = 500  # sources of a list that are compared with each of another; of longer ones, equals alone count


class _Place(NamedTuple):
    """A scheme, a host, or both; empty where anything will do."""

    scheme: str
    host: str
    port: str
    path: str


def common(left: Sources, right: Sources) -> Sources:
    """What both lists allow: of two sources that overlap, the narrower; empty when there is nothing."""
    if len(left) > COMPARED or len(right) > COMPARED:
        return left & right
    kept = {source for source in left if _is_within(source, right)}
    return frozenset(kept | {source for source in right if _is_within(source, left)})


def _is_within(source: str, sources: Sources) -> bool:
    """Keywords, nonces and hashes have to be the same."""
    if source in sources:
        return True
    if source.startswith("'"):
        return False
    narrow = _read(source)
    return any(_covers(_read(wide), narrow) for wide in sources if not wide.startswith("'"))


def _read(source: str) -> _Place:
    scheme, slashes, rest = source.partition("://")
    if not slashes:
        is_scheme = source.endswith(":")
        scheme, rest = (source[:-1], "") if is_scheme else ("", source)
    place, slash, path = rest.partition("/")
    host, _, port = place.partition(":")
    return _Place(scheme, host, port, slash + path)


def _covers(wide: _Place, narrow: _Place) -> bool:
    return (
        _covers_scheme(wide.scheme, narrow.scheme)
        and _covers_host(wide.host, narrow.host)
        and (wide.port in ("*", narrow.port) or wide.host in EVERY_HOST or _is_default(wide, narrow))
        and (not wide.path or narrow.path == wide.path or _is_below(narrow.path, wide.path))
    )


def _covers_scheme(wide: str, narrow: str) -> bool:
    """A source without a scheme is taken for one of an https page."""
    if not wide:
        return not narrow or narrow in NETWORK
    return wide == (narrow or "https") or UPGRADES.get(wide) == (narrow or "https")


def _covers_host(wide: str, narrow: str) -> bool:
    return wide in EVERY_HOST or wide == narrow or (wide.startswith("*.") and narrow.endswith(wide[1:]))


def _is_default(wide: _Place, narrow: _Place) -> bool:
    return not wide.port and narrow.port in DEFAULT_PORTS


def _is_below(path: str, folder: str) -> bool:
    return folder.endswith("/") and path.startswith(folder)
