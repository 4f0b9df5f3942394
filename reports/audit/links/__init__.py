"""Links learnt from correct text: which numbers of a passage a derived number is worked out from."""
