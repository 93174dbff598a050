"""The language of the process: the command line's, else the environment's, else the database's."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.database.store import InventoryStore
from inventory.setting_keys import SettingKey
from inventory.settings.stored_language import stored_language
from inventory.wording import language
from tests.inventory.conftest import NewDatabase


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (["scan", "list"], None),
        (["--lang", "en", "scan", "list"], "en"),
        (["scan", "--lang=vi", "list"], "vi"),
        (["scan", "list", "--lang", "EN"], "en"),
        (["scan", "list", "--lang", "fr"], None),
        (["scan", "list", "--lang"], None),
        (["audit", "--", "--lang", "en"], None),
        ([], None),
    ],
)
def test_the_option_is_found_wherever_it_stands(arguments: list[str], asked: str | None) -> None:
    """Before it is parsed, so that mistakes beside it are told in that language too."""
    assert language.named_in(arguments) == asked


@pytest.mark.parametrize(
    ("asked", "variable", "stored", "chosen"),
    [
        (None, None, None, "vi"),
        (None, None, "en", "en"),
        (None, "vi", "en", "vi"),
        (None, " EN ", None, "en"),
        ("en", "vi", "vi", "en"),
        (None, "fr", "en", "en"),
        (None, "", "fr", "vi"),
    ],
)
def test_who_says_it_first(
    monkeypatch: pytest.MonkeyPatch,
    asked: language.Language | None,
    variable: str | None,
    stored: str | None,
    chosen: str,
) -> None:
    """The option, then the variable, then the database; what is no language says nothing."""
    if variable is not None:
        monkeypatch.setenv(language.VARIABLE, variable)
    language.begin(asked)
    language.store(stored)
    assert language.chosen() == chosen


@pytest.mark.parametrize(
    ("value", "is_refused"), [("fr", True), ("vi_VN.UTF-8", True), ("En", False), ("", False)]
)
def test_a_variable_that_names_no_language_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    value: str,
    is_refused: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    """In one line that says what to write."""
    monkeypatch.setenv(language.VARIABLE, value)
    if not is_refused:
        language.refuse_unknown_variable()
        return
    with pytest.raises(language.LanguageError, match="write vi or en"):
        language.refuse_unknown_variable()


@pytest.mark.both_databases
def test_a_database_names_the_language_of_its_users(new_database: NewDatabase) -> None:
    """By one look, which changes nothing; a database that says nothing has none."""
    database: Engine = new_database()
    url = database.url.render_as_string(hide_password=False)
    assert stored_language(url) is None
    InventoryStore(database).change_setting(SettingKey.LANGUAGE, "en")
    assert stored_language(url) == "en"


@pytest.mark.parametrize("content", [None, b"", b"junk"])
def test_what_is_no_database_names_none(tmp_path: Path, content: bytes | None) -> None:
    """Nothing is made, and what is wrong is for the command to tell."""
    file = tmp_path / "capdo.db"
    if content is not None:
        file.write_bytes(content)
    assert stored_language(f"sqlite:///{file}") is None
    assert stored_language("x://y") is None
    assert file.exists() is (content is not None)
    assert [one.name for one in tmp_path.iterdir()] == ([file.name] if file.exists() else [])
