"""The command line: options in, one public function called, data on stdout, talk on stderr.

`jsx extract 46号.txt` ends here. A command is one file of this package and is imported when it is called.
"""

from jsx_cli.cli.start import main
from jsx_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsx_cli.cli.app import jsx

__all__ = ["jsx", "main"]


def __getattr__(name: str) -> Any:
    if name == "jsx":  # the group of commands; a plain call does without click
        from jsx_cli.cli.app import jsx

        return jsx
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
