"""How work grows with what it is given: a ratio within one run, which a slow or busy machine does not change."""

import time

LINEAR = 24.0  # on eight times as much, linear work takes 8 times as long and quadratic work 64 times
_TRIES = 5
_TOO_SHORT = 0.001  # seconds; what takes less says more of the machine than of the work


def cpu(work, given, tries=1):
    """Return the least CPU seconds of some tries: whatever else goes on can only add to them."""
    spent = []
    for _ in range(tries):
        began = time.thread_time()
        work(given)
        spent.append(time.thread_time() - began)
    return min(spent)


def growth(work, given, eight_times_as_much):
    """Return how many times as long the work takes. A figure that is not LINEAR is measured again before it counts."""
    work(given)  # unmeasured: it may compile patterns and read tables
    short = max(cpu(work, given, tries=3), _TOO_SHORT)
    long = cpu(work, eight_times_as_much)
    for _ in range(_TRIES - 1):
        if long / short < LINEAR:
            break
        long = min(long, cpu(work, eight_times_as_much))
    return long / short


def eighth(text):
    """Return an eighth of a text, with its beginning and its end: what stands there may be what costs."""
    half = len(text) // 16
    return text[:half] + text[-half:]
