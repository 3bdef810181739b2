"""Functions of real variables: reading, printing, evaluating, comparing.  Knows nothing of grading."""
