"""From a report and its plan to the official document: pure."""

from inventory.settings.letterhead import BLANK, Letterhead
from inventory.targets.plan import Plan
from reports.model import Report
from reports.official.dates import Quarter, long_date
from reports.official.document import Heading, OfficialDocument, Signature
from reports.official.quarterly.annex import annex
from reports.official.quarterly.body import body
from reports.text.locale import NO_BREAK

TITLE = "BÁO CÁO"


def quarterly_report(
    report: Report, plan: Plan, quarter: Quarter, letterhead: Letterhead
) -> OfficialDocument:
    """The report of a quarter to whoever decided the plan."""
    signed = long_date(
        letterhead.signed_on, letterhead.signed_on.year if letterhead.signed_on else report.as_of.year
    )
    number = f"{letterhead.number}/BC-{letterhead.symbol}"
    reference = f"Báo cáo số {number} {signed} của {letterhead.issuer}"
    return OfficialDocument(
        heading=Heading(
            parent=letterhead.parent.upper(),
            issuer=letterhead.issuer.upper(),
            number=f"Số: {number}",
            place_and_day=f"{letterhead.place}, {signed}",
        ),
        title=TITLE,
        subject="Kết quả thực hiện các chỉ tiêu bảo đảm an toàn thông tin mạng "
        f"Quý{NO_BREAK}{quarter.roman}{NO_BREAK}năm{NO_BREAK}{quarter.year}",
        addressee=letterhead.addressee or plan.issuer.vi,
        body=tuple(body(report, plan, quarter, letterhead)),
        recipients=_recipients(letterhead),
        signature=Signature(letterhead.authority.upper(), letterhead.position.upper(), letterhead.signer),
        annex=annex(report, plan, quarter, letterhead, reference),
    )


def _recipients(letterhead: Letterhead) -> tuple[str, ...]:
    """Each ends in a semicolon; the last, the archive, in a full stop."""
    listed = (f"- {recipient.rstrip(';')};" for recipient in letterhead.recipients)
    stop = "" if letterhead.archive == BLANK else "."
    return (*listed, f"- Lưu: VT, {letterhead.archive.rstrip('.')}{stop}")
