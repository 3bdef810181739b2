"""Formulas as algebra: what they are made of, and their images in finite fields, which prove identities."""
