"""Facts from Chinese policy documents, each with the exact characters that say so."""

__version__ = "0.1.0"
