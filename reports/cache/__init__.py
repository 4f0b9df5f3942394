"""What was made before and need not be made again: results kept by the hash of all that they were made from.

``store`` is a folder of such results. An entry's name is the hash of its inputs, and it is written beside its
place and put there in one step: two processes can't disturb each other, a killed one leaves nothing that
anybody reads, and a full disk means only that nothing is kept. Each entry carries a hash of its own, so that
a damaged one counts as none. The folder has a limit; what was not asked for longest goes first.

``remembered`` is what the rest of the program calls: it gives what is kept, or makes it and keeps it. Results
are bytes, never objects: what was kept is never run. The code and the packages that made a result are among
its inputs (``surroundings``), so that no result outlives the program that made it.

A result is the same with and without: ``--no-cache``, or ``RECKONER_CACHE=off``, makes everything anew, and
``tests/cache/test_same_bytes.py`` compares the two after random edits.
"""
