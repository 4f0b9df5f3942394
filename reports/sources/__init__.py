"""Tables with an origin: read strictly, every rejected row named.

A query passes three guards. A parser says no early and in words; the connection says no to what a parser
was made to misread; the clock ends what neither can judge. Each is tested without the one before it.

A received sheet stays as it is, and its mapping lies beside it. ``regions`` finds tables, ``guess`` judges
columns, ``proposal`` tells a person what would be read. What was agreed is ``mappings.yaml``; each later file
is found by its headers and read in the forms that stand there, and nothing is guessed anew. A mark that
nobody has explained, or a shape that nobody has seen, is refused. So a build reads the sender's own bytes.

A mark such as [z] or [r] travels with its row's spot and not with its value. So a missing value is None to
all arithmetic, while tables and charts print the reason that the source gave.
"""
