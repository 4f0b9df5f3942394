"""Many editions built at once, by processes here or on other machines, and kept by one.

Workers do steps 1 to 7 and give bytes back; they write nothing. One keeper takes what they give in the order
in which one process would have built them, and does step 8: ``keeper``. A draft is held against the newest
drafts of other publications; where another was kept since a worker looked, the edition is made again, which
finds nearly all of its work kept. So the drafts are the same, byte for byte, as those of one process.

A worker that is killed loses nothing: what it had in hand is given to another, and since only the keeper
writes, nothing is there twice. ``local`` are processes of this machine, from the standard library; ``afar``
are those of a Dask cluster, which get a copy of what the house's builds read (``snapshot``).
"""
