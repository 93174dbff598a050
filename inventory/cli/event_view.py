"""How a system's history is shown: its events with their numbers, oldest first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from inventory.approvals.events import ApprovalEvent, Source
from inventory.approvals.rules.model import Refusal
from inventory.approvals.vocabulary import EVENT_WORDINGS, SOURCE_WORDINGS, result_in
from inventory.cli.listing.forms import Listing
from inventory.cli.recording.events import doubt_line
from inventory.cli.terminal import NONE, print_line, print_table
from inventory.dates import day
from inventory.model import Language, System, Text

HISTORY_COLUMNS = (
    Text(vi="Số", en="No."),
    Text(vi="Ngày", en="Day"),
    Text(vi="Sự kiện", en="Event"),
    Text(vi="Cấp độ", en="Level"),
    Text(vi="Số quyết định", en="Number"),
    Text(vi="Cơ quan", en="Authority"),
    Text(vi="Kết quả", en="Result"),
    Text(vi="Đến ngày", en="Until"),
    Text(vi="Người ghi", en="Recorded by"),
    Text(vi="Tệp (SHA-256)", en="File (SHA-256)"),
    Text(vi="Ghi chú", en="Note"),
)
OF_EVENT = Text(vi="sự kiện", en="event")
WITHDRAWN = Text(vi="rút lại sự kiện", en="withdraws event")
RIGHT_DAY = Text(vi="ngày đúng", en="right day")
DoubtsByEvent = Mapping[int, tuple[Refusal, ...]]  # by event
HISTORY_TITLE = Text(vi="Lịch sử của", en="History of")


def listed_history(
    system: System, events: Sequence[ApprovalEvent], doubts: DoubtsByEvent, language: Language
) -> Listing:
    """One system's events, oldest first; on the screen, below, what nothing shows to be lawful.

    Its JSON is a list of events, with the fields of ``ApprovalEvent``; ``unconfirmed``: the rules not met.
    """
    listing = Listing(
        title=f"{HISTORY_TITLE.to(language)} {system.code} – {system.name}",
        headings=[column.to(language) for column in HISTORY_COLUMNS],
        rows=[_history_row(event, language) for event in events],
        document=lambda: [_object(event, doubts) for event in events],
    )
    return replace(listing, shown=lambda: _show(listing, doubts, language))


def _show(listing: Listing, doubts: DoubtsByEvent, language: Language) -> None:
    print_table(listing.title, listing.headings, listing.rows)
    for refusal in chain.from_iterable(doubts.values()):
        print_line(doubt_line(refusal, language))


def _object(event: ApprovalEvent, doubts: DoubtsByEvent) -> dict[str, object]:
    unmet = [refusal.rule for refusal in doubts.get(event.sequence or 0, ())]
    return {**event.model_dump(mode="json"), "unconfirmed": unmet}


def _history_row(event: ApprovalEvent, language: Language) -> list[str | None]:
    return [
        None if event.sequence is None else str(event.sequence),
        day(event.on, language),
        _what(event, language),
        None if event.level is None else str(event.level),
        event.number,
        event.authority,
        result_in(event.result, language),
        day(event.until, language),
        _who(event, language),
        None if event.file is None else f"{event.file} ({event.file_sha256})",
        event.note,
    ]


def _what(event: ApprovalEvent, language: Language) -> str:
    """The event; a correction tells which event it corrects, and to which day."""
    phrases = [EVENT_WORDINGS[event.kind].to(language)]
    if event.corrects is not None:
        phrases.append(f"{(WITHDRAWN if event.withdraws else OF_EVENT).to(language)} #{event.corrects}")
    if event.corrected_on is not None:
        phrases.append(f"{RIGHT_DAY.to(language)} {day(event.corrected_on, language)}")
    return ", ".join(phrases)


def _who(event: ApprovalEvent, language: Language) -> str | None:
    """Who recorded it, and how it came to be recorded unless as it happened."""
    if event.source in (None, Source.CLI):
        return event.actor
    return f"{event.actor or NONE} ({SOURCE_WORDINGS[event.source].to(language)})"
