"""The heading, the addressee and the signature: from the letterhead of the body whose paper it is."""

from datetime import date

from inventory.approvals.events import ApprovalEvent
from inventory.model import Text
from inventory.safe_text import visible
from inventory.settings.letterhead import BLANK, Letterhead
from inventory.words import fold
from reports.official.dates import long_date
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
    recorded = _recorded(case, form)
    addressee = parties.addressee
    return {
        "co_quan_cap_tren": in_lines(_parent(case, paper, issuer).upper()),
        "co_quan_in_hoa": in_lines(lacking.upper(name)),
        "co_quan": name,
        "so_ky_hieu": _number(paper, KINDS.get(form.kind), recorded),
        "dia_danh": lacking.value(paper.place, PLACE, entering.letterhead("place")),
        "ngay_van_ban": _day(paper, case.day, recorded),
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


def _recorded(case: PaperCase, form: PaperForm) -> ApprovalEvent | None:
    """The event by which the log knows this paper, whose number and day are its own; one for all systems.

    What was sent or decided before the decree of the form came into force was no paper of this form.
    """
    found = [one.last(*form.events) for one in case.systems]
    first = found[0]
    if first is None or first.on < form.rules.valid_from:
        return None
    same = {(event.number, event.on) for event in found if event} if all(found) else set()
    return first if len(same) == 1 else None


def _number(paper: Letterhead, kind: str | None, recorded: ApprovalEvent | None) -> str:
    """``12/SKHCN-CNS`` of a letter, ``12/QĐ-UBND`` of a decision."""
    if recorded and recorded.number and paper.number == BLANK:
        return visible(recorded.number)
    return f"{paper.number}/{kind}{paper.symbol}" if kind else letter_number(paper)


def _day(paper: Letterhead, day: date, recorded: ApprovalEvent | None) -> str:
    if recorded and paper.signed_on is None:
        return long_date(recorded.on, recorded.on.year)
    return signed_day(paper, day.year)


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
