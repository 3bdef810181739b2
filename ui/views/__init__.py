"""The pages: one file for each, a script that draws it from top to bottom."""
