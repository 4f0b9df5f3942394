"""What an office begins with: kinds of office as data, a house's first files, first words of a publication.

Every file below ``house`` and ``publications`` is a ``string.Template``, and so is its path: ``${month}``
stands for what ``values.py`` and the profile give. Words name the office's own names as placeholders, so that
the files are the same for every kind of office; what differs is in ``profiles``.
"""
