"""Facts of a site: what is stored once is there again for every client."""

import json

import pytest

from checks.facts import Client, Exchange, PageView, SiteFacts, SitePage
from tests.checks import builders

OWN, OTHER = "Trang của cơ quan\n" * 100, "Nhà cái uy tín\n" * 100


def _page(*bodies: str | None) -> SitePage:
    """A page as each client is shown it, in order; None: the visit got no answer."""
    views = tuple(
        PageView(
            client=client,
            visit=builders.visit(end="failed", exchanges=())
            if body is None
            else builders.visit(builders.exchange(body=body)),
        )
        for client, body in zip(Client, bodies, strict=False)
    )
    return SitePage(url=f"https://{builders.HOST}/", found="start", views=views)


@pytest.mark.parametrize(
    ("bodies", "times"),
    [
        ((OWN,), {OWN: 1}),
        ((OWN, OWN, OWN), {OWN: 1}),
        ((OWN, OTHER, OWN), {OWN: 1, OTHER: 1}),
        ((OWN, None, OWN), {OWN: 1}),
        ((None, OWN, OWN), {OWN: 2}),
        (("", "", ""), {}),
        ((), {}),
    ],
)
def test_a_text_that_all_are_shown_is_stored_once(
    bodies: tuple[str | None, ...], times: dict[str, int]
) -> None:
    """And read again it is every client's, word for word."""
    facts = builders.site(_page(*bodies))
    stored = facts.model_dump_json()
    assert SiteFacts.model_validate_json(stored) == facts
    assert SiteFacts.model_validate(json.loads(stored)) == facts
    assert {text: stored.count(json.dumps(text, ensure_ascii=False)) for text in times} == times


def test_redirects_before_the_same_text() -> None:
    """A client who is led there in another way is told apart, though the text is the same."""
    moved = Exchange(url=f"https://{builders.HOST}/m", status=302, headers=(("location", "/"),))
    views = (
        PageView(client=Client.BROWSER, visit=builders.visit(builders.exchange(body=OWN))),
        PageView(client=Client.PHONE, visit=builders.visit(moved, builders.exchange(body=OWN))),
    )
    page = SitePage(url=f"https://{builders.HOST}/", found="start", views=views)
    again = SitePage.model_validate_json(page.model_dump_json())
    assert again == page
    phone = again.seen_by(Client.PHONE)
    assert phone is not None
    assert [exchange.body for exchange in phone.exchanges] == ["", OWN]
