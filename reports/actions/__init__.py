"""Follow-through: what earlier meetings asked for, who was to do it by when, and how it stands now.

What is kept are dated steps; how an action stands on a day, and what changed since a meeting, follow from
them and are never typed.
"""
