"""The heading, the addressee and the signature: from the letterhead of the body whose paper it is."""

from inventory.model import Text
from inventory.settings.letterhead import BLANK, Letterhead
from inventory.words import fold
from reports.official.heading import in_lines, letter_number, recipients_of, signed_day
from reports.official.running_text import in_sentence
from reports.papers import entering
from reports.papers.case import PaperCase
from reports.papers.form import PaperForm
from reports.papers.parties import PaperParties, Party
from reports.papers.values.lacking import Lacking, VariableValue

KINDS = {"submission": "TTr-", "decision": "QĐ-"}  # Decree 30/2020, annex III
PLACE = Text(vi="địa danh", en="the place")
ISSUER = Text(vi="cơ quan ban hành", en="the issuing body")
ADDRESSEE = Text(vi="nơi gửi", en="the addressee")
TITLE = Text(vi="chức vụ người ký", en="the title of who signs")
SIGNER = Text(vi="họ tên người ký", en="the name of who signs")
HEAD = Text(vi="chức vụ người đứng đầu chủ quản", en="the title of the owner's head")


def heading_values(
    case: PaperCase, form: PaperForm, parties: PaperParties, lacking: Lacking
) -> dict[str, VariableValue]:
    """Everything around the body of the paper. Number and day stay to be filled in when it is signed."""
    issuer, paper = parties.issuer, _own(case, parties.issuer)
    name = _name(case, paper, issuer, lacking)
    kind = KINDS.get(form.kind)
    addressee = parties.addressee
    return {
        "co_quan_cap_tren": in_lines(_parent(case, paper, issuer).upper()),
        "co_quan_in_hoa": in_lines(lacking.upper(name)),
        "co_quan": name,
        "so_ky_hieu": f"{paper.number}/{kind}{paper.symbol}" if kind else letter_number(paper),
        "dia_danh": lacking.value(paper.place, PLACE, entering.letterhead("place")),
        "ngay_van_ban": signed_day(paper, case.day.year),
        "noi_gui": lacking.value(addressee.name, ADDRESSEE, entering.option("--to")) if addressee else "",
        "thu_truong": _head(parties.owner, lacking) if form.kind == "decision" else "",
        "noi_nhan": list(recipients_of(paper)),
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


def _parent(case: PaperCase, paper: Letterhead, issuer: Party) -> str:
    if paper.parent or issuer.body is None:
        return paper.parent
    above = issuer.body.parent
    return next((body.name for body in case.inventory.organizations if body.code == above), "")


def _head(owner: Party, lacking: Lacking) -> str:
    """``CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …``: who takes the decision."""
    body = owner.body
    name = lacking.value(owner.name, ISSUER, entering.letterhead("issuer"))
    if body is None:
        return lacking.upper(name)
    title = lacking.value(body.head_title, HEAD, entering.organization_column("head_title", body.code))
    return lacking.upper(title if fold(name) in fold(title) else f"{title} {name}")


def _signature(paper: Letterhead, issuer: Party, lacking: Lacking) -> dict[str, VariableValue]:
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
