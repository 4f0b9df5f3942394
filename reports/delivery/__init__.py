"""Ways out of the house: proofs to the office's own people, approved drafts to where they belong."""
