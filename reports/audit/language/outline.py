"""What follows what: a block that announces a list, and the items of that list."""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.document import Block, Document


def lists_of(document: Document) -> Iterator[tuple[Block, tuple[Block, ...]]]:
    """Each block that ends with a colon, with the items that follow it without anything between."""
    parts = document.parts
    for at, part in enumerate(parts):
        if not isinstance(part, Block) or not part.text.rstrip().endswith(":"):
            continue
        items: list[Block] = []
        for following in parts[at + 1 :]:
            goes_on = bool(items) and items[-1].text.rstrip(" ;,").endswith((" and", " or"))
            if not isinstance(following, Block) or (following.kind != "item" and not goes_on):
                break
            items.append(following)
        if items:
            yield part, tuple(items)
