"""The papers of one meeting as one PDF: merged with tags, languages, bookmarks, attachments and links kept.

Common programs that merge PDFs copy pages and lose what a screen reader follows. Here the whole of each file
is taken in, and what a file has once (tree of tags, names, bookmarks, files) is joined. Exempt papers lie in
a house of their own: nothing that serves this one can read them, because it doesn't know where they are.
"""
