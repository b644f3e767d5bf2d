"""A page saved as one MIME file (mht): its HTML part, decoded, is the text."""

from __future__ import annotations

import email
import email.policy
import re

from jsx_cli.errors import JsxError
from jsx_cli.model import Source
from jsx_cli.patterns import late
from jsx_cli.read.encoding import decode
from jsx_cli.read.limits import Limits, too_long
from jsx_cli.read.sniff import MHT

CHARSET = late(rb"charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)


def read_mht(data: bytes, name: str, sha256: str, limits: Limits) -> Source:
    """The first HTML part, else the first plain one; the charset of MIME is believed, gb2312 meaning GB18030."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart()][: limits.max_parts]
    except (RecursionError, ValueError, LookupError) as error:
        raise JsxError(f"{name}: is no sound MIME file ({error}); save the page again as HTML") from error
    for wanted in ("text/html", "application/xhtml+xml", "text/plain"):
        for part in parts:
            if part.get_content_type() != wanted:
                continue
            payload = part.get_payload(decode=True)
            if not isinstance(payload, bytes) or not payload.strip():
                continue
            charset = part.get_content_charset()
            if charset is None:
                named = CHARSET.search(payload[:4096])
                charset = named[1].decode("ascii") if named else None
            try:
                decoded = decode(payload, name, charset)
            except JsxError:
                decoded = decode(payload, name)
            if len(decoded.text) > limits.max_chars:
                raise JsxError(too_long(name, len(decoded.text), limits))
            found = "MIME" if charset and decoded.found == "given" else decoded.found
            return Source(name, decoded.text, MHT, decoded.encoding, sha256, (), found, decoded.replaced)
    raise JsxError(f"{name}: is a MIME file without a page or text in it; save the page again as HTML")
