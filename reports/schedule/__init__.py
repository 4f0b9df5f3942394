"""When: what is due for which period.

A run is claimed by compare and swap, with a fence and a lease. Each step of a build shows a sign of life
and stops if the fence has been taken. A lease or a wait further ahead than any could be was taken under a
wrong clock and counts as over. On the same machine a dead holder is seen at once by its process's start
time.

Keeping a draft is the point of no return, and may be repeated: killed between keeping and marking, the next
build gives the same bytes and the store says "same as". The comparison is made again while the edition's
folder is locked.

Notices are stored with the change they tell of and sent afterwards, at least once; a proof is sent between
``made`` and ``done``, and its channel must know what it has sent.

Releases have no table of their own. ``schedule/releases.py`` reads off the history, at each look, which
approvals stand and on which channels they have neither arrived nor been given up. A second record of that
could only disagree with the one that people sign. What became of a release is told from the history too,
and not from the try: whoever made it may have died before telling. The same words are kept once for each
approval and channel, so looking again tells nobody twice.

What fails beside a build is raised after it: a history that can't be read, or a release that trips over
something, is the service's trouble and holds no draft up.

Periods are counted from the day asked for, not from the day it moved to: "the 31st, or the next working
day" in January belongs to January also where it falls due in February.
"""
