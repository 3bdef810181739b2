"""LaTeX as KaTeX reads it: enough of its grammar to know what the pages could not show."""
