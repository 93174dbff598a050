"""Waivers: findings that somebody answerable accepts for a time.

They live in the scanner, beside the record of runs: a waiver names a check, and holds only for the evidence
that a scan saw, and the inventory knows neither. Its table is the inventory's all the same
(``waiver_events``, made by migration 0003), so that there is one history of the schema; to that table a
check's id is a plain text.

A waiver changes no outcome and no verdict. A waived finding stays a finding, is shown struck through, and is
counted apart from the open ones; it is never counted as passed.
"""
