"""Where a house keeps its news stories."""

from __future__ import annotations

STORIES = "content/news"
