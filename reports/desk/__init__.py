"""The desk: drafts read, compared and approved in a browser, under the rules that the command keeps.

What is true stays where it is: drafts are files, acts are rows of the history, runs are rows of the
schedule's store. The same store holds what only the desk needs: accounts, sessions, comments, what was tried.

Each page is a ``Route`` with the right that it needs, so that one table says who may do what and one test
goes through all of it. A page works without script. Whatever changes something is a POST with a token of the
session, from this very site; approving and waiving ask for a fresh sign-in.
"""
