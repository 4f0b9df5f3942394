"""The kinds of file that are read, by the ends of their names."""

from __future__ import annotations

KINDS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".eml")


def is_pdf(data: bytes, name: str) -> bool:
    """Whether bytes are a PDF, or called one."""
    return data[:1024].lstrip().startswith(b"%PDF-") or name.lower().endswith(".pdf")
