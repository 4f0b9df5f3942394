"""The house's settings: YAML with line numbers, checked for meaning."""
