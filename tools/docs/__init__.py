"""The site of docs/: pages generated from the code, and the tutorial's steps and pictures."""
