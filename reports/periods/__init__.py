"""Time as an office counts it: days, months, quarters, years, spans; half-open inside, in words outside.

Periods are half-open and have no kind. Equal days are equal periods, however they were written; the label
follows from the shape. ``2011-12`` is a month, so that financial year is written ``2011/12``.

An office's closure counts towards clear days but nothing is due on it: the law knows bank holidays, not
closures.
"""
