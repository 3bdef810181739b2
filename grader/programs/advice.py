"""What to do about an error whose own words lead a beginner astray."""

import re

# Of what numpy, torch and Python say, with what is meant.
MEANT = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"The truth value of an (empty )?array",
            "Python decides once here (if, and, or, max) for a whole array; np.where decides for each number.",
        ),
        (
            r"Boolean value of Tensor",
            "Python decides once here (if, and, or, max) for a whole tensor; torch.where decides for each number.",
        ),
        (
            r"only .* arrays can be converted to Python scalars",
            "Functions of math take one number; those of numpy take whole arrays.",
        ),
        (
            r"only one element tensors can be converted|a Tensor with \d+ elements cannot be converted",
            "Functions of math take one number; those of torch take whole tensors.",
        ),
        (r"name 'np' is not defined", "Is “import numpy as np” missing?"),
        (r"name '(numpy|torch|math|scipy)' is not defined", "Is “import {0}” missing?"),
        (r"name 'F' is not defined", "Is “import torch.nn.functional as F” missing?"),
        (r"Can't call numpy\(\) on Tensor that requires grad", "Compute with torch alone, so that it can follow."),
    )
)


ASTRAY = re.compile(r"\.? Use a\.any\(\) or a\.all\(\)$")  # neither is ever meant


def explained(message: str) -> str:
    """Return an error's words, with a sentence on what is meant where they don't speak for themselves."""
    for pattern, words in MEANT:
        if found := pattern.search(message):
            return f"{ASTRAY.sub('', message).rstrip(' .')}. {words.format(*found.groups())}"
    return message.rstrip()
