"""Publication, figures and words put together into a Document.

Charts are drawn while composing. The numbers printed inside a picture and in its alt text belong to the
ledger and to the list of sources, which the Document holds, so the Document holds finished drawings.

Sources are listed by topic. One public paper carries most of the worked example; listing it once would tell
a reader nothing about where a figure comes from in it. Each module says what its figures are about, what
was assumed and what contradicts what.
"""
