"""Drafts: kept, numbered and moved as bytes, whatever they mean.

A key belongs to one user and one path. It lies in the user's own state and not where settings could point:
whoever may write ``office.yaml`` must not be able to put another key there. So there is nothing to set up,
and a copied house says that it is a copy. Taking over is a row of its own, the one kind that may change the
key or go back in time.

Who built a draft is a row, not a line of the manifest. Equal inputs give an equal hash, whoever builds.
Where no row could be written, the owners of the files count, which nobody but the administrator can choose.

An approval seals every file, the log too. ``Approved`` is made in ``drafts/approval.py`` alone. Release
reads each file once, hashes what it read and sends those bytes, so that nothing can change in between.

A correction is words of the edition (``corrections.yaml``), so that a later build keeps the note. The
figures in the note come from comparing the delivered ledger with the new one; nobody types them.

One module knows processes (``drafts/process.py``): machine, boot, number and start tell whether the holder
of a claim or of a run still lives. Both rooms ask it.
"""
