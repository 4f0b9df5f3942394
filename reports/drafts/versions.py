"""The versions of what decides a draft's bytes."""

from __future__ import annotations

from importlib.metadata import version

_ENGINES = ("reckoner", "weasyprint", "matplotlib", "jinja2", "duckdb", "pikepdf", "markdown-it-py")


def versions() -> dict[str, str]:
    """Version by name."""
    return {name: version(name) for name in _ENGINES}
