"""What a file is, from what is in it: a name may lie, the first bytes seldom do.

b"PK\\x03\\x04" with word/document.xml inside is a Word document though it be called 通知.doc; a page that was saved
as 通知.txt is still HTML.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from jsx_cli.patterns import late

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
OFD = "application/ofd"
PDF = "application/pdf"
RTF = "application/rtf"
MHT = "multipart/related"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
FLAT_WORD = "application/xml+word"

TAG = late(
    r"</?(?:p|div|span|br|td|tr|th|table|tbody|li|ul|ol|a|strong|b|h[1-6]|font|body|html|head|center|img|meta)\b[^<>]{0,3000}>",
    re.IGNORECASE,
)
PAGE = late(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,20}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
FRONT = late(r"\s{0,200}?---[ \t]*\r?\n")
MARKDOWN_SIGN = late(r"^(?:#{1,6} \S|\*\*\S|!?\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)|\|[ :]{0,3}-{2,}|```)", re.M)
MIME_SIGN = late(rb"\A(?:[\w-]{2,40}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,50}){1,60}", re.I)

LOOK = 65_536


def sniff_bytes(data: bytes) -> str | None:
    """The kind of a file that is no plain text; None for what has to be decoded first."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return RTF
    head = data[:4096]
    if (b"multipart/related" in head.lower() or b"multipart/alternative" in head.lower()) and MIME_SIGN.match(head):
        return MHT
    return None


def sniff_text(text: str, name: str) -> str:
    """HTML, Markdown or plain text. The name speaks only where the text itself is silent."""
    front = FRONT.match(text)
    if front and text.find("\n---", front.end() - 1) >= 0:
        return MARKDOWN
    head = text[:LOOK]
    if "<?mso-application" in head or "http://schemas.microsoft.com/office/word/2003/wordml" in head:
        return FLAT_WORD
    named = PurePath(name).suffix.lower() in (".md", ".markdown")
    if "<" in head and (PAGE.match(head) or (not named and is_markup(head))):
        return HTML
    if named or len(MARKDOWN_SIGN.findall(head)) >= 3:
        return MARKDOWN
    return PLAIN


def is_markup(text: str) -> bool:
    """True where tags make up the page: a stray </span> or two does not make a text HTML."""
    tags = len(TAG.findall(text))
    return (tags >= 2 and text.lstrip().startswith("<")) or (tags >= 10 and tags * 200 >= len(text))
