"""What each client has used up, in memory that all workers share.

A table of numbers in one mapping, made before the workers are: without a lock, since one that a
killed worker held would stop everybody. Two workers that write the same number in the same
microsecond may let one request too many pass.
"""

import hashlib
import mmap
import secrets
import struct

CLIENTS = 65_536
BESIDE = 8  # places that one client may have; the one that is full again first makes room

_ROW = struct.Struct("<Qd")


class SharedBuckets:
    """When the bucket of a client would be full again, by client; for processes that fork.

    Args:
        clients: How many are remembered, a multiple of `BESIDE`.
    """

    def __init__(self, clients: int = CLIENTS) -> None:
        self._groups = clients // BESIDE
        self._rows = mmap.mmap(-1, clients * _ROW.size)
        self._salt = secrets.token_bytes(16)

    def get(self, key: str) -> float:
        """Give when the bucket would be full again; 0.0 of who is not remembered."""
        mark, places = self._places(key)
        for place in places:
            known, full_again_at = _ROW.unpack_from(self._rows, place)
            if known == mark:
                return float(full_again_at)
        return 0.0

    def put(self, key: str, full_again_at: float) -> None:
        """Remember when it would be full again."""
        mark, places = self._places(key)
        rows = {place: _ROW.unpack_from(self._rows, place) for place in places}
        own = next((place for place, row in rows.items() if row[0] == mark), None)
        place = own if own is not None else min(rows, key=lambda each: rows[each][1])
        _ROW.pack_into(self._rows, place, mark, full_again_at)

    def _places(self, key: str) -> tuple[int, range]:
        digest = hashlib.blake2b(key.encode(), digest_size=16, key=self._salt).digest()
        begin = int.from_bytes(digest[:8]) % self._groups * BESIDE * _ROW.size
        return int.from_bytes(digest[8:]), range(begin, begin + BESIDE * _ROW.size, _ROW.size)
