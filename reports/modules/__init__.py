"""Data modules: a folder of tables and a module.yaml each, loaded into measures, facts, tables and charts.

Only what an edition names is read. The words are read first; modules that nothing refers to cost nothing.
"""
