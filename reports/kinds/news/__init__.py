"""The news page: an index, a page for each story, and a feed."""
