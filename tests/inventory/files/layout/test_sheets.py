"""The description of the sheets is complete and free of double meanings."""

from collections import Counter

import pytest

from checks.registry import all_checks
from inventory.approvals.events import EventKind
from inventory.attributes import Harm, Scope, WorksGrade
from inventory.files.layout.choices import EVENTS, FAMILIES, HARMS, KINDS, ROLES, SCOPES, WORKS_GRADES
from inventory.files.layout.sheets import SHEETS, Sheet
from inventory.model import EndpointRole, OrganizationKind
from inventory.words import YES_NO, Words, fold

ATTACHED = {"endpoints", "permission"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.part)
def test_every_field_of_the_model_has_a_column(sheet: Sheet) -> None:
    """A field that someone adds to the model must not be lost by an export."""
    fields = {column.field for column in sheet.columns}
    assert fields == (set(sheet.model.model_fields) - ATTACHED) | {sheet.key}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.part)
def test_a_name_means_one_column(sheet: Sheet) -> None:
    """Among all spellings of one sheet."""
    names = Counter(name for column in (*sheet.columns, *sheet.inline) for name in column.names())
    assert not [name for name, times in names.items() if times > 1]


@pytest.mark.parametrize("words", [KINDS, ROLES, EVENTS, YES_NO, SCOPES, HARMS, WORKS_GRADES])
def test_a_word_means_one_value(words: Words) -> None:
    """Among all spellings of one list."""
    spellings = Counter(text for word in words.entries for text in set(map(fold, word.spellings())))
    assert not [text for text, times in spellings.items() if times > 1]


def test_every_value_has_words() -> None:
    """A value that someone adds to the model must not stop an export."""
    assert {word.value for word in KINDS.entries} == set(OrganizationKind)
    assert {word.value for word in ROLES.entries} == set(EndpointRole)
    assert {word.value for word in EVENTS.entries} == set(EventKind)
    assert {word.value for word in SCOPES.entries} == set(Scope)
    assert {word.value for word in HARMS.entries} == set(Harm)
    assert {word.value for word in WORKS_GRADES.entries} == set(WorksGrade)


def test_every_checks_family_can_be_permitted() -> None:
    """The inventory does not know the checks, but both name the same families."""
    assert {check_id.split(".")[0] for check_id in all_checks()} <= set(FAMILIES)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.part)
def test_every_column_is_explained_in_both_languages(sheet: Sheet) -> None:
    """For the notes of the template."""
    assert all(column.vi and column.en and column.help_vi and column.help_en for column in sheet.columns)
