"""Reckoner: reports whose every number can be followed back to its source.

One name to install under: ``reports``, ``charts`` and ``templates`` stand at the top of the repository and
are linked here, so that a shared environment gets no package of so common a name.
"""

from __future__ import annotations
