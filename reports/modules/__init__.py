"""Data modules: a folder of tables and a module.yaml each, loaded into measures, facts, tables and charts."""
