"""Prints the Debian package of each shared library that WeasyPrint loads and this machine lacks.

The library is loaded rather than looked up in dpkg's list: only loading proves that it is there,
and it may well have come from somewhere else. Runs on any Python 3, before anything is installed.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util

PACKAGES = {
    "gobject-2.0": "libglib2.0-0",
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "fontconfig",
}


def loads(name: str) -> bool:
    """Whether the library of that name, or its Debian file, can be loaded."""
    found = ctypes.util.find_library(name)
    for file in ([found] if found else []) + [f"lib{name}.so.0", f"lib{name}.so.1"]:
        with contextlib.suppress(OSError):
            ctypes.CDLL(file)
            return True
    return False


if __name__ == "__main__":
    print(" ".join(package for name, package in PACKAGES.items() if not loads(name)))
