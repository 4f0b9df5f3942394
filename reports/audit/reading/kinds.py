"""The kinds of file that are read, by the ends of their names, and what is said of others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath

TEXTS = (".txt", ".md", ".markdown")
PAGES = (".html", ".htm", ".xhtml")
SHEETS = (".csv", ".tsv")
MAILS = (".eml", ".mht", ".mhtml")
PACKAGES = (".docx", ".docm", ".pptx", ".pptm", ".xlsx", ".xlsm", ".odt", ".ott", ".ods", ".ots")
KINDS = (*TEXTS, *PAGES, ".pdf", *PACKAGES, ".rtf", *SHEETS, *MAILS)
"""All that are read."""

_SCAN = (
    "it is a picture, and no text is read from pictures",
    "If it shows figures, run it through text recognition first, or check what it was made from.",
)
_ARCHIVE = ("it holds other files packed together", "Unpack it and check the folder.")
UNREAD: Mapping[str, tuple[str, str]] = {
    ".doc": ("it is a Word file of the old kind", "Save it as .docx."),
    ".dot": ("it is a Word file of the old kind", "Save it as .docx."),
    ".xls": ("it is an Excel file of the old kind", "Save it as .xlsx."),
    ".xlsb": ("it is an Excel file in the binary form", "Save it as .xlsx."),
    ".ppt": ("it is a PowerPoint file of the old kind", "Save it as .pptx."),
    ".odp": ("it is an OpenDocument presentation", "Save it as .pptx or .pdf."),
    ".pages": ("it is a Pages file", "Export it as .docx or .pdf."),
    ".numbers": ("it is a Numbers file", "Export it as .xlsx."),
    ".key": ("it is a Keynote file", "Export it as .pptx or .pdf."),
    ".pub": ("it is a Publisher file", "Export it as .pdf."),
    ".msg": ("it is an Outlook message", "Save it as .eml, or drag it into another mail program."),
    ".tex": ("it is LaTeX", "Check the PDF that is made from it."),
    ".epub": ("it is an e-book", "Check the document that it was made from."),
    ".xps": ("it is an XPS file", "Save it as .pdf."),
    **dict.fromkeys((".zip", ".7z", ".rar", ".gz", ".tar", ".tgz"), _ARCHIVE),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".heic", ".gif", ".webp"), _SCAN),
}  # fmt: skip
"""Documents of other kinds: what they are, and what to do."""

_PROGRAMS = (
    b"\x7fELF", b"#!/", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\0asm", b"<?php",
)  # fmt: skip
_A_KIND = re.compile(r"\.[a-z][a-z0-9]{1,7}")
_FIRST_BYTES = (
    (b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"), (b"\xd0\xcf\x11\xe0", ".doc"), (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"), (b"II*\0", ".tif"), (b"MM\0*", ".tif"),
    (b"7z\xbc\xaf", ".7z"),    (b"Rar!", ".rar"), (b"\x1f\x8b", ".gz"),
)  # fmt: skip


def suffix_of(name: str) -> str:
    """The end of a file's name, small."""
    return PurePath(name).suffix.lower()


def is_pdf(data: bytes, name: str) -> bool:
    """Whether bytes are a PDF, or called one."""
    return data[:1024].lstrip().startswith(b"%PDF-") or suffix_of(name) == ".pdf"


def kind_of(data: bytes, name: str) -> str:
    """The kind of file as the end of a name: by the name where that says it, else by the first bytes."""
    named = suffix_of(name)
    head = data[:16].lstrip()
    told = next((kind for start, kind in _FIRST_BYTES if head.startswith(start)), "")
    if named in (*KINDS, *UNREAD) and not (named in TEXTS and told):
        return named
    return told or named


def is_program(data: bytes) -> bool:
    """Whether bytes are a program or a script, whatever they are called."""
    return data.startswith(_PROGRAMS) or (data.startswith(b"MZ") and b"\0" in data[:64])


def is_other(name: str) -> bool:
    """Whether a name says a kind of file that is none of those that are read."""
    return suffix_of(name) not in KINDS and bool(_A_KIND.fullmatch(suffix_of(name)))


def is_document(name: str) -> bool:
    """Whether a file in a folder is one that people would read: what only serves a page isn't."""
    return suffix_of(name) in (*KINDS, *UNREAD)
