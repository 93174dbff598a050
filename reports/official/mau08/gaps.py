"""What the form asks for and nobody recorded, and where its parts contradict each other: told before writing.

The form is written all the same, with what is missing left blank.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from inventory.approvals.vocabulary import Assessment
from inventory.files.mau08.matching.events import is_undated
from inventory.model import Language, Text
from inventory.settings.letterhead import Letterhead
from reports.official.listed import ListedSystem
from reports.official.mau08.bodies import NamedBodies, unknown_of
from reports.official.mau08.rows import Mau08Form, is_implemented
from reports.official.sender import blank_names
from reports.sentences.phrases import first_names
from reports.text.locale import load


@dataclass(frozen=True)
class Gap:
    """``subject``: the system with its row, the body, or the part of the letter."""

    subject: Text
    missing: tuple[Text, ...]

    def line(self, language: Language) -> str:
        """``3. Cổng dịch vụ công: cột 8: chưa có Quy chế; …``."""
        told = "; ".join(text.to(language) for text in self.missing)
        return f"{self.subject.to(language)}: {told}"


def gaps_of(form: Mau08Form, named: NamedBodies, letterhead: Letterhead) -> tuple[Gap, ...]:
    """Of the letter, of the bodies, then of each row."""
    return (*_of_letterhead(letterhead), *_of_bodies(named), *_of_rows(form))


def _of_letterhead(letterhead: Letterhead) -> Iterator[Gap]:
    missing = blank_names(letterhead)
    if missing:
        yield Gap(
            Text(vi="Thể thức (capdo report letterhead)", en="Letterhead (capdo report letterhead)"), missing
        )


def _of_bodies(named: NamedBodies) -> Iterator[Gap]:
    for body, is_owner in [
        *((body, True) for body in named.owners),
        *((body, False) for body in named.units),
    ]:
        unknown = unknown_of(body, is_owner=is_owner)
        if unknown:
            yield Gap(_same(f"{body.name} ({body.code})"), unknown)
    if named.without_unit:
        names = tuple(listed.system.name for listed in named.without_unit)
        yield Gap(
            Text(vi="Đơn vị chuyên trách", en="Specialised unit"),
            (
                Text(
                    vi=f"chưa ghi cho {first_names(names, 'count.more_systems', load('vi'))}",
                    en=f"not recorded for {first_names(names, 'count.more_systems', load('en'))}",
                ),
            ),
        )


def _same(name: str) -> Text:
    return Text(vi=name, en=name)


def _of_rows(form: Mau08Form) -> Iterator[Gap]:
    unclassified = sum(listed.system.system_kind is None for listed in form.listed)
    if unclassified:
        yield Gap(
            Text(vi="Mục 1, hệ thống đã được phân loại", en="Part 1, classified systems"),
            (
                Text(
                    vi=f"chưa ghi loại hình của {unclassified} hệ thống nên các hệ thống này chưa được tính",
                    en=f"not counted, for their kind was not recorded: {unclassified}",
                ),
            ),
        )
    for number, listed in enumerate(form.listed, start=1):
        missing = (*_of_system(listed), *_of_decisions(listed), *_of_days(listed))
        if missing:
            yield Gap(_same(f"{number}. {listed.system.name} ({listed.system.code})"), missing)


def _of_system(listed: ListedSystem) -> Iterator[Text]:
    system = listed.system
    if system.operator is None:
        yield Text(vi="cột 4: chưa có đơn vị vận hành", en="column 4: no operating unit")
    if listed.level is None:
        yield Text(vi="cột 5: chưa có cấp độ", en="column 5: no level")
    if system.system_kind is None:
        yield Text(vi="mục 1: chưa ghi loại hình", en="part 1: no kind of system")


def _of_decisions(listed: ListedSystem) -> Iterator[Text]:
    status, regulation = listed.status, listed.regulation
    if status.approved and not (status.decision_number and status.decision_date):
        yield Text(
            vi="cột 7: quyết định chưa có số hoặc ngày", en="column 7: no number or day of the decision"
        )
    if status.approved and not status.decision_authority:
        yield Text(vi="cột 7: chưa ghi cơ quan phê duyệt", en="column 7: no deciding body")
    if status.approved and regulation is None:
        yield Text(vi="cột 8: đã phê duyệt nhưng chưa có Quy chế", en="column 8: approved, but no regulation")
    if regulation and (is_undated(regulation) or not regulation.number):
        yield Text(
            vi="cột 8: Quy chế chưa có số hoặc ngày", en="column 8: no number or day of the regulation"
        )
    if regulation and not regulation.authority:
        yield Text(vi="cột 8: chưa ghi cơ quan ban hành Quy chế", en="column 8: no body of the regulation")
    if regulation and status.decision_date and not status.decided_with_regulation and status.approved:
        yield Text(
            vi="cột 8: Quy chế ban hành sau ngày phê duyệt cấp độ",
            en="column 8: the regulation is later than the approval",
        )


def _of_days(listed: ListedSystem) -> Iterator[Text]:
    status = listed.status
    if not status.approved and listed.approval_expected is None:
        yield Text(vi="cột 9: chưa có dự kiến phê duyệt", en="column 9: no day of approval expected")
    if not listed.events:
        yield Text(vi="cột 10: chưa có ghi nhận nào", en="column 10: nothing was recorded")
    if not is_implemented(status) and listed.plan_expected is None:
        yield Text(
            vi="cột 11: chưa có dự kiến triển khai đầy đủ", en="column 11: no day of full implementation"
        )
    if not status.approved and Assessment.PERIODIC in listed.assessments:
        yield Text(
            vi="cột 12: kiểm tra định kỳ khi chưa được phê duyệt, không tính vào mục 1",
            en="column 12: assessed periodically but not approved: not counted in part 1",
        )
