"""Word files: a Document written as one, and any Word file read into lines of words.

Written by hand and without a library: each of them either drops content controls, tracked changes or both, or
puts the day and a template of its own into the file. What a document needs of the format is small.
"""
