"""What MkDocs calls: generated pages join those of docs/, and links follow pages to their places."""

from __future__ import annotations

import re
from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tools.docs import links
from tools.docs.codes import codes_page
from tools.docs.commands import commands_page
from tools.docs.keys import ROOT
from tools.docs.placeholders import placeholders_page
from tools.docs.settings import PAGES, settings_page

_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
# A link whose text is a page's file name.
_NAMED = re.compile(r"\[(?:docs/)?([\w-]+\.md)\]\(([^)#\s]+)([^)\s]*)\)")


def generated() -> dict[str, Callable[[], str]]:
    """Where each page goes that no file of docs/ holds, and what makes it."""
    settings = {f"reference/{name}.md": (lambda name=name: settings_page(name)) for name in PAGES}
    return {
        "index.md": lambda: links.from_top(_top("README.md")),
        "architecture.md": lambda: links.from_top(_top("ARCHITECTURE.md")),
        "reference/placeholders.md": placeholders_page,
        "reference/commands.md": commands_page,
        "reference/exit-codes.md": codes_page,
        **settings,
    }


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for name, make in generated().items():
        files.append(File.generated(config, name, content=make()))
    return files


def on_page_markdown(markdown: str, page: Page, files: Files, **_: object) -> str:
    """Links above docs/ lead to the pages made from there; one named after a file gets its page's title."""
    in_docs = page.file.generated_by is None
    return _NAMED.sub(lambda link: _titled(link, files), links.of_page(markdown) if in_docs else markdown)


def _titled(link: re.Match[str], files: Files) -> str:
    found = files.get_file_from_path(link[2].removeprefix("../"))
    title = _TITLE.search(found.content_string) if found else None
    return f"[{title[1]}]({link[2]}{link[3]})" if title else link[0]


def _top(name: str) -> str:
    return (ROOT / name).read_text("utf-8")
