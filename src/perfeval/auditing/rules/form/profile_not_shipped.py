"""表按它自己带来的评分规则文件计分，不是随程序发布的规则。

**查什么** 文件里的 profile 是不是一个 .toml 规则文件。审表的人用 --profile 指定了规则，或写了 --trust-profiles 的，不报。

**为什么** 规则随表带来，分值和档次就由填表的人定；审表的人要先看过这份规则，得分才有意义。

**反例**

```text
profile = "自己的规则.toml"
```

**正例**

```text
profile = "hubei-wuhan"
```

**来源** 本项目的理解：评分规则由财政部门印发，不由填报单位自定。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import OURS, Found, Skip, rule


@rule(code="T710", name="profile-not-shipped", severity=Severity.WARNING, clause=(OURS,), cell="profile")
def profile_not_shipped(case: Case) -> Iterator[Found | Skip]:
    profile = case.profile
    if profile.file and case.evaluation.profile == profile.file:
        told = (
            f"按文件自带的评分规则计分：{profile.file}（id 是“{profile.id}”），不是随程序发布的规则；请先看过这份规则。"
        )
        yield Found("", told, found=profile.file, cell="profile")
