"""``:has(+ x)`` looks at the next element alone.

cssselect2 makes all children of the parent anew to find it, and so for each of ten thousand paragraphs. What
it compiles for such a selector is known by its text.
"""

from __future__ import annotations

from typing import Any

from cssselect2 import ElementWrapper, compiler

from reckoner.reports.render.pdf.inside import ChangedInsideError, put_in_place

_NAME, _FOLLOWING = "_compile_node", "following_sibling"
_COMPILE: Any = getattr(compiler, _NAME, None)
_SLOW, _FAST = "list(el.iter_next_siblings())[:1]", f"el.{_FOLLOWING}()"


def find_next_at_once() -> None:
    """Have selectors that are compiled from now on do so. Raises ChangedInsideError."""
    put_in_place(_NAME, _COMPILE, _compiled, compiler)
    setattr(ElementWrapper, _FOLLOWING, _following)
    if _FAST not in _compiled(next(iter(compiler.parser.parse(":has(+ p)"))).parsed_tree):
        raise ChangedInsideError("compiler", _SLOW, "cssselect2")


def _compiled(selector: Any) -> str:
    source: str = _COMPILE(selector)
    return source.replace(_SLOW, _FAST)


def _following(element: Any) -> list[Any]:
    """The next element among its siblings, if there is one."""
    after = element.index + 1
    if after >= len(element.etree_siblings):
        return []
    found = element.etree_siblings[after]
    return [ElementWrapper(found, element.parent, after, element, in_html_document=element.in_html_document)]
