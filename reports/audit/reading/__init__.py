"""Files into documents: one reader for each kind, and what they share."""
