"""A report in parts, with items, priorities and a glossary.

A report in parts is still one Document. Its sections stay in one line, in the order of the parts;
``Report`` adds which parts there are, ``ItemSection`` what an item has beside its words. So the ledger, the
checks and the attachments need to know nothing of parts. The printed page is one template; the web pages
are slices of the same Document, and their links are led across pages after all are filled. The checks read
them joined.

Page numbers are the engine's. Contents, priority table and glossary hold links; ``target-counter`` sets the
page numbers while the page is laid out, and a test reads them back from the PDF.
"""
