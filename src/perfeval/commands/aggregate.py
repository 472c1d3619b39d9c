"""``perfeval aggregate``: the documents of several units as one, with their parts."""

from argparse import Namespace

from attrs import evolve

from perfeval.commands import UNREADABLE, complain, deliver, each_form, seen_from
from perfeval.errors import PerfevalError
from perfeval.forms.aggregate import aggregate
from perfeval.write.document import to_json_document, to_toml


def run(options: Namespace) -> int:
    """Combine the documents; all of them or nothing."""
    evaluations = list(each_form(options.files, lambda _, form: form.evaluation))
    if None in evaluations:
        return UNREADABLE
    try:
        documents = [evaluation for evaluation in evaluations if evaluation is not None]
        if options.profile:
            documents = [evolve(document, profile=options.profile) for document in documents]
        whole = aggregate(documents)
        whole = evolve(whole, profile=seen_from(options.output, whole.profile))
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    is_json = (options.output or "").lower().endswith(".json")
    return deliver(to_json_document(whole) if is_json else to_toml(whole), options.output)
