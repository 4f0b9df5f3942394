"""What an assistant may do in a house, over the Model Context Protocol: read, check, and propose words.

Each tool is an operation of ``/api/v1`` by another door, called in the name of whoever starts it. There is
no tool that builds, saves, approves or sends, and a proposal with a typed number is refused.
"""
