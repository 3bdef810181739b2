"""Learner code where it can do no harm: programs as functions of arrays, in processes that can do nothing else."""
