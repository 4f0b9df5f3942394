"""What a browser may load for a web page: its own style, its own pictures, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re

from reckoner.reports.errors import Place, SettingsError

_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>(\s*<meta charset=[^>]*>)?", re.IGNORECASE)


def with_policy(page: str, template: str) -> str:
    """The page with a Content-Security-Policy at the top of its head.

    Each of its style elements is allowed by the hash of what it holds; a style attribute can fetch and run
    nothing under this policy, and the mark of a proof has one. Raises SettingsError for a page without head.
    """
    head = _HEAD.search(page)
    if head is None:
        raise SettingsError(
            "the template makes a page without <head>", Place(template), "Begin it with <head>."
        )
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{_policy(page)}">'
    return page[: head.end()] + meta + page[head.end() :]


def _policy(page: str) -> str:
    hashes = dict.fromkeys(_hash(style) for style in _STYLE.findall(page))
    styles = " ".join(f"'sha256-{each}'" for each in hashes) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {styles}",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
