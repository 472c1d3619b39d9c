"""Two checkouts of perfeval, one beside the other: every score, explanation, audit and batch result of either, and where they differ.

``python benchmarks/compare.py BEFORE AFTER --documents 10000`` asks both of every example, filing and good case of AFTER, and of as many
random documents, under shipped profiles and others with other choices. The documents are written once, as text, from a seed;
each checkout reads them in a process of its own, through its public functions. A key that only AFTER has is counted and is no
difference. The exit status is 1 where something differs.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

Tree = dict[str, Any]
BATCH = 500
"""How many documents are put into one frame."""


# --- documents and profiles, drawn --------------------------------------------------------------------------------


class Draw:
    """What is drawn from a seed: profiles, documents."""

    def __init__(self, seed: str, profiles: Sequence[Tree]) -> None:
        self.random, self.profiles = random.Random(seed), profiles

    def one(self, *choices: Any) -> Any:
        """One of them."""
        return self.random.choice(choices)

    def number(self, high: int, places: int = 2) -> str:
        """A number with up to so many decimals."""
        places = self.random.randint(0, places)
        text = f"{Decimal(self.random.randint(0, high * 10**places)).scaleb(-places):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def curve(self, kind: str, unit: str = "%") -> Tree:
        """A curve with its numbers for a kind of row."""
        rules = {
            "execution": ("rate-steps", "ratio"),
            "forward": ("ratio", "cut-off", "steps", "tiers", "bands"),
            "reverse": ("ratio", "linear", "steps", "tiers", "bands"),
            "equal": ("as-forward", "exact", "tiers", "bands"),
        }
        rule = self.one(*rules[kind])
        tree: Tree = {"rule": rule, "basis": "reading", "note": "试验"}
        if rule in ("steps", "rate-steps"):
            unit = "%" if rule == "rate-steps" else unit
            start = self.one("target", f"90{unit}", f"100{unit}", f"{self.number(150, 1)}{unit}")
            tree |= {
                "start": start,
                "per": f"{self.random.randint(1, 20)}{unit}",
                "deduct": self.one(1, 2, Decimal("0.5")),
            }
            tree |= {"count": self.one("begun", "whole", "unstated")} | ({"full": 10} if self.one(0, 0, 1) else {})
        elif rule == "cut-off":
            lower, upper = self.one(("70%", "130%"), ("0%", "100%"), ("99.95%", "200%"))
            tree |= {"lower": lower, "upper": upper, "between": self.one("ratio", "unstated")}
        elif rule in ("tiers", "bands"):
            unit = "%" if rule == "bands" else unit
            ends = sorted(self.random.sample(range(1, 150), self.random.randint(1, 3)))
            worths = sorted((self.random.randint(0, 10) for _ in ends), reverse=True)
            bounds = [f"{end}{unit}" for end in ends]
            tiers = zip([f"0{unit}", *bounds], [*bounds, "none"], [self.one(10, 20), *worths], strict=True)
            tree["tiers"] = [{"low": low, "high": high, "points": points} for low, high, points in tiers]
            tree["ends"] = self.one("high", "low")
        return tree

    def profile(self, name: str) -> Tree:
        """A shipped profile with other choices."""
        tree: Tree = deepcopy(self.one(*self.profiles)) | {"id": name}
        kinds = {"forward": "ratio", "reverse": "ratio", "equal": "as-forward"}
        own = {f"{kind}的曲线": self.curve(kind) for kind in (*kinds, "execution")}
        tree["curves"] = own | tree.get("curves", {})
        places = ("none", "none", 0, 1, 2)
        choices = {
            f"{kind}_rule": self.one(*[plain, f"{kind}的曲线"] * 4, "unstated") for kind, plain in kinds.items()
        } | {
            "execution_rule": self.one(*["ratio", "execution的曲线"] * 4, "unstated"),
            "rounding_places": self.random.randint(0, 4),
            "rounding_mode": self.one("half-up", "half-even"),
            "rounding_moment": self.one("row", "indicator", "group", "total"),
            "rounding_rate": self.one(*places),
            "not_applicable": self.one("unstated", "redistribute", "rescale", "full", "no-deduction"),
            "negative_actual": self.one("undetermined", "zero"),
            "zero_target": self.one("undetermined", "zero"),
            "execution_zero_budget": self.one("undetermined", "zero"),
            "execution_budget": self.one("initial", "adjusted"),
            "execution_points": self.one("none", 10, 20),
            "row_rule": self.one("allowed", "allowed", "none"),
            "deduction": self.one("manual", "none"),
            "coefficient_rule": self.one("times-weight", "times-weight", "none"),
            "checklist_rule": self.one("part-points", "part-points", "deduct-each", "none"),
            "aggregate_relative": self.one("mean-by-funds", "unstated"),
            "explain_over": self.one("none", "130%"),
            "explain_side": self.one("good", "bad", "both", "above"),
            "explain_ends": self.one("beyond", "from"),
            "explain_zero": self.one("none", 30),
            "grade_total": self.one("printed", "unrounded"),
        }
        choices["execution_rate_places"] = (
            "none" if choices["execution_rule"] == "execution的曲线" else self.one(*places)
        )
        choices["judged_rule"] = self.one(*["rate-in-band"] * 6, "unstated")
        if choices["judged_rule"] != "unstated" and not tree["judged_bands"]["value"]:
            banded = [other["judged_bands"]["value"] for other in self.profiles if other["judged_bands"]["value"]]
            choices["judged_bands"] = self.one(*banded)
        if choices["execution_points"] != tree["execution_points"]["value"]:
            choices["group_points"] = {}
        for clause in tree["clauses"].values():
            clause["no_rule"] = "试验"
        grounds: tuple[Tree, ...] = (
            {"basis": "reading", "note": "试验"},
            {"basis": "text", "clause": self.one(*tree["clauses"])},
        )
        for key, value in choices.items():
            tree[key] = {"value": value, **self.one(*grounds)}
        return tree

    def figures(self, tree: Tree, parts: Sequence[str]) -> Tree:
        """A row of figures, mostly sound."""
        unit = self.one("%", "‰", "个", "万元", "元", "天", "公里", "")
        target, sign = self.number(self.one(1, 12, 150, 10**6)), self.one("≥", "≤", "=", ">", "<", "不少于", "", "")
        row: Tree = {"target": self.one(*[f"{sign}{target}{unit}"] * 9, "按期完成", "", "/", "不适用")}

        def actual() -> str:
            near = self.one(target, target, self.number(12), self.number(150), f"-{target}")
            other = self.one(unit, unit, "", "万元" if unit == "元" else unit)
            return str(self.one(*[f"{near}{other}"] * 12, "≥3个", "3次", "不适用", ""))

        if parts and self.one(0, 1):
            row["actuals"] = {name: actual() for name in parts}
            if self.one(0, 1):
                row["targets"] = {name: f"{sign}{self.number(100)}{unit}" for name in parts}
                del row["target"]
        else:
            row["actual"] = actual()
        if not sign and target in row.get("target", "") and self.one(0, 1):
            row["direction"] = self.one("forward", "reverse", "equal")
        which = self.random.randint(0, 9)
        if which == 0:
            row["rule"] = self.one("没有", *[*tree["curves"]] * 4)
        elif which == 1 and tree["row_rule"]["value"] == "allowed":
            own = self.curve(self.one("forward", "reverse", "equal"), unit)
            row["rule"] = {key: value for key, value in own.items() if key not in ("basis", "note")}
        elif which == 2 and self.knows(tree, "coefficient_rule"):
            row["coefficient"] = self.one("95%", "0", "101%", "良好", "/")
        return row

    def knows(self, tree: Tree, key: str) -> bool:
        """Whether a profile has such a rule; sometimes a row is drawn all the same."""
        return tree[key]["value"] != "none" or self.random.randint(0, 9) == 0

    def judged(self, tree: Tree, parts: Sequence[str]) -> Tree:
        """A judged row, a checklist or a coefficient."""
        bands = tree["judged_bands"]["value"] or [{"label": "达成预期指标", "low": "80%", "high": "100%"}]
        row: Tree = {"target": self.one("较高", "持续改善", "")}
        rates = ("100%", "80%", "79.999%", "50%", "0%", "101%", "较高", "")

        def judgement() -> tuple[str, str]:
            band = self.one(*bands)
            low, high = (int(band[end].rstrip("%")) for end in ("low", "high"))
            rate = self.one(*[f"{self.random.randint(low * 100, high * 100 - 1) / 100}%"] * 20, *rates)
            return self.one(*[band["label"]] * 16, "很好", "/"), rate

        if parts and self.one(0, 1):
            found = {name: judgement() for name in parts}
            row["attainments"] = {name: label for name, (label, _) in found.items()}
            row["rates"] = {name: rate for name, (_, rate) in found.items()}
        else:
            row["attainment"], row["rate"] = judgement()
        which = self.random.randint(0, 7)
        if which == 0 and self.knows(tree, "checklist_rule"):
            points = [(self.one(2, 5, 10), self.one(True, False)) for _ in range(self.random.randint(1, 3))]
            row["items"] = [{"description": "有制度", "points": p, "done": done} for p, done in points]
        elif which == 1 and self.knows(tree, "coefficient_rule"):
            row["coefficient"] = self.one("95%", "87.125%", "101%", "良好")
        return row

    def document(self, profile: str, tree: Tree) -> Tree:
        """A whole table under a profile."""
        names = ("王家河街道", "木兰乡", "前川街道")[: self.one(0, 0, 2, 3)]
        form = {"name": "乡村振兴"}
        made: Tree = {"profile": profile, "year": 2023, self.one("project", "department"): form}
        if self.one(0, *[1] * 9):
            money = ("budget", "executed", "initial")
            made["execution"] = {key: f"{self.number(10**4)}万元" for key in money if self.one(0, *[1] * 9)}
            if self.one(0, 1):
                made["execution"] |= {"published_rate": "98.5%", "published_score": self.number(20)}
        if names:
            made["parts"] = [{"name": name, "funds": f"{self.number(1000)}万元"} for name in names]
        rows = [self.row(tree, names) for _ in range(self.random.randint(1, 6))]
        if "department" in made and self.one(0, 1):
            cut = self.random.randint(0, len(rows))
            parts = [part for part in (rows[:cut], rows[cut:]) if part]
            made["goals"] = [{"name": f"目标{i}", "weight": 40, "indicators": part} for i, part in enumerate(parts)]
        else:
            made["indicators"] = rows
            made["weights"] = {"产出指标": 40, "效益指标": 30}
        if self.one(0, 1):
            made["published"] = {"total": self.number(100), "grade": self.one("优", "良")}
        return made | ({"partial": True} if self.random.randint(0, 19) == 0 else {})

    def row(self, tree: Tree, parts: Sequence[str]) -> Tree:
        """A row of either kind with its weight and what people decided."""
        row = self.figures(tree, parts) if self.one(0, 1, 1) else self.judged(tree, parts)
        row |= {"name": self.one("培训人数", "资金到位率", "群众满意度")}
        row |= {"level1": self.one("产出指标", "效益指标", "满意度指标", "附加分")}
        which = self.random.randint(0, 15)
        if which:
            row["weight"] = self.one(10, 20, 5, 0, Decimal(self.number(40)))
        if which == 1:
            row |= {"applicable": False, "reason": "未开展"}
        elif which in (2, 3) and self.knows(tree, "deduction"):
            row["deduct"] = self.one(1, Decimal("0.5"), Decimal("0.005"), 30)
        if self.one(0, 1):
            row["published_score"] = self.number(20)
        return row


def toml(value: Any) -> str:
    """A value of TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f"{value}"


