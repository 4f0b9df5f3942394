"""A Word file that comes back: what was changed in it, and those changes put into the editors' words.

What counts is how the text reads in the end, held against the file that was sent; tracked changes only say
who did it and when. So changes that were accepted before sending back, or made untracked, are found as well.
"""
