"""Publication, figures and words put together into a Document."""
