"""A photograph or drawing in a document: frozen, made ready."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Picture:
    """Its file's name and bytes, what it shows, a caption, who made it, its size in pixels.

    ``is_decoration`` says that it shows nothing that readers need: whoever can't see it hears nothing of it.
    ``focus`` is the side that stays in view where there is room for a part of it: left, centre or right.
    """

    name: str
    content: bytes = field(repr=False)
    alt: str
    caption: str
    credit: str
    width: int
    height: int
    is_decoration: bool = False
    focus: str = "centre"

    @property
    def path(self) -> str:
        """Where it stands in a draft."""
        return f"pictures/{self.name}"
