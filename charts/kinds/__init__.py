"""The kinds of chart: each module lays one kind out, from a spec to a scene."""
