"""Grades and explains answers about the activation functions of neural networks."""
