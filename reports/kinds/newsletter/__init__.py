"""A newsletter: a letter with the month's news stories, as page, PDF and mail."""
