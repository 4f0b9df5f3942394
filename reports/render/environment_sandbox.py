"""A Jinja sandbox in which a template can't run away: see ``allowance``."""

from __future__ import annotations

from typing import Any, cast

from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from reckoner.reports.render.allowance import (
    bounded,
    look,
    modest,
    require_modest,
    require_modest_format,
    watched,
    worked_out,
)

_WATCHED, _BOUNDED = "watched", "bounded"


class Sandbox(ImmutableSandboxedEnvironment):
    """Whoever may edit a template may not, by that, run programs on this machine, nor use it up."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.intercepted_binops = frozenset({"+", "*", "**", "%"})
        self.filters = {name: modest(each) for name, each in self.filters.items()}
        self.filters.update({_WATCHED: watched, _BOUNDED: bounded})
        del self.globals["lipsum"]

    def call_binop(self, _context: Context, operator: str, left: Any, right: Any) -> Any:
        """Two values through an operator, unless that would make too much."""
        return worked_out(operator, left, right)

    def call(__self, __context: Context, __obj: Any, *given: Any, **named: Any) -> Any:  # noqa: N805 - inherited
        """A call from a template; the numbers that a text's own methods take are bounded."""
        owner = getattr(getattr(__obj, "__wrapped__", __obj), "__self__", None)  # str.format comes wrapped
        if not isinstance(owner, str):
            look()
        elif getattr(__obj, "__name__", "") in ("format", "format_map"):
            require_modest_format(owner)
        else:
            require_modest(*given, *named.values())
        return bounded(super().call(__context, __obj, *given, **named))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return cast("nodes.Template", _Checkpoints().visit(super()._parse(source, name, filename)))


class _Checkpoints(NodeTransformer):
    """Puts a look at the allowance into each loop, and a bound around each text that is put together."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - inherited
        self.generic_visit(node)
        node.iter = _through(_WATCHED, node.iter)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - inherited
        self.generic_visit(node)
        return _through(_BOUNDED, node)


def _through(name: str, node: nodes.Node) -> nodes.Filter:
    return nodes.Filter(cast("nodes.Expr", node), name, [], [], None, None, lineno=node.lineno)
