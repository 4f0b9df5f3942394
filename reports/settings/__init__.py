"""The house's settings: YAML with line numbers, checked for meaning.

Settings are read with libyaml's events, and the tree is built in ``settings/tree.py`` by YAML 1.2's rules.
ruamel.yaml cost a build 0.4 s of processor time; libyaml's own builder crashes on deep nesting.
"""
