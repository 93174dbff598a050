"""Part 1 agrees with the rows of part 3."""

import re

from hypothesis import given, settings

from inventory.files.reading.result import ImportedFile
from inventory.settings.letterhead import BLANK
from reports.official.mau08.rows import form_of
from reports.official.mau08.totals import total_lines, totals_of
from tests.reports.official import forms
from tests.reports.official.forms import TODAY, YEAR

STATUS, DECISION, REGULATION, EXPECTED, ASSESSED = 5, 6, 7, 8, 11  # columns, from 0
SENT = {"Đã gửi thẩm định", "Đã thẩm định", "Đã được phê duyệt"}


@settings(max_examples=200, deadline=None)
@given(province=forms.provinces())
def test_totals_agree_with_the_rows(province: ImportedFile) -> None:
    """Counted by what the cells say; each line shows its number once."""
    form = form_of(province.inventory, province.events, YEAR, TODAY)
    rows, totals = form.rows, totals_of(form)
    approved = [row for row in rows if row[STATUS] == "Đã được phê duyệt"]
    assert totals.systems == len(rows) == len(province.inventory.systems)
    assert totals.classified == sum(system.system_kind is not None for system in province.inventory.systems)
    assert totals.dossiers == sum(row[STATUS] in SENT for row in rows)
    assert totals.drafts == sum(row[STATUS] == "Đang dự thảo" for row in rows)
    assert totals.appraised == sum(row[STATUS] in SENT - {"Đã gửi thẩm định"} for row in rows)
    assert totals.approved == len(approved)
    assert totals.assessed == sum("Định kỳ" in row[ASSESSED] for row in approved)
    lines = list(total_lines(totals))
    told = [int(found[1]) for line in lines[:6] if (found := re.search(r": (\d+)", line))]
    assert told == [
        totals.systems,
        totals.classified,
        totals.dossiers,
        totals.appraised,
        totals.approved,
        totals.assessed,
    ]


@settings(max_examples=60, deadline=None)
@given(province=forms.provinces())
def test_columns_that_a_state_asks_for(province: ImportedFile) -> None:
    """An approved row has columns 7 and 8, another 9, or their marks; line 7 is the last of these days."""
    form = form_of(province.inventory, province.events, YEAR, TODAY)
    for row in form.rows:
        is_approved = row[STATUS] == "Đã được phê duyệt"
        assert (row[DECISION] == "-") is not is_approved
        assert (row[EXPECTED] == "-") is is_approved
        assert not (is_approved and row[REGULATION] == "-")
    *_, last = total_lines(totals_of(form))
    open_rows = [row[EXPECTED] for row in form.rows if row[EXPECTED] != "-"]
    assert last.endswith("đã hoàn thành.") is (not open_rows)
    assert (f": {BLANK}." in last) is (BLANK in open_rows)
