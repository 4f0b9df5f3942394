"""What may stand in a page or a drawing that readers open: words, pictures, links, and nothing that acts.

``harmless`` names what may stand in a page, not what may not: nobody knows all ways to run a script. It
reads comments too, since browsers end some of them sooner than Python's parser does. ``content`` asks it
about drawings, ``checks`` about every finished file. The policy in each web page is a second guard; it
allows a page's own style by its hash. Charts in the page give their colours as attributes, so that a
browser that knows no ``style-src-attr`` shows them right.
"""
