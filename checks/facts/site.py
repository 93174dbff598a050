"""What a site shows beyond its start page, and to others than a plain browser: a bounded walk."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Literal

from pydantic import SerializerFunctionWrapHandler, field_serializer, model_validator

from checks.facts.extent import Unseen
from checks.facts.visit import Visit
from checks.model import Frozen

MOST_PAGES = 20


class Client(StrEnum):
    """Who asks. Tampered sites answer search engines, and who comes from one, differently."""

    BROWSER = "browser"
    PHONE = "phone"
    CRAWLER = "crawler"
    BROWSER_FROM_GOOGLE = "browser_from_google"  # by its Referer
    PHONE_FROM_GOOGLE = "phone_from_google"
    BROWSER_FROM_COC_COC = "browser_from_coc_coc"  # a Vietnamese search engine


_DESKTOP = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36"
)
_PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)
_CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
_GOOGLE, _COC_COC = "https://www.google.com/", "https://coccoc.com/"
LANGUAGE = "vi-VN,vi"  # some cloaks answer those alone who read Vietnamese
# As whom each client asks: its name, and the page that it says to come from.
SAID: Mapping[Client, tuple[str, str]] = {
    Client.BROWSER: (_DESKTOP, ""),
    Client.PHONE: (_PHONE, ""),
    Client.CRAWLER: (_CRAWLER, ""),
    Client.BROWSER_FROM_GOOGLE: (_DESKTOP, _GOOGLE),
    Client.PHONE_FROM_GOOGLE: (_PHONE, _GOOGLE),
    Client.BROWSER_FROM_COC_COC: (_DESKTOP, _COC_COC),
}
Found = Literal["start", "www", "sitemap", "link", "login", "search", "upload", "missing", "error"]


LIKE = "like"  # in a stored view: the client who was shown the same text


class PageView(Frozen):
    """What one client was answered at one address of the site."""

    client: Client
    visit: Visit


def _last_of(view: Any) -> dict[str, str]:  # noqa: ANN401 - of JSON
    """The last exchange of a stored view."""
    last: dict[str, str] = view["visit"]["exchanges"][-1]
    return last


class SitePage(Frozen):
    """One page, why it was asked for, and what each client was answered; the browser's view comes first.

    ``missing``: a path that cannot exist. ``error``: a request that provokes an error page.
    """

    url: str
    found: Found
    views: tuple[PageView, ...]

    @field_serializer("views", mode="wrap")
    def _texts_once(
        self, views: tuple[PageView, ...], dump: SerializerFunctionWrapHandler
    ) -> list[dict[str, Any]]:
        """Most clients are shown what the browser is: stored once."""
        dumped = list(dump(views))
        for view, stored in zip(views[1:], dumped[1:], strict=True):
            last, first = view.visit.last, views[0].visit.last
            if last is not None and first is not None and last.body and last.body == first.body:
                _last_of(stored)["body"] = ""
                stored[LIKE] = views[0].client
        return dumped

    @model_validator(mode="before")
    @classmethod
    def _texts_again(cls, stored: object) -> object:
        """What was stored once, put back into each view."""
        views: Sequence[object] = stored.get("views", ()) if isinstance(stored, dict) else ()
        for view in views:
            if isinstance(view, dict) and view.pop(LIKE, None):
                _last_of(view)["body"] = _last_of(views[0])["body"]
        return stored

    def seen_by(self, client: Client) -> Visit | None:
        """The visit of one client; None when it did not ask."""
        return next((view.visit for view in self.views if view.client is client), None)


class SiteFacts(Frozen):
    """The pages of the walk in the order they were asked for, at one address of the host.

    ``robots`` and ``sitemaps``: those files as browser and as crawler. ``files``: style sheets and scripts of
    the site itself that its pages name. ``requests``: how many were made in all. ``left``: pages that are
    known, up to ``MOST_PAGES`` in all, for which there were no requests.
    """

    kind: Literal["site"] = "site"
    version: Literal[1] = 1
    address: str
    pages: tuple[SitePage, ...]
    robots: tuple[PageView, ...] = ()
    sitemaps: tuple[SitePage, ...] = ()
    files: tuple[Visit, ...] = ()
    requests: int = 0
    left: int = 0
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen
