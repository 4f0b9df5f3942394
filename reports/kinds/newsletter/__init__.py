"""A newsletter: a letter with the month's news stories, as page, PDF and mail.

A story is a section, a newsletter a Document. The newsletter's sections are the chosen stories, so numbers,
sources, the ledger and the checks work as in the paper; ``Newsletter.letter`` holds what is only a
letter's. The news page is a Document for each story, so that its sources begin at 1 on its page, and an
empty one for the index.
"""
