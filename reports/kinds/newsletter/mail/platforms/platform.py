"""What a platform that sends newsletters needs to be told, and fills in by itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform. Tokens are written as it wants them; an empty one means that it fills none.

    ``first_name`` is a format with ``{default}`` in it, for readers whose name isn't known. ``fills_text``
    says whether tokens in the plain text are filled too. ``marks`` are what its tokens begin with: words
    that hold one would be filled, or break the mail. ``body_only``: the account's own template adds head and
    foot, so the pack holds what stands between them.
    """

    name: str
    title: str
    first_name: str = "{default}"
    unsubscribe: str = ""
    view: str = ""
    postal: str = ""
    fills_text: bool = False
    body_only: bool = False
    marks: tuple[str, ...] = ()

    def named(self, default: str) -> str:
        """What stands in the name's place, in HTML."""
        return self.first_name.replace("{default}", default)

    def tokens(self, default: str) -> tuple[str, ...]:
        """Every token that stands in what it is handed."""
        return tuple(
            token for token in (self.named(default), self.unsubscribe, self.view, self.postal) if token
        )
