"""A made-up archive of any size, to try how the desk does when it is full. It fills empty desks only."""

from .filling import Corpus, NotEmpty, fill

__all__ = ["Corpus", "NotEmpty", "fill"]
