"""Two drafts or editions side by side: figures, words and charts."""
