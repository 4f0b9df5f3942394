"""The Home Office's open data of police recorded crime: workbooks with a sheet for each financial year.

Names drift between years and between the tables of forces and of community safety partnerships: columns,
forces and sheets are known by several names here, and a column that is called by none of them is a fault
that lists what the sheet has.
"""
