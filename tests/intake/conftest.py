"""What every test here holds."""

import pytest


@pytest.fixture(autouse=True)
def _in_order(turns_in_order: None) -> None:
    """Nobody takes turns in an order in which two people could wait for each other."""
