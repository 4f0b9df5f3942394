"""Tables with an origin: read strictly, every rejected row named.

A query passes three guards. A parser says no early and in words; the connection says no to what a parser
was made to misread; the clock ends what neither can judge. Each is tested without the one before it.
"""
