"""Sites in good order to begin with: a start page, articles, a list of questions, a contact form."""

from collections.abc import Mapping
from random import Random

from benchmarks.content import layouts, prose
from benchmarks.content.layouts import Layout, Parts
from benchmarks.content.site import Answer, Responder, Site

Pages = dict[str, Answer]


class Base:
    """A site in the making. ``put`` places markup on one of its pages."""

    def __init__(self, chance: Random, name: str) -> None:
        self.chance, self.name = chance, name
        self.body = prose.body(chance)
        self.layout: Layout = chance.choice(layouts.LAYOUTS)
        self.pages: Pages = {}
        self._parts: dict[str, Parts] = {}
        self.slugs = [f"/tin/{prose.slug(prose.headline(chance))}-{number}.html" for number in range(4)]
        self._fill()

    def _fill(self) -> None:
        links = "".join(f'<li><a href="{path}">{prose.headline(self.chance)}</a></li>' for path in self.slugs)
        self.set(
            "/",
            Parts(
                self.title(""),
                f"<h2>Tin mới</h2><ul>{links}</ul>{layouts.headlines(self.chance)}",
                foot='<a href="/lien-he">Liên hệ</a>',
            ),
        )
        for path in self.slugs:
            headline = prose.headline(self.chance)
            self.set(path, Parts(self.title(headline), f"<h1>{headline}</h1>{prose.article(self.chance)}"))
        self.set(
            "/lien-he",
            Parts(
                self.title("Liên hệ"),
                '<h1>Liên hệ</h1><form method="post"><input name="ten"><textarea name="noi-dung">'
                "</textarea><button>Gửi</button></form>",
            ),
        )
        self.set("/hoi-dap", Parts(self.title("Hỏi đáp"), f"<h1>Hỏi đáp</h1>{prose.article(self.chance, 3)}"))

    def title(self, headline: str) -> str:
        """As the site writes its titles."""
        return f"{headline} - {self.body}" if headline else f"Trang thông tin điện tử {self.body}"

    def set(self, path: str, parts: Parts) -> None:
        """A page."""
        self._parts[path] = parts
        self.pages[path] = Answer(self.layout(self.chance, self.body, parts))

    def put(self, path: str, markup: str, place: str = "foot") -> None:
        """Markup added to a place of a page."""
        parts = self._parts[path]
        self.set(path, parts._replace(**{place: getattr(parts, place) + markup}))

    def place(self) -> tuple[str, str]:
        """A page and a place in it, as attackers choose: mostly the start page's end."""
        path = self.chance.choice(("/", "/", "/", self.chance.choice(self.slugs)))
        return path, self.chance.choice(("foot", "foot", "side", "end", "main", "top"))

    def page(self, headline: str, main: str) -> Answer:
        """A page of the site's own make."""
        return Answer(self.layout(self.chance, self.body, Parts(self.title(headline), main)))

    def sitemap(self, paths: list[str]) -> Answer:
        """A sitemap that lists these."""
        entries = "".join(
            f"<url><loc>https://{HOST}{path}</loc><lastmod>2026-11-{self.chance.randint(1, 26):02}"
            f"</lastmod></url>"
            for path in paths
        )
        return Answer(
            f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            f"{entries}</urlset>",
            kind="application/xml",
        )

    def site(
        self, kind: str = "", special: Responder | None = None, pages: Mapping[str, Answer] | None = None
    ) -> Site:
        """The site as it stands."""
        self.pages.setdefault("/sitemap.xml", self.sitemap(["/", *self.slugs]))
        return Site(self.name, kind, "", {**self.pages, **(pages or {})}, special)


HOST = "portal.xa.gov.test"
