"""The program's own words in a newsletter."""

from __future__ import annotations

from collections.abc import Mapping

from reckoner.reports.figures.language import Language

_FILLED = ("month_line", "ring_or_post", "unsubscribe_by_mail", "taken_from")


def mail_words(language: Language) -> Mapping[str, str]:
    """The program's own words in a newsletter."""
    words = {name: language.say(f"mail.{name}") for name in language.names("mail") if name not in _FILLED}
    return {**words, **{name: language.say(f"document.{name}") for name in ("source", "sources_label")}}
