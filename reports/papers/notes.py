"""What is to be known of a paper beside what it lacks: told on the screen, not in the paper."""

from collections.abc import Iterator

from inventory.model import Text
from inventory.settings.letterhead import BLANK
from inventory.words import fold
from reports.papers.case import PaperCase

APPROVED = Text(
    vi="{code} đã được phê duyệt cấp độ {level} (Quyết định {number})",
    en="{code} is approved at level {level} (decision {number})",
)
NEW = Text(
    vi="{code} chưa có ngày vận hành: tài liệu thiết kế ghi cả thiết kế sơ bộ (điểm a khoản 2 Điều 21)",
    en="{code} has no day of operation: the paper names the preliminary design too (article 21.2.a)",
)
TO_VERIFY = Text(
    vi="{code}: căn cứ đề xuất cấp độ cần đối chiếu ({source})",
    en="{code}: why this level is proposed is to be verified ({source})",
)
OF_ANOTHER = Text(
    vi="tệp thể thức là của {told}, còn văn bản này theo mẫu là của {issuer}",
    en="the letterhead is of {told}, but by the form this paper is of {issuer}",
)


def notes_of(case: PaperCase, issuer: str, *, names_design: bool) -> tuple[Text, ...]:
    """All. ``issuer``: whose paper it is by the form; ``names_design``: whether it lists documents."""
    told = case.letterhead.issuer
    differs = case.is_told and told != BLANK and fold(told) != fold(issuer)
    another = [_said(OF_ANOTHER, told=told, issuer=issuer)] if differs else []
    approved = [
        _said(APPROVED, code=one.system.code, level=one.status.level, number=one.status.decision_number)
        for one in case.systems
        if one.status.approved
    ]
    new = [_said(NEW, code=one.system.code) for one in case.systems if names_design and case.is_new(one)]
    return (*another, *approved, *new, *_unread(case))


def _unread(case: PaperCase) -> Iterator[Text]:
    """Of the criteria that a list of systems may state, those whose text was not read."""
    for one in case.systems:
        criterion = one.classification.criterion
        if criterion is not None and criterion.level == one.level and not criterion.verified:
            yield _said(TO_VERIFY, code=one.system.code, source=criterion.source)


def _said(text: Text, **values: object) -> Text:
    shown = {name: "-" if value is None else value for name, value in values.items()}
    return Text(vi=text.vi.format(**shown), en=text.en.format(**shown))
