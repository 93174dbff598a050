"""The sentence that every check without a mandatory rule behind it ends its rationale with."""

from checks.model import Text

RECOMMENDED = Text(
    vi="Chưa tìm thấy quy định bắt buộc áp dụng của Việt Nam: đây là khuyến nghị.",
    en="No Vietnamese rule was found that makes it mandatory: it is recommended.",
)


def recommended(*, vi: str, en: str) -> Text:
    """A rationale that says that the rule is recommended (khuyến nghị), not mandatory."""
    return Text(vi=f"{vi} {RECOMMENDED.vi}", en=f"{en} {RECOMMENDED.en}")
