"""``perfeval schema``: the document form as a JSON Schema, for editors."""

import json
from argparse import Namespace

from perfeval.commands import deliver
from perfeval.write.schema import schema


def run(options: Namespace) -> int:
    """Print the schema."""
    return deliver(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", options.output)
