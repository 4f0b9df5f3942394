"""The figure checker: reads any document, and says which of its numbers do not agree with one another.

The checker knows nothing of drafts. ``audit`` reads any document and imports errors and periods alone;
``checks/audit`` asks it about each finished page, with the draft's own ledger, and leaves out the words of
others: a source's notes repeat what it printed, wrong figures included. pypdfium2 reads foreign PDFs there;
pikepdf reads our own tags.
"""
