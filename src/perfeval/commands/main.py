"""The command ``perfeval``: its words, its options and its exit status.

0 done and clean; 1 findings, or a total that could not be determined; 2 a document or option that could not be read,
which wins; 128 and the signal's number where the run was ended from outside.

Over 300 lines: every word and option of the command stands here, so that one file shows them all.
"""

import argparse
import contextlib
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from perfeval import __version__
from perfeval.commands.stopping import TOLD, Stopped, heed

_MESSAGES = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", r"参数 \1 写的是 \2，应为其中之一：\3"),
    (r"argument (\S+): ignored explicit argument (.*)", r"参数 \1 不带值，却写了 \2"),
    (r"argument (\S+): expected one argument", r"参数 \1 后面缺一个值"),
    (r"argument (\S+): invalid int value: (.*)", r"参数 \1 写的是 \2，应为整数"),
    (r"argument (\S+): (.*)", r"参数 \1：\2"),
    (r"ambiguous option: (\S+) could match (.*)", r"选项 \1 不明确，可能是：\2"),
)


_ENDINGS = {
    "text": (".txt",),
    "markdown": (".md",),
    "html": (".html", ".htm"),
    "json": (".json", ".jsonl"),
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "docx": (".docx",),
    "pdf": (".pdf",),
    "toml": (".toml",),
    "parquet": (".parquet",),
}
"""What an output file of each format may be called."""


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Help that is wrapped right in Chinese; rich is loaded only when help or usage is printed."""
    from rich_argparse import RichHelpFormatter

    class Formatter(RichHelpFormatter):
        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, prefix or "用法：")

        def add_argument(self, action: argparse.Action) -> None:
            super().add_argument(action)
            self._action_max_length += 2 * (action.nargs == argparse.PARSER)  # argparse forgets how far commands are in

    return Formatter(prog, max_help_position=32)


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_formatter, add_help=False, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        hint = self._meant(message)
        for pattern, words in _MESSAGES:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, words, message)
                break
        self.exit(2, f"perfeval：{message}{hint}\n用 {self.prog} --help 查看用法。\n")

    def _meant(self, message: str) -> str:
        """The option or word that was probably meant, as a question."""
        from perfeval.trees.structure import nearest

        word, choices = "", list[str]()
        if found := re.fullmatch(r"unrecognized arguments: (.*)", message):
            word = next((w for w in found[1].split() if w.startswith("-")), "").partition("=")[0]
            choices = [option for action in self._actions for option in action.option_strings]
        elif found := re.fullmatch(r"argument \S+: invalid choice: '(.*)' \(choose from (.*)\)", message):
            word, choices = found[1], re.findall(r"[\w-]+", found[2])
        hint = nearest(word, choices) if word else ""
        return f"；{hint}" if hint else ""


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = _Parser(prog="perfeval", description="预算绩效自评：按印发的计分规则精确计分。")
    top.add_argument("--version", action="version", version=f"perfeval {__version__}", help="显示版本号")
    commands = top.add_subparsers(
        prog="perfeval", title="命令", dest="command", metavar="命令", required=True, parser_class=_Parser
    )

    score = _command(commands, "score", "按评分规则计分，打印正式的自评表")
    _documents(score, several=True)
    _output(score, ("text", "markdown", "html", "json", "xlsx", "docx", "pdf"))
    score.add_argument("--budget", metavar="总额", help="xlsx 的汇总里算资金覆盖率用的预算总额，如 5000万元")
    score.add_argument("--font", metavar="NAME", default="", help="xlsx、docx、pdf 的字体（默认 宋体），如 仿宋")

    explain = _command(commands, "explain", "说明一项或全部得分：条款、代入数字的公式、上限、四舍五入")
    explain.add_argument("file", metavar="FILE", help="自评表文件；- 表示标准输入")
    explain.add_argument(
        "path", nargs="?", metavar="PATH", help="哪一项，如 indicators[2]、execution、total 或指标名称"
    )
    explain.add_argument("--profile", metavar="ID", help="评分规则的 id 或文件，代替文件里写的 profile")
    explain.add_argument("--to", metavar="GOAL", help="要到多少分（如 90）或哪个等级（如 优）：哪些数要改，改多少")
    _output(explain, ("text", "markdown", "html", "json"))

    aggregate = _command(commands, "aggregate", "把几个单位的自评表汇总成一份，各单位成为其中的部分")
    _documents(aggregate)
    aggregate.add_argument("-o", "--output", metavar="OUT", help="写入文件（.toml 或 .json），代替打印")
    aggregate.set_defaults(writes=("toml", "json"))

    init = _command(commands, "init", "写出一份带说明的空白自评表文件")
    init.add_argument("form", choices=("project", "department"), help="project 项目表，department 整体表")
    init.add_argument("--profile", metavar="ID", default="hubei-wuhan", help="评分规则（默认 hubei-wuhan）")
    init.add_argument(
        "-o", "--output", metavar="PATH", help="写入新文件，代替打印；不覆盖已有的文件；.xlsx 是自动计分的 Excel 表"
    )
    init.set_defaults(formats=("toml", "xlsx"))
    init.add_argument("--rows", metavar="N", type=int, help="Excel 表中每个一级指标的行数（默认 4）")

    schema = _command(commands, "schema", "打印自评表文件的 JSON Schema，供编辑器校验和提示")
    schema.add_argument("-o", "--output", metavar="PATH", help="写入文件，代替打印")
    schema.set_defaults(writes=("json",))

    page = _command(commands, "page", "写出一个不用安装的网页：打开它就能读表、审核、填报，不联网")
    page.add_argument("-o", "--output", metavar="OUT.html", required=True, help="写入文件，如 自评.html")
    page.set_defaults(writes=("html",))

    audit = _command(commands, "audit", "核对填报的自评表，逐条列出不成立之处")
    _documents(audit)
    audit.add_argument("--select", action="append", metavar="RULE", help="只查这些规则：编号、名称或类别，可用逗号分隔")
    audit.add_argument("--ignore", action="append", metavar="RULE", help="不查这些规则")
    audit.add_argument(
        "--severity",
        choices=("error", "warning", "note"),
        default="note",
        help="只列这么重或更重的：error 只列错误，warning 错误和警告，note 全部（默认）",
    )
    audit.add_argument(
        "--trust-profiles", action="store_true", help="表自带的规则文件已经看过：按它计分的表，不再逐张报告"
    )
    audit.add_argument("--summary", action="store_true", help="每张表只列各有几处，不逐条列出")
    audit.add_argument("--skipped", action="store_true", help="也列出没有查的规则和原因")
    audit.add_argument(
        "--fix",
        action="store_true",
        help="把改正得分、执行率、总分和等级后的文件写到 -o，并列出每处改动；-o 是 .docx（修订）、.xlsx 时改在原表里",
    )
    audit.add_argument("--mark", metavar="OUT", help="在原表的副本里标出每处：底色和批注（.xlsx、.docx，或 .html）")
    audit.add_argument(
        "--letters", metavar="DIR", help="给每个有错误或警告的单位写一份退回意见书（docx），放进文件夹 DIR"
    )
    _output(audit, ("text", "json", "markdown", "csv", "xlsx", "html"))

    batch = _command(commands, "batch", "按列计分 Parquet、CSV 文件里的许多行，或按关键列汇总")
    batch.add_argument(
        "files", nargs="*", metavar="IN", help="Parquet 或 CSV 文件；或自评表文件和它们的文件夹，转成这样的行"
    )
    batch.add_argument("--totals", action="store_true", help="每份自评表一行：总分、等级、各状态的行数")
    batch.add_argument(
        "--by", metavar="KEY,...", help="按这些关键列汇总各份的总分，以资金额度为权重；与 --totals 同写：只留这些关键列"
    )
    batch.add_argument(
        "--audit",
        action="store_true",
        help="核对所印的数：每行各规则一列；与 --totals 同写每份一行，与 --by 同写按规则计数",
    )
    batch.add_argument(
        "--keys",
        metavar="KEY,...",
        help="evaluation 的编号在哪些关键列之内不重复；不写时其余各列在一份表内都须是一个值（备注一类的列，写 --keys 就不看）",
    )
    batch.add_argument(
        "--indicators",
        action="store_true",
        help="与 --by 同写：各组的同名指标先汇总（绝对值相加，相对值按资金平均）再计分；再写 --totals：其总分",
    )
    batch.add_argument("--engine", choices=("polars", "duckdb"), default="polars", help="用什么算（默认 polars）")
    batch.add_argument("--profile", metavar="ID", help="评分规则的 id 或文件，代替各行的 profile")
    batch.add_argument("--profiles", nargs="+", action="extend", metavar="FILE", help="各行的 profile 所指的规则文件")
    batch.add_argument(
        "--scaled",
        action="store_true",
        help="Parquet 里的数是以万分之一写的整数（125000 是 12.5），读、写都是；perfeval 这样写的文件自己带有说明",
    )
    batch.add_argument("--open", metavar="ID", help="把 evaluation 为 ID 的一份写成自评表文件（-o OUT.toml）")
    batch.add_argument("--schema", action="store_true", help="打印有哪些列")
    _output(batch, ("text", "json"))
    batch.set_defaults(writes=("parquet", "csv", "toml", "json"))

    read = _command(commands, "read", "把填报的表（Excel、Word、PDF、OFD、网页等）读成自评表文件，并列出没有看懂的地方")
    read.add_argument(
        "files", nargs="+", metavar="FILE", help="填报的表，或附有它的报告，或放着它们的文件夹；- 表示标准输入"
    )
    read.add_argument("--profile", metavar="ID", help="写进文件的评分规则")
    read.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="写入文件（.toml 或 .json），代替打印；有几张表时依次编号，或写进文件夹 OUT",
    )
    read.set_defaults(writes=("toml", "json"))

    rules = _command(commands, "rules", "列出审核规则；给出编号、名称或类别时打印其说明")
    rules.add_argument("rule", nargs="?", metavar="CODE", help="规则的编号、名称或类别")
    _output(rules, ("text", "json"))

    profiles = _command(commands, "profiles", "列出、打印、新建（new）、检查（check）或对照（diff）评分规则")
    profiles.add_argument(
        "words",
        nargs="*",
        metavar="ID",
        help="评分规则的 id 或 .toml 文件；或 new --from ID 写出一份供修改，check FILE... 一次查出全部错误，diff A B 逐项对照，"
        "match FILE... 看填好的表所印得分与哪套规则相符",
    )
    profiles.add_argument(
        "--place",
        metavar="地方",
        help="一个省（自治区、直辖市）或中央用哪套规则，已知什么，还缺什么；全国：全部列出；与 new 同写：从那里最接近的一套改起",
    )
    profiles.add_argument(
        "--from",
        dest="base",
        metavar="ID",
        help="new 从哪一份改起（没有写的，从 --place 那里最接近的一套；都没有写的，hubei-wuhan）",
    )
    _output(profiles, ("text", "json"))
    profiles.set_defaults(writes=("text", "json", "toml"))
    return top


def _command(commands: Any, name: str, words: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=words, description=f"{words}。")
    return command


def _documents(command: argparse.ArgumentParser, *, several: bool = False) -> None:
    command.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="自评表文件（TOML、JSON），或填报的表（Excel、Word、PDF 等），或放着它们的文件夹；- 表示标准输入",
    )
    words = "评分规则的 id 或文件，代替文件里写的 profile"
    if several:
        more = f"{words}；写几次，就把各规则下的得分并列出来"
        command.add_argument("--profile", action="append", metavar="ID", help=more)
    else:
        command.add_argument("--profile", metavar="ID", help=words)


def _output(command: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    command.add_argument("--format", choices=formats, help=f"输出格式（默认按 -o 的扩展名，否则 {formats[0]}）")
    command.set_defaults(formats=formats)
    command.add_argument("-o", "--output", metavar="PATH", help="写入文件，代替打印；要么写全，要么不写")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    if arguments is None:
        _stand_in()
        heed()
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  closed by >&-
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    try:
        try:
            return _run(sys.argv[1:] if arguments is None else arguments)
        finally:
            sys.stdout.flush()
    except OSError as error:
        # Nothing more can be written: the interpreter's last flush must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 1  # the reader has gone: nothing is left to say
        from perfeval.commands import UNREADABLE, complain
        from perfeval.trees.sources import why

        complain(f"perfeval：无法读写（{why(error)}）。")
        return UNREADABLE
    except (KeyboardInterrupt, Stopped) as stopped:
        with contextlib.suppress(OSError):
            print(TOLD, file=sys.stderr)
        return stopped.status if isinstance(stopped, Stopped) else 130


def _stand_in() -> None:
    """A standard stream that the caller has closed leads nowhere: else the next file opened would take its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _run(arguments: Sequence[str]) -> int:
    top = parser()
    if "_ARGCOMPLETE" in os.environ:
        from perfeval.commands.completion import complete

        complete(top)
    options = _parsed(top, arguments)
    output, files = getattr(options, "output", None), [*getattr(options, "files", ()), getattr(options, "file", "-")]
    profiles = getattr(options, "profile", None) or []
    read = [
        *files,
        *([profiles] if isinstance(profiles, str) else profiles),
        *(getattr(options, "profiles", None) or ()),
    ]
    if output and any(_is_same(output, name) for name in read if name != "-"):
        parser().error(f"-o 写的 {output} 就是要读的文件，请换一个文件名")
    _choose_format(options)
    # Only now, when the options are right, and only this command's module: a typing slip costs no import.
    status: int = import_module(f"perfeval.commands.{options.command}").run(options)
    return status


