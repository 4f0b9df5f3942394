"""Which way a change went: the word against the two values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reckoner.reports.audit.language.change import Change
from reckoner.reports.audit.language.judge import Truth
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.vocabulary import direction, words
from reckoner.reports.audit.relations.bases import comparing
from reckoner.reports.audit.relations.change_reading import SIGNED, read
from reckoner.reports.audit.relations.claim import Claim, Reading
from reckoner.reports.audit.relations.pairs import Pair, leading_verb

_GROWS_WORSE = words("improve improved improves improving improvement improvements worsened")


def wrong_way(passage: Passage, change: Change, pairs: Iterable[Pair]) -> Iterator[Claim]:
    """The size agrees and the word says the other way."""
    known = [_with_base(passage, change, pair) for pair in pairs if not _of_two_things(passage, pair)]
    agreeing = [p for p in known if (r := read(passage, change, p.old, p.new)) and r.verdict == "agrees"]
    if not agreeing or not all(
        (pair.firm or pair.old < pair.new) and _contradicts(passage, change, pair) for pair in agreeing
    ):
        return
    pair = agreeing[0]
    word = change.word if change.word not in ("+", "-") else change.quantity.text
    yield from _direction(passage, pair, word, change.at, change.quantity.text)


def _of_two_things(passage: Passage, pair: Pair) -> bool:
    """ "More people left (412) than joined (368)": two things at one time."""
    first, last = pair.span
    led = set(passage.lowers[max(0, first - 6) : first])
    return "than" in passage.lowers[first:last] and bool({"more", "fewer"} & led)


def _with_base(passage: Passage, change: Change, pair: Pair) -> Pair:
    """ "4.6% in May, 0.8 points lower than in June of last year (5.4%)": the later number is the base."""
    if pair.old < change.at < pair.new and "than" in passage.lowers[change.at + 1 : pair.new]:
        return Pair(pair.new, pair.old)
    return pair


def _contradicts(passage: Passage, change: Change, pair: Pair) -> bool:
    old, new = passage.quantity(pair.old), passage.quantity(pair.new)
    if old.value == new.value or old.hedge or new.hedge or SIGNED & passage.word_set:
        return False
    if change.word in _GROWS_WORSE:
        return False
    return change.direction == ("down" if new.value > old.value else "up")


def _direction(passage: Passage, pair: Pair, word: str, at: int, stated: str) -> Iterator[Claim]:
    old, new = passage.quantity(pair.old), passage.quantity(pair.new)
    moved = "rose" if new.value > old.value else "fell"
    truth = Truth(new.value, (new.value, new.value), (new.value, new.value))
    reading = Reading((pair.old, pair.new), truth, "wrong", f"from {old.text} to {new.text}")
    because = f"the text says {word}, but from {old.text} to {new.text} it {moved}."
    size = Quantity(new.value, new.kind, new.ulp, stated)
    yield Claim("direction", at, size, (reading,), (), "direction", because, moved)


def directions(passage: Passage, pairs: Sequence[Pair]) -> Iterator[Claim]:
    """ "Rose from 120 to 110": the word against the sign."""
    for pair in pairs:
        old, new = passage.quantity(pair.old), passage.quantity(pair.new)
        word = comparing(passage, pair.old)
        if word is not None:
            yield from _compared(passage, pair, word)
            continue
        verb, at = leading_verb(passage.items, pair)
        way = direction(verb) if verb and verb not in _GROWS_WORSE else "either"
        if (
            way == "either"
            or not pair.firm
            or pair.benchmark
            or old.value == new.value
            or old.hedge
            or new.hedge
        ):
            continue
        if not _says_from_to(passage, pair) or "respectively" in passage.word_set:
            continue
        truly = "up" if new.value > old.value else "down"
        if way != truly and not SIGNED & passage.word_set:
            yield from _direction(passage, pair, verb, at, verb)
        elif way == truly:
            truth = Truth(new.value, (new.value, new.value), (new.value, new.value))
            told = Reading((pair.old, pair.new), truth, "agrees", f"from {old.text} to {new.text}")
            yield Claim("direction", at, Quantity(new.value, new.kind, new.ulp, verb), (told,))


def _compared(passage: Passage, pair: Pair, at: int) -> Iterator[Claim]:
    """ "Up on the 106,900 of the week before", "below last year's 9,018": no amount, only a way."""
    old, new, word = passage.quantity(pair.old), passage.quantity(pair.new), passage.lowers[at]
    between = min(pair.span) < at < max(pair.span) or at < pair.old < pair.new
    if not between or passage.items[at - 1].kind == "quantity" or old.hedge or new.hedge:
        return
    if SIGNED & passage.word_set or old.value == new.value or passage.lowers[at - 1] in ("not", "no"):
        return
    truly = "up" if new.value > old.value else "down"
    if direction(word) != truly:
        yield from _direction(passage, pair, word, at, word)
    else:
        truth = Truth(new.value, (new.value, new.value), (new.value, new.value))
        told = Reading((pair.old, pair.new), truth, "agrees", f"from {old.text} to {new.text}")
        yield Claim("direction", at, Quantity(new.value, new.kind, new.ulp, word), (told,))


def _says_from_to(passage: Passage, pair: Pair) -> bool:
    """Both values are led in by their words, close before them: no other number's."""
    lowers, items = passage.lowers, passage.items
    led = "from" in lowers[max(0, pair.old - 4) : pair.old]
    if pair.new > pair.old:
        led = led and "to" in lowers[max(pair.old, pair.new - 3) : pair.new]
        led = led and not {"and", "‖"} & set(lowers[pair.old + 1 : pair.new])
    apart = lowers[min(pair.span) + 1 : max(pair.span)]
    listed = any(items[at].kind == "quantity" for at in range(pair.span[0] + 1, pair.span[1]))
    return led and not listed and passage.same_sentence(*pair.span) and "and" not in apart
