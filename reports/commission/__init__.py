"""Commission and collect: who owes which section, figure or table of an edition by when, and asking for it.

What is owed is read from words and data each time. A request is a draft of a mail that a person sends; each
file in it holds an id by which it is known when it comes back, whatever it is called then.
"""
