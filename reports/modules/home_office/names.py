"""What columns and forces have been called in different years' files, and what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, get_args

Field = Literal["year", "quarter", "force", "partnership", "offence", "group", "subgroup", "code", "number"]
FIELDS: tuple[Field, ...] = get_args(Field)
OPTIONAL: frozenset[Field] = frozenset({"partnership", "subgroup", "code"})
_CALLED: dict[Field, tuple[str, ...]] = {
    "year": ("financial year", "fin year", "year"),
    "quarter": ("financial quarter", "fin quarter", "quarter"),
    "force": ("force name", "police force", "police force name", "police force area", "force area", "force"),
    "partnership": ("csp name", "csp", "community safety partnership", "community safety partnership name"),
    "offence": ("offence description", "offence name", "description", "offence"),
    "group": ("offence group", "offence group name", "group"),
    "subgroup": ("offence subgroup", "offence sub group", "sub group", "subgroup", "offence subgroup name"),
    "code": ("offence code", "ons offence code", "home office code", "code"),
    "number": ("number of offences", "no of offences", "number of offences recorded", "offences", "number"),
}
_FORCES = {
    "london city of": "city of london",
    "metropolitan": "metropolitan police",
    "met police": "metropolitan police",
    "metropolitan police service": "metropolitan police",
    "metropolitan police district": "metropolitan police",
}
_ENDINGS = (" police service", " constabulary", " police")


def plain(text: object) -> str:
    """A name without the marks that drift: case, hyphens, "&", brackets, notes, blanks."""
    bare = unicodedata.normalize("NFKC", str(text if text is not None else "")).casefold()
    bare = re.sub(r"\[note[^]]*\]|\(note[^)]*\)", " ", bare).replace("&", " and ")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def fields_of(headings: Sequence[object]) -> dict[Field, list[int]]:
    """Where each field stands in a row of headers; twice where two columns are called alike."""
    found: dict[Field, list[int]] = {}
    for position, heading in enumerate(headings):
        for field, names in _CALLED.items():
            if plain(heading) in names:
                found.setdefault(field, []).append(position)
    return found


def force_key(name: object) -> str:
    """What a force is known by, however it is written: "Devon & Cornwall Police" is "devon and cornwall"."""
    bare = plain(name)
    bare = _FORCES.get(bare, bare)
    if bare == "metropolitan police":
        return bare
    for ending in _ENDINGS:
        bare = bare.removesuffix(ending)
    return _FORCES.get(bare, bare)
