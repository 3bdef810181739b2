"""What time it is: passed in, so that a test can say."""

from collections.abc import Callable

Clock = Callable[[], float]  # seconds since 1970
