"""The properties of a profile, one function each: facts in, a finding out."""
