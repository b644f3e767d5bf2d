"""The command line: options in, one public function called, data on stdout, talk on stderr.

`jsx extract 46号.txt` ends here. A command is one file of this package and is imported when it is called.
"""

from jsx_cli.cli.app import jsx, main

__all__ = ["jsx", "main"]