def _parsed(top: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Options and files in any order; the command comes first, or behind options."""
    (commands,) = (action.choices for action in top._actions if isinstance(action, argparse._SubParsersAction))
    if arguments and arguments[0].startswith("-"):
        at = next((at for at, word in enumerate(arguments) if word in commands), 0)
        arguments = [arguments[at], *arguments[:at], *arguments[at + 1 :]]
    command: argparse.ArgumentParser | None = commands.get(arguments[0]) if arguments else None
    if command is None:
        return top.parse_args(arguments)
    if {"-h", "--help"} & {*arguments}:
        return command.parse_args(arguments[1:])
    command.usage = ""  # else it is put together each time, for a message that never shows it
    options: argparse.Namespace = command.parse_intermixed_args(arguments[1:])
    options.command = arguments[0]
    return options


def _is_same(one: str, other: str) -> bool:
    """Whether two names are of one file, by whatever links."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return os.path.realpath(one) == os.path.realpath(other)


def _choose_format(options: argparse.Namespace) -> None:
    """Without --format, the one that the name of the output file says; nothing is written under a name that lies."""
    output, formats = getattr(options, "output", None) or "", getattr(options, "formats", ())
    files = getattr(options, "writes", formats)
    is_document = getattr(options, "fix", False)  # -o is then the corrected document
    if is_document:
        files = ("toml", "json", "xlsx", "docx")
    ending = "" if os.path.isdir(output) else os.path.splitext(output)[1].lower()
    named = next((kind for kind, endings in _ENDINGS.items() if ending in endings), "")
    if ending and files and not getattr(options, "format", None) and named not in files:
        good = "、".join(_ENDINGS[kind][0] for kind in files)
        parser().error(f"{options.command} 不能写 {ending} 文件，请给 -o 换一个扩展名：{good}")
    if formats and not getattr(options, "format", None):
        options.format = named if named in formats and not is_document else formats[0]


if __name__ == "__main__":
    sys.exit(main())
