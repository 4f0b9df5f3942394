"""What is wrong with a draft.

Numbers that are not figures are known by their markup (paragraph numbers, source marks, the words of a
source's own notes), by their form (dates, years, financial years), or by name in ``not_figures`` with a
reason. Everything else with a digit in it is an error. The notes about a source quote what it printed,
wrong numbers included, so they are marked as its words and are not this document's figures.

``checks/draft.py`` joins what was read and what was made: remarks on the words, the pages, the other
publications' ledgers. What only one kind needs, such as a newsletter's mail, is checked in its folder.
Disagreement between documents is looked for among the newest drafts; it is no input, so that a draft's
bytes change only when a finding does.

``checks/names.py`` knows names by their form where no other reading is left. A head that may be a verb
("issue 12"), or a number that may be a count, is a name only where the words after it count nothing: a
number that is missed is printed, and one that is asked about costs a minute.
"""
