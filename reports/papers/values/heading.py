"""The heading, the addressee and the signature: from the letterhead of the body whose paper it is."""

import re

from inventory.model import Text
from inventory.settings.letterhead import BLANK, Letterhead
from inventory.words import fold
from reports.official.dates import long_date
from reports.official.running_text import AND, PLACES, in_sentence
from reports.papers import entering
from reports.papers.case import PaperCase
from reports.papers.form import PaperForm
from reports.papers.parties import Parties, Party
from reports.papers.values.lacking import Lacking, Value

KINDS = {"submission": "TTr-", "decision": "QĐ-"}  # Decree 30/2020, annex III
LINE = 22  # bold capitals of 12 points that the left column holds
PLACE_NAME = re.compile("|".join(rf"(?<!\w){place.upper()}(?!\w)" for place in (*PLACES, AND)))
PLACE = Text(vi="địa danh", en="the place")
ISSUER = Text(vi="cơ quan ban hành", en="the issuing body")
ADDRESSEE = Text(vi="nơi gửi", en="the addressee")
TITLE = Text(vi="chức vụ người ký", en="the title of who signs")
SIGNER = Text(vi="họ tên người ký", en="the name of who signs")
HEAD = Text(vi="chức vụ người đứng đầu chủ quản", en="the title of the owner's head")


def heading_values(case: PaperCase, form: PaperForm, parties: Parties, lacking: Lacking) -> dict[str, Value]:
    """Everything around the body of the paper. Number and day stay to be filled in when it is signed."""
    issuer, paper = parties.issuer, _own(case, parties.issuer)
    name = _name(case, paper, issuer, lacking)
    day = paper.signed_on
    addressee = parties.addressee
    return {
        "co_quan_cap_tren": _in_lines(_parent(case, paper, issuer).upper()),
        "co_quan_in_hoa": _in_lines(lacking.upper(name)),
        "co_quan": name,
        "so_ky_hieu": _number(paper, KINDS.get(form.kind, "")),
        "dia_danh": lacking.value(paper.place, PLACE, entering.letterhead("place")),
        "ngay_van_ban": long_date(day, (day or case.day).year),
        "noi_gui": lacking.value(addressee.name, ADDRESSEE, entering.option("--to")) if addressee else "",
        "thu_truong": _head(parties.owner, lacking) if form.kind == "decision" else "",
        "noi_nhan": _recipients(paper),
        **_signature(paper, issuer, lacking),
    }


def _own(case: PaperCase, issuer: Party) -> Letterhead:
    """The letterhead where it is that body's, or was named on the command line; else one left blank."""
    is_own = isinstance(issuer.name, str) and fold(case.letterhead.issuer) == fold(issuer.name)
    return case.letterhead if case.is_told or is_own else Letterhead()


def _name(case: PaperCase, paper: Letterhead, issuer: Party, lacking: Lacking) -> str:
    """As sentences write it."""
    if case.is_told and paper.issuer != BLANK:
        return in_sentence(paper.issuer, (body.name for body in case.inventory.organizations))
    return lacking.value(issuer.name, ISSUER, entering.letterhead("issuer"))


def _in_lines(name: str) -> str:
    """A name too long for the heading's column, on two lines: broken before its place, which stays whole."""
    cuts = [place.start() for place in PLACE_NAME.finditer(name) if place.start()]
    cut = min(cuts, key=lambda start: abs(2 * start - len(name)), default=None)
    return name if cut is None or len(name) <= LINE else f"{name[:cut].rstrip()}\n{name[cut:]}"


def _parent(case: PaperCase, paper: Letterhead, issuer: Party) -> str:
    if paper.parent or issuer.body is None:
        return paper.parent
    above = issuer.body.parent
    return next((body.name for body in case.inventory.organizations if body.code == above), "")


def _number(paper: Letterhead, kind: str) -> str:
    """``12/SKHCN-CNS`` of a letter, ``12/QĐ-UBND`` of a decision."""
    unit = "" if kind or paper.archive == BLANK else f"-{paper.archive.rstrip('.')}"
    return f"{paper.number}/{kind}{paper.symbol}{unit}"


def _head(owner: Party, lacking: Lacking) -> str:
    """``CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …``: who takes the decision."""
    body = owner.body
    name = lacking.value(owner.name, ISSUER, entering.letterhead("issuer"))
    if body is None:
        return lacking.upper(name)
    title = lacking.value(body.head_title, HEAD, entering.organization_column("head_title", body.code))
    return lacking.upper(title if fold(name) in fold(title) else f"{title} {name}")


def _signature(paper: Letterhead, issuer: Party, lacking: Lacking) -> dict[str, Value]:
    """Who signs: as the letterhead says, else the body's head."""
    body, signed = issuer.body, {}
    for name, key, field, meaning in (
        ("chuc_vu_ky", "position", "head_title", TITLE),
        ("nguoi_ky", "signer", "head_name", SIGNER),
    ):
        told = getattr(paper, key)
        registered = None if body is None else getattr(body, field)
        place = entering.letterhead(key) if body is None else entering.organization_column(field, body.code)
        signed[name] = lacking.value(registered if told == BLANK else told, meaning, place)
    return {
        "quyen_han_ky": paper.authority.upper(),
        "chuc_vu_ky": lacking.upper(signed["chuc_vu_ky"]),
        "nguoi_ky": signed["nguoi_ky"],
    }


def _recipients(paper: Letterhead) -> list[str]:
    """Each ends in a semicolon; the last, the archive, in a full stop."""
    listed = [f"- {recipient.rstrip(';')};" for recipient in paper.recipients]
    stop = "" if paper.archive == BLANK else "."
    return [*listed, f"- Lưu: VT, {paper.archive.rstrip('.')}{stop}"]
