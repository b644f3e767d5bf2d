"""SHA-256 without OpenSSL: hashing a document or a fact takes no time, loading libcrypto for it takes 3 ms.

As `random` of the standard library does it. Where an interpreter comes without the module, `hashlib` stands in.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256  # Python 3.12 and later
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256

__all__ = ["sha256"]
