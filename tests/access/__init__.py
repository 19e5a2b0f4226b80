"""Who gets what answer at which address, room by room; `tests/test_access_matrix.py` asks."""