def whole(tree: Tree) -> str:
    """A file of TOML."""
    return "".join(f"{toml(key)} = {toml(value)}\n" for key, value in tree.items())


def write(corpus: Path, checkout: Path, count: int, seed: str) -> None:
    """The random documents of a corpus, and the profiles that they are under."""
    shipped = sorted((checkout / "src/perfeval/profiles").glob("*.toml"))
    trees = [tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal) for path in shipped]
    draw = Draw(seed, trees)
    known = [(path.stem, tree) for path, tree in zip(shipped, trees, strict=True)]
    for i in range(max(1, count // 20)):
        tree = draw.profile(f"other-{i}")
        (corpus / f"other-{i}.toml").write_text(whole(tree), encoding="utf-8")
        known.append((f"other-{i}.toml", tree))
    for i in range(count):
        name, tree = draw.one(*(known[: len(shipped)] if draw.one(0, 0, 1) else known[len(shipped) :]))
        text = whole(draw.document(name, tree))
        (corpus / f"document-{i:06}.toml").write_text(text, encoding="utf-8")


# --- what a checkout makes of them --------------------------------------------------------------------------------


def answers(documents: Sequence[str]) -> Iterator[Tree]:
    """What the perfeval that is imported makes of documents: one line each, then one for each frame of many."""
    import perfeval
    from perfeval import batch

    load_profile, together = cache(perfeval.load_profile), dict[str, list[tuple[str, Any]]]()
    for name in documents:
        found: Tree = {"document": name}
        try:
            evaluation = perfeval.load(name)
            rules = load_profile(evaluation.profile)
            card = perfeval.score(evaluation, profile=rules)
        except perfeval.PerfevalError as error:
            yield found | {"error": str(error).replace(os.getcwd(), ".")}
            continue
        found["score"] = card.as_dict()
        found["steps"] = [[tuple(step) for step in row.steps] for row in card.results()]
        found["notes"] = [[tuple(note) for note in row.notes] for row in card.results()]
        found["explain"] = perfeval.explain(card).splitlines()
        found["what-if"] = "open" if card.total is None else perfeval.what_if(card, to=95).as_dict()
        found["audit"] = perfeval.audit(evaluation, profile=rules).as_dict()
        yield found
        together.setdefault(evaluation.profile, []).append((name, evaluation))
    for i, (profile, pairs) in enumerate(together.items()):
        for start in range(0, len(pairs), BATCH):
            yield {
                "document": f"frame {i}.{start}",
                **in_columns(batch, pairs[start : start + BATCH], load_profile(profile)),
            }


def in_columns(batch: Any, pairs: Sequence[tuple[str, Any]], profile: Any) -> Tree:
    """Documents of one profile as a frame, scored, added up and audited."""
    import polars as pl

    lines = list(batch.rows(pairs, profile=profile))
    frame = pl.DataFrame(lines, infer_schema_length=None)
    frame = frame.with_columns(pl.col(pl.Null).cast(pl.String))
    made: Tree = {}
    for name, asked in (("scores", batch.score), ("totals", batch.totals), ("audits", batch.audit)):
        try:
            result = asked(frame, profiles=[profile]).select(pl.all().cast(pl.String))
            order = ["evaluation"] if name == "totals" else []
            made[name] = (result.sort(order) if order else result).to_dicts()
        except Exception as error:
            made[name] = f"{type(error).__name__}: {error}"
    return made


# --- beside each other --------------------------------------------------------------------------------------------


def asked(checkout: Path, listing: Path, folder: Path, out: Path) -> "subprocess.Popen[bytes]":
    """A process that writes what a checkout answers."""
    environment = os.environ | {"PYTHONPATH": str(checkout / "src"), "PYTHONHASHSEED": "0"}
    command = [sys.executable, str(Path(__file__).resolve()), "--answer", str(listing), str(out)]
    return subprocess.Popen(command, cwd=folder, env=environment)


def differences(before: Any, after: Any, path: str, more: Counter[str]) -> Iterator[str]:
    """Where two answers differ; keys that only the later one has are counted."""
    if isinstance(before, dict) and isinstance(after, dict):
        more.update(f"{path}.{key}" for key in after.keys() - before.keys())
        for key, value in before.items():
            yield from differences(value, after.get(key, "(no such key)"), f"{path}.{key}", more)
    elif isinstance(before, list) and isinstance(after, list):
        for i, (one, other) in enumerate(zip_longest(before, after)):
            yield from differences(one, other, f"{path}[]" if isinstance(one, dict) else f"{path}[{i}]", more)
    elif before != after:
        yield f"{path}\n    before: {before}\n    after:  {after}"


def main(arguments: Sequence[str]) -> int:
    """Compare two checkouts; the exit status."""
    if arguments[:1] == ["--answer"]:
        listing, out = map(Path, arguments[1:])
        with out.open("w", encoding="utf-8") as file:
            for answer in answers(listing.read_text(encoding="utf-8").splitlines()):
                file.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")
        return 0
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", default="1")
    parser.add_argument(
        "--ignore", nargs="*", default=(), metavar="PATH", help="answers not looked at, as .audits[].over_achieved"
    )
    parser.add_argument("--show", type=int, default=10, help="how many differences are shown")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        return compared(options, Path(folder))


def compared(options: argparse.Namespace, folder: Path) -> int:
    """Both checkouts' answers in a folder, and what differs between them."""
    before, after = options.before.resolve(), options.after.resolve()
    write(folder, after, options.documents, options.seed)
    kept = [
        path
        for part in ("examples", "tests/filings", "tests/cases/good")
        for path in sorted((after / part).rglob("*.toml"))
    ]
    names = [str(path) for path in (*kept, *sorted(folder.glob("document-*.toml")))]
    (folder / "listing").write_text("\n".join(names), encoding="utf-8")
    outs = [folder / "before.jsonl", folder / "after.jsonl"]
    runs = [
        asked(checkout, folder / "listing", folder, out) for checkout, out in zip((before, after), outs, strict=True)
    ]
    statuses = [run.wait() for run in runs]
    if any(statuses):
        print("a checkout did not answer", file=sys.stderr)
        return 1
    more, count, unlike, errors = Counter[str](), 0, 0, 0
    outcomes = Counter[str]()
    with outs[0].open(encoding="utf-8") as one, outs[1].open(encoding="utf-8") as other:
        for line, beside in zip_longest(one, other, fillvalue="null"):
            first, second = json.loads(line), json.loads(beside)
            count += 1
            errors += "error" in (first or {})
            outcomes.update(row["status"] for row in (first or {}).get("score", {}).get("indicators", ()))
            found = [text for text in differences(first, second, "", more) if text.split("\n")[0] not in options.ignore]
            unlike += bool(found)
            if found and unlike <= options.show:
                print(f"{(first or {}).get('document')}: {len(found)} differences\n  " + "\n  ".join(found[:3]))
    rows = ", ".join(f"{number} {status}" for status, number in sorted(outcomes.items()))
    print(f"{count} documents and frames ({errors} are refused alike), {unlike} answered otherwise; rows: {rows}")
    for key, times in sorted(more.items()):
        print(f"only after: {key.lstrip('.')}, {times} times")
    return 1 if unlike else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
