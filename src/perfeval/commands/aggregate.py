"""``perfeval aggregate``: the documents of several units as one, with their parts."""

from argparse import Namespace

from attrs import evolve

from perfeval.commands import CLEAN, UNREADABLE, complain, deliver, seen_from
from perfeval.commands.gathering import Gathering, nothing_found
from perfeval.commands.looking import each
from perfeval.errors import PerfevalError
from perfeval.forms.aggregate import aggregate
from perfeval.forms.model import Evaluation
from perfeval.write.document import to_json_document, to_toml


def run(options: Namespace) -> int:
    """Combine the documents; all of them or nothing."""
    documents, worst = list[Evaluation](), CLEAN
    try:
        gathering = Gathering(options.files, options.output)
        for looked in each(gathering, lambda _, form: form.evaluation):
            documents += looked.results
            worst = max(worst, looked.exit)
            gathering.spare(looked.rules)
        if worst == UNREADABLE:
            return UNREADABLE
        if not documents:
            complain(nothing_found())
            return UNREADABLE
        if options.profile:
            documents = [evolve(document, profile=options.profile) for document in documents]
        whole = aggregate(documents)
        whole = evolve(whole, profile=seen_from(options.output, whole.profile))
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    is_json = (options.output or "").lower().endswith(".json")
    return deliver(to_json_document(whole) if is_json else to_toml(whole), options.output) or worst
