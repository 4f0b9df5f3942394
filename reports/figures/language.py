"""The words that the program itself puts into documents: one YAML file per language."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from reckoner.reports.errors import Place, SettingsError, nearest
from reckoner.reports.figures.printed import Part, Sentence, plain
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.yaml import YamlFile, read_yaml

_CODE = re.compile(r"[a-z]{2,3}")
SHIPPED = Path(__file__).parent / "languages"


@dataclass(frozen=True)
class Language:
    """One language's file. Keys are dotted paths, such as ``step.rose_or_fell.up``."""

    code: str
    file: YamlFile

    def say(self, key: str, **values: str) -> str:
        """The words under a key, with ``{names}`` filled in.

        Raises SettingsError where the file lacks the key or its words ask for another name.
        """
        return plain(self.sentence(key, **{name: (value,) for name, value in values.items()}))

    def sentence(self, key: str, **parts: Sentence) -> Sentence:
        """The words under a key as a sentence, with figures or sentences in the places of ``{names}``.

        Raises SettingsError as ``say`` does.
        """
        found: list[Part] = []
        for text, name in self._pieces(key):
            found.append(text)
            if name is not None and name not in parts:
                raise SettingsError(f"{key!r} asks for {name!r}, which isn't given", self._place(key))
            found.extend(parts[name] if name is not None else ())
        return tuple(part for part in found if part != "")

    def plural(self, key: str, number: str, is_one: bool) -> str:
        """The form for one or for several, with ``{number}`` filled in."""
        return self.say(f"{key}.{'one' if is_one else 'other'}", number=number)

    def several(self, key: str) -> tuple[str, ...]:
        """A list of words. Raises SettingsError where the key isn't one."""
        found = self._lookup(key)
        if not isinstance(found, list):
            raise SettingsError(f"{key!r} is not a list", self._place(key))
        return tuple(str(word) for word in found)

    def names(self, key: str) -> tuple[str, ...]:
        """The keys below a key. Raises SettingsError where it has none."""
        found = self._lookup(key)
        if not isinstance(found, dict):
            raise SettingsError(f"{key!r} has no words below it", self._place(key))
        return tuple(found)

    @cached_property
    def calendar(self) -> CalendarWords:
        """Month and day names."""
        parts = {name: self.several(f"calendar.{name}") for name in ("months", "short_months", "weekdays")}
        if [len(parts[name]) for name in parts] != [12, 12, 7]:
            raise SettingsError("a calendar needs 12 months and 7 days", self._place("calendar"))
        return CalendarWords(**parts, to=self.say("calendar.to"))

    def _text(self, key: str) -> str:
        found = self._lookup(key)
        if not isinstance(found, str):
            raise SettingsError(f"{key!r} is not a text", self._place(key))
        return found

    def _pieces(self, key: str) -> list[tuple[str, str | None]]:
        try:
            return [(text, name) for text, name, _, _ in string.Formatter().parse(self._text(key))]
        except ValueError:
            raise SettingsError(f"{key!r} has a brace without its partner", self._place(key)) from None

    def _lookup(self, key: str) -> Any:
        found: Any = self.file.data
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                known = found if isinstance(found, dict) else ()
                what = f"the words for {key!r} are missing"
                raise SettingsError(what, self._place(key), nearest(part, known))
            found = found[part]
        return found

    def _place(self, key: str) -> Place:
        return self.file.place(*key.split("."))


def load_language(code: str, folder: Path | None = None) -> Language:
    """The language by its code ("en", "cy"): the house's own file, or the one that ships.

    Raises SettingsError where neither has it.
    """
    if not _CODE.fullmatch(code):
        raise SettingsError(f"{code!r} is not a language", todo="Write its tag, such as en-GB.")
    if folder is not None:
        require_plain(folder.parent, folder / f"{code}.yaml")
    for place in (folder, SHIPPED):
        if place is not None and (place / f"{code}.yaml").is_file():
            return Language(code, read_yaml(place / f"{code}.yaml"))
    shipped = ", ".join(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
    raise SettingsError(f"there are no words for the language {code!r}", todo=f"Shipped: {shipped}.")
