"""Why an SPF record cannot be interpreted, in people's words."""

from checks.evidence import clip
from checks.mail._spf.evaluation import EXCHANGES, LOOKUPS, VOID_LOOKUPS, SpfPermError, SpfProblem
from checks.model import Text

WHAT_LENGTH = 100  # characters shown of a term
_SENTENCES: dict[SpfProblem, Text] = {
    "several_records": Text(vi="{where} có nhiều bản ghi SPF", en="{where} has several SPF records"),
    "syntax": Text(vi="{where}: sai cú pháp ở “{what}”", en="{where}: syntax error at “{what}”"),
    "loop": Text(vi="{where} dẫn vòng về {what}", en="{where} leads back to {what}"),
    "too_many_lookups": Text(
        vi=f"cần hơn {LOOKUPS} lần tra DNS (vượt ở bản ghi của {{where}})",
        en=f"more than {LOOKUPS} lookups of DNS are needed (exceeded in the record of {{where}})",
    ),
    "too_many_void_lookups": Text(
        vi=f"hơn {VOID_LOOKUPS} lần tra DNS không có kết quả (vượt ở bản ghi của {{where}})",
        en=f"more than {VOID_LOOKUPS} lookups find nothing (exceeded in the record of {{where}})",
    ),
    "too_many_mx": Text(
        vi=f"{{what}} có hơn {EXCHANGES} bản ghi MX (nêu ở {{where}})",
        en=f"{{what}} has more than {EXCHANGES} MX records (named by {{where}})",
    ),
    "without_record": Text(
        vi="{where} dẫn tới {what}, nơi không có bản ghi SPF",
        en="{where} leads to {what}, which has no SPF record",
    ),
}


def told(error: SpfPermError) -> Text:
    """Half a sentence: what is wrong, and where."""
    names = {"where": error.where, "what": clip(error.what, WHAT_LENGTH)}
    sentence = _SENTENCES[error.problem]
    return Text(vi=sentence.vi.format(**names), en=sentence.en.format(**names))
