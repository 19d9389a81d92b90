"""Who is let in: tokens that work once, a password, and the keys of browsers that are in.

Nothing here outlives the process, and nothing secret is kept as it is.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable

_TRIES = 10
"""Passwords tried a minute, by all together; what a person types by mistake stays below it."""
_KEYS = 1_000
"""Browsers that are in at once; the one that came first has to come again."""


class TooManyTriesError(Exception):
    """More passwords were tried within a minute than a person types."""


class Keys:
    """The token that opens a dashboard, its password, and the keys that were given out.

    Args:
        password: empty for none.
        clock: seconds, never going back.
    """

    def __init__(self, password: str = "", *, clock: Callable[[], float] = time.monotonic) -> None:
        self._salt = secrets.token_bytes(16)
        self._password = self._slow(password) if password else b""
        self._tried: deque[float] = deque(maxlen=_TRIES)
        self._known: deque[bytes] = deque(maxlen=_KEYS)
        self._clock = clock
        self._token = b""

    @property
    def has_password(self) -> bool:
        """Whether a password lets in, too."""
        return bool(self._password)

    def new_token(self) -> str:
        """A token that works once; the one before it works no more."""
        token = secrets.token_urlsafe(32)
        self._token = _digest(token)
        return token

    def redeem(self, token: str) -> str:
        """The key for a token; empty where it is not the newest or was used."""
        if not self._token or not hmac.compare_digest(self._token, _digest(token)):
            return ""
        self._token = b""
        return self._new_key()

    def enter(self, password: str) -> str:
        """The key for the password; empty where it is another or there is none.

        Raises:
            TooManyTriesError: too many were tried within the last minute.
        """
        now = self._clock()
        if len(self._tried) == _TRIES and now - self._tried[0] < 60:
            raise TooManyTriesError
        self._tried.append(now)
        if not self._password or not hmac.compare_digest(self._password, self._slow(password)):
            return ""
        return self._new_key()

    def knows(self, key: str) -> bool:
        """Whether a key was given out by this process."""
        digest = _digest(key)
        return any(hmac.compare_digest(digest, known) for known in self._known)

    def _new_key(self) -> str:
        key = secrets.token_urlsafe(32)
        self._known.append(_digest(key))
        return key

    def _slow(self, password: str) -> bytes:
        """A hash that takes tens of milliseconds and 16 MB, so that guessing is dear."""
        text = password.encode("utf-8", "surrogatepass")
        return hashlib.scrypt(text, salt=self._salt, n=2**14, r=8, p=1)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
