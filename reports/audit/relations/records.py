"""A record that another number already beats: "a new record of 2,405 officers" beside 2,461 in an earlier
paper.

Both sentences must count the same thing and the larger be within a fifth; often one counts posts funded and
the other people in post, so it is a question.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.mention import Mention
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claims, passage

_RECORD = words("record highest most unprecedented")
_SUPER = (("record", "number"), ("record", "high"), ("new", "record"), ("highest", "ever"),
          ("ever", "number"),
          ("highest", "number"), ("record", "level"), ("largest", "number"))  # fmt: skip


def find(mentions: Sequence[Mention], claims: Claims) -> Iterator[tuple[Finding, str]]:
    """Findings of this rule, each with its document's name."""
    heads: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.noun and mention.quantity.kind == "count":
            for word in set(mention.noun):
                heads.setdefault(word, []).append(mention)
    for mention in mentions:
        if not mention.noun or not _is_record(mention):
            continue
        for other in heads.get(mention.head, [])[:400]:
            low, high = mention.quantity.value, other.quantity.value
            if other.document == mention.document or not low < high <= low * Decimal("1.2") or low < 20:
                continue
            claims.count("record", mention.sentence.text)
            because = f"{other.document} already gives {other.quantity.text}: do both count the same?"
            found = passage(
                mention.sentence,
                "warning",
                "record",
                mention.quantity.text,
                other.quantity.text,
                because,
                mention.at,
            )
            yield found, mention.document
            break


def _is_record(mention: Mention) -> bool:
    lowers = mention.sentence.lowers
    return bool(set(lowers) & _RECORD) and any(pair in _SUPER for pair in itertools.pairwise(lowers))
