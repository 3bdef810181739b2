"""Small networks trained with a function as their activation: whether they learn, and if not, why.

tasks       what is learned, from which data          activations  functions as torch computes with them
network     many small networks in one product        training     a few dozen steps of Adam, all seeds at once
verdict     when enough seeds have been seen          probe        what a signal and its gradient become in depth
trial       all of it, for one function               baselines    what others reach
experiment  what learners predict, then see           keeping      results, kept on disk
"""
