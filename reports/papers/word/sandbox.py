"""What a template may say: variables, conditions on them, and one loop over a list. Nothing that works long.

A template is a file from anywhere. Jinja's sandbox keeps it from reaching Python; here it is kept from
working: no calls, no sums, no loop in a loop, so that its work is bounded by its own size.
"""

from collections.abc import Collection
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, TemplateAssertionError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from inventory.wording.phrases import Foreign, Joined, PhrasedError
from inventory.words import suggestion

FILTERS = ("upper", "lower", "capitalize", "title", "trim", "length", "default", "first", "last")
LOOP = "loop"
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For,
    nodes.Getattr, nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.CondExpr, nodes.Filter,
)  # fmt: skip


class TemplateRefusedError(PhrasedError):
    """The template says what no template may; in a few words."""


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """Compiles what is allowed, with these variables alone; what they hold is put in as text."""

    def __init__(self, variables: Collection[str]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, cache_size=0)
        self.variables = variables
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.globals.clear()
        self.tests.clear()

    def compile(self, source: Any, *rest: Any, **named: Any) -> CodeType:  # type: ignore[override] # noqa: ANN401 - Jinja's signature
        """Refuse before anything is made of it.

        Raises:
            TemplateRefusedError: it is no template, or not one that is allowed.

        """
        try:
            parsed = self.parse(source) if isinstance(source, str) else source
            self._refuse_forbidden(parsed)
            compiled: CodeType = super().compile(parsed, *rest, **named)
        except (TemplateSyntaxError, TemplateAssertionError) as error:
            raise TemplateRefusedError(
                "it is no template: {reason}", reason=Foreign(str(error.message))
            ) from None
        except RecursionError:
            raise TemplateRefusedError("it is nested too deeply") from None
        return compiled

    def _refuse_forbidden(self, parsed: nodes.Template) -> None:
        for node in parsed.find_all(nodes.Node):
            if not isinstance(node, ALLOWED):
                raise TemplateRefusedError(
                    "it uses {node}: take variables, if, and one for over a list", node=type(node).__name__
                )
        loops = list(parsed.find_all(nodes.For))
        if any(True for loop in loops for _ in loop.find_all(nodes.For)):
            raise TemplateRefusedError("it has a loop in a loop")
        unknown = sorted(meta.find_undeclared_variables(parsed) - {*self.variables, LOOP})
        if unknown:
            named = [Joined((repr(name), suggestion(name, self.variables)), "") for name in unknown]
            raise TemplateRefusedError("it names what is no variable: {named}", named=named)
