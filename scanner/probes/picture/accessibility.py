"""The rules of axe-core, tried in a world of their own: a page's scripts neither see nor change them."""

import asyncio
import json
from importlib.resources import files

from playwright.async_api import CDPSession, Error
from pydantic import JsonValue

from checks.facts import NotTested
from checks.facts.browser import MOST_RULES, MOST_SELECTORS, SELECTOR_LENGTH
from checks.model import Reason

SECONDS = 10.0
# Of the package, its script alone: its own run hands over every element of a page that may have a million.
SCRIPT = files("axe_playwright_python") / "axe.min.js"
# WCAG 2.1, levels A and AA, by axe-core's names for their criteria.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
RUN = """axe.run(document, {options}).then(found => ({{
  engine: String(axe.version).slice(0, 40),
  rules: found.violations.length + found.passes.length + found.incomplete.length + found.inapplicable.length,
  broken: found.violations.slice(0, {rules}).map(rule => ({{
    rule: rule.id, impact: rule.impact || "minor", elements: rule.nodes.length,
    selectors: rule.nodes.slice(0, {selectors}).map(node => node.target.flat().join(" ").slice(0, {length}))
  }}))
}}))"""


async def tried(cdp: CDPSession) -> dict[str, JsonValue]:
    """``AccessibilityFacts`` or ``NotTested`` as JSON."""
    try:
        async with asyncio.timeout(SECONDS):
            return await _run(cdp)
    except TimeoutError:
        detail = f"the rules were not through with the page within {SECONDS:.0f} s"
        return NotTested(reason=Reason.TIMEOUT, detail=detail).model_dump(mode="json")
    except Error as error:
        detail = error.message[:200]
        return NotTested(reason=Reason.UNREADABLE, detail=detail).model_dump(mode="json")


async def _run(cdp: CDPSession) -> dict[str, JsonValue]:
    tree = await cdp.send("Page.getFrameTree")
    world = await cdp.send("Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"]})
    where = {"contextId": world["executionContextId"], "timeout": SECONDS * 1000}
    await cdp.send("Runtime.evaluate", {"expression": SCRIPT.read_text("utf-8"), **where})
    how = {"returnByValue": True, "awaitPromise": True}
    answer = await cdp.send("Runtime.evaluate", {"expression": _expression(), **how, **where})
    if "value" not in answer["result"]:
        detail = str(answer.get("exceptionDetails", {}).get("text", "the rules gave no result"))[:200]
        return NotTested(reason=Reason.UNREADABLE, detail=detail).model_dump(mode="json")
    found: dict[str, JsonValue] = answer["result"]["value"]
    return {"kind": "accessibility", **found}


def _expression() -> str:
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "resultTypes": ["violations"],
        "iframes": False,
        "elementRef": False,
    }
    return RUN.format(
        options=json.dumps(options), rules=MOST_RULES, selectors=MOST_SELECTORS, length=SELECTOR_LENGTH
    )
