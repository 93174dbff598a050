"""Official documents as PDF: the same content as an HTML page, laid out by WeasyPrint.

WeasyPrint (BSD) knows named pages, page counters and running headers, embeds its fonts and needs no office
suite at run time; it draws with Pango, which Debian has as libpango-1.0-0 and libpangoft2-1.0-0.
"""

import html
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from inventory.safe_text import visible
from inventory.wording.phrases import Phrase
from reports.errors import ReportError
from reports.official import document, layout
from reports.official.document import OfficialDocument

NO_PANGO = Phrase(
    "PDF needs the library Pango, which this machine does not have: install it (on Debian: apt-get install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0), or write DOCX"
)


def render_pdf(content: OfficialDocument) -> bytes:
    """A report and its annex, each with its own page numbers.

    Raises:
        ReportError: the machine lacks Pango.

    """
    try:
        from weasyprint import HTML  # noqa: PLC0415 - its import loads Pango, which only PDF needs
    except OSError as error:
        raise ReportError(NO_PANGO) from error
    pdf: bytes = HTML(string=render_page(content), url_fetcher=_refuse).write_pdf()
    return pdf


def render_page(content: OfficialDocument) -> str:
    """The HTML page that is laid out."""
    environment = Environment(
        loader=PackageLoader("reports.official"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_inert,
    )
    template = environment.get_template("document.html.j2")
    return template.render(document=content, layout=layout, state=document.STATE, motto=document.MOTTO)


def _inert(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    return visible(value) if type(value) is str else value


def _refuse(url: str, *_args: object, **_options: object) -> dict[str, Any]:
    """Nothing is fetched, neither from the network nor from this machine."""
    raise ValueError(f"not fetched: {html.escape(Path(url).name)}")
