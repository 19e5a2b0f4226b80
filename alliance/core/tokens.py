"""Secrets that stand in a link: the link goes out by mail, only its hash is kept."""

import hashlib
import secrets

BYTES = 32


def new_token() -> str:
    """A secret that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(BYTES)


def token_hash(token: str) -> str:
    """What is kept of a secret and found by it; there is no way back."""
    return hashlib.sha256(token.encode()).hexdigest()
