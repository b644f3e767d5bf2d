"""Many documents: `batch(["crawl/"], "out")` analyses a crawl and leaves shards of JSON Lines with a manifest.

Nothing is lost and nothing stands twice, whatever is killed on the way; docs/batch.md says how.
"""

from jsx_cli.batch.inputs import count
from jsx_cli.batch.run import Options, Status, Summary, TooManyErrorsError, batch, settings_for, status

__all__ = ["Options", "Status", "Summary", "TooManyErrorsError", "batch", "count", "settings_for", "status"]
