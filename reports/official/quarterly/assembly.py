"""From a report and its plan to the official document: pure."""

from inventory.settings.letterhead import Letterhead
from inventory.targets.plan import Plan
from reports.model import Report
from reports.official.dates import Quarter
from reports.official.document import OfficialDocument
from reports.official.heading import heading_of, recipients_of, signature_of, signed_day
from reports.official.quarterly.annex import annex
from reports.official.quarterly.body import body
from reports.text.locale import NO_BREAK

TITLE = "BÁO CÁO"


def quarterly_report(
    report: Report, plan: Plan, quarter: Quarter, letterhead: Letterhead
) -> OfficialDocument:
    """The report of a quarter to whoever decided the plan."""
    year = report.as_of.year
    number = f"{letterhead.number}/BC-{letterhead.symbol}"
    reference = f"Báo cáo số {number} {signed_day(letterhead, year)} của {letterhead.issuer}"
    return OfficialDocument(
        heading=heading_of(letterhead, number, year),
        title=TITLE,
        subject="Kết quả thực hiện các chỉ tiêu bảo đảm an toàn thông tin mạng "
        f"Quý{NO_BREAK}{quarter.roman}{NO_BREAK}năm{NO_BREAK}{quarter.year}",
        addressee=letterhead.addressee or plan.issuer.vi,
        body=tuple(body(report, plan, quarter, letterhead)),
        recipients=recipients_of(letterhead),
        signature=signature_of(letterhead),
        annex=annex(report, plan, quarter, letterhead, reference),
    )
