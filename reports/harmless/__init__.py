"""What may stand in a page or a drawing that readers open: words, pictures, links, and nothing that acts."""
