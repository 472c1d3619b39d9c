"""What became of the rows of a run, told in one sentence."""

from collections import Counter
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

_REASONS = 5
"""So many of the reasons are told, the most frequent first."""


def silent(done: int, whole: int | None) -> None:
    """No progress is shown."""


class RowTally:
    """What became of the rows."""

    def __init__(self) -> None:
        self.what, self.counts, self.reasons, self.findings = "", Counter[str](), Counter[str](), 0
        self.progress: Callable[[int, int | None], None] = silent
        self._lock = Lock()  # batches come from several threads

    def rows(self, batch: Any) -> None:
        """A batch of scored rows, audited or not."""
        self._add("行", batch, [name for name in row_findings() if name in batch.columns])

    def evaluations(self, batch: Any) -> None:
        """A batch of totals."""
        self._add("份自评表", batch, ["found"] if "found" in batch.columns else [])

    def _add(self, what: str, batch: Any, findings: Sequence[str]) -> None:
        found = batch.group_by("status", "reason").len().rows()
        with self._lock:
            self.findings += sum(batch[name].sum() or 0 for name in findings)
            self.what = what
            for status, reason, count in found:
                self.counts[status] += count
                if status == "undetermined":
                    self.reasons[reason] += count
            self.progress(self.counts.total(), None)

    def groups(self, batch: Any) -> None:
        """A batch of rolled-up groups."""
        with self._lock:
            self.what = "份自评表"
            self.counts["scored"] += sum(batch["scored"])
            self.counts["undetermined"] += sum(batch["undetermined"])

    def checks(self, batch: Any) -> None:
        """A batch of counts by rule."""
        with self._lock:
            self.what = "次核对"
            self.counts["checked"] += batch["checked"].sum()
            self.findings += batch.filter(batch["severity"] != "note")["found"].sum()

    def documents(self, batch: Any) -> None:
        """A batch of rows made of documents."""
        with self._lock:
            self.what = "行"
            self.counts["made"] += len(batch)

    def __str__(self) -> str:
        whole = f"共 {self.counts.total():,} {self.what or '行'}"
        if "made" in self.counts:
            return whole
        if "checked" in self.counts:
            return f"{whole}，查出 {self.findings:,} 处"
        told = [("计分", "scored"), ("未定", "undetermined")] + [("不适用", "not-applicable")] * (self.what == "行")
        text = f"{whole}：{'，'.join(f'{word} {self.counts[status]:,}' for word, status in told)}"
        if self.reasons:
            most = sorted(self.reasons, key=lambda reason: (-self.reasons[reason], reason))[:_REASONS]
            said = "、".join(f"{reason} {self.reasons[reason]:,}" for reason in most)
            text += f"（{said}{'……' if len(self.reasons) > _REASONS else ''}）"
        return f"{text}；查出 {self.findings:,} 处" if self.findings else text


def row_findings() -> list[str]:
    """The columns of the audit that tell of findings; notes aside."""
    from perfeval.auditing.findings import Severity
    from perfeval.batch.checks.rows import ROW_CHECKS

    return [check.name for check in ROW_CHECKS if check.severity is not Severity.NOTE]
