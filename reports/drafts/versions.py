"""The versions of what decides a draft's bytes."""

from __future__ import annotations

from importlib.metadata import version

_ENGINES = (
    "reckoner-reports", "weasyprint", "matplotlib", "jinja2", "duckdb", "pikepdf", "markdown-it-py",
    "mjml-python", "css-inline", "pillow", "pillow-heif",
)  # fmt: skip


def versions() -> dict[str, str]:
    """Version by name."""
    return {name: version(name) for name in _ENGINES}
