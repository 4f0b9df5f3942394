"""Selectors that look at the next element: the same elements as before, and no others looked at."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cssselect2 import ElementWrapper, compile_selector_list, compiler
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.render.pdf import siblings
from reckoner.reports.render.pdf.inside import ChangedInsideError
from reckoner.reports.render.pdf.siblings import find_next_at_once

SELECTORS = (
    ".a:has(+ .b)", "p:has(+ .b p)", ":not(:has(+ *))", ":is(.a, .b):has(+ p.a)",
    "div > p:has(+ p:has(+ .b))", ".b:has(~ .a)",
)  # fmt: skip
TREES: st.SearchStrategy[Any] = st.recursive(
    st.tuples(st.sampled_from("pi"), st.sampled_from("abc"), st.just([])),
    lambda inner: st.tuples(
        st.sampled_from(["div", "p"]), st.sampled_from("abc"), st.lists(inner, max_size=5)
    ),
    max_leaves=25,
)


@contextmanager
def at_once() -> Iterator[None]:
    own = compiler._compile_node
    try:
        find_next_at_once()
        yield
    finally:
        compiler._compile_node = own


def tree(of: tuple[str, str, list[Any]]) -> ET.Element:
    tag, name, inside = of
    element = ET.Element(tag, {"class": name})
    element.extend(map(tree, inside))
    return element


def matched(root: ElementWrapper, selector: str) -> list[Any]:
    [compiled] = compile_selector_list(selector)
    return [element.etree_element for element in root.iter_subtree() if compiled.test(element)]


@given(TREES)
def test_the_same_elements_are_found(of: tuple[str, str, list[Any]]) -> None:
    root = ElementWrapper.from_html_root(tree(of))
    own = [matched(root, selector) for selector in SELECTORS]
    with at_once():
        assert [matched(root, selector) for selector in SELECTORS] == own


def test_of_a_thousand_siblings_each_makes_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    root = ElementWrapper.from_html_root(tree(("div", "a", [("p", "a", [])] * 1000)))
    made, own = 0, ElementWrapper.__init__

    def counted(*given: Any, **named: Any) -> None:
        nonlocal made
        made += 1
        own(*given, **named)

    monkeypatch.setattr(ElementWrapper, "__init__", counted)
    with at_once():
        assert len(matched(root, "p:has(+ p)")) == 999
    assert made < 2100


def test_the_process_that_makes_pdfs_finds_them_so(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from cssselect2 import compiler\n"
        "from reckoner.reports.render.pdf import worker\n"
        f"worker.load(Path({str(tmp_path)!r})); print(compiler._compile_node.__module__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == siblings.__name__


def test_a_version_that_compiles_otherwise_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(siblings, "_SLOW", "another text")
    with pytest.raises(ChangedInsideError, match=r"^cssselect2 \S+ has no compiler\.another text"), at_once():
        pass
