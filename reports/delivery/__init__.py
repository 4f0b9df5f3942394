"""Ways out of the house: proofs to the office's own people, approved drafts to where they belong.

An open claim is looked into before it is a person's. Where a channel can look at the other end (folder,
file, IMAP, Graph), what is there is confirmed and what is not is sent: that is no blind retry. SMTP can't
look, so a person says what became of it. A claim of a living process is left alone; a process is known by
its number, its start and the boot.

Proofs are marked outside the build. A draft holds the bytes that will be released. Delivery puts the banner
into copies of its pages; ``render/pdf/stamp.py`` marks PDFs. A PDF that nobody marked doesn't go out as a
proof.

A claim younger than ten seconds is not looked into. A server may still be putting away what a killed
process had handed over, and a search that comes too soon would lead to a second copy.
"""
