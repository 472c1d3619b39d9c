"""The forms of this folder that are PDFs drawn by hand, a page at a time: what pages, lines, fonts and locks do to a form.

The font is one that readers bring themselves: nothing is embedded, and the files stay small.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.forms.office import Rows, blocks

# fmt: off

WIDTHS = [32, 44, 50, 86, 64, 64, 34, 34, 87]
HEADS = ["绩效\n指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]
START = [
    ["项目名称", "<", "村级水站维护经费", *"<<<<<<"],
    ["主管部门", "<", "青石县水务局", "<", "<", "实施单位", "青石县供水站", "<", "<"],
    ["项目资金\n（万元）", "<", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["^", "^", "年度总额", "60", "60", "54", "10", "90%", "9"],
]
TITLES = ("项目支出绩效自评表", "（2023年度）")
ROWS = [
    HEADS,
    ["^", "产出指标", "数量指标", "检修水站", "≥12座", "12座", "25", "25", None],
    ["^", "^", "质量指标", "水质合格率", "≥98%", "99%", "25", "25", None],
    ["^", "效益指标", "社会效益指标", "停水投诉次数", "≤5次", "3次", "30", "30", None],
    ["^", "满意度指标", "用水户满意度", "农户满意度", "≥90%", "93%", "10", "10", None],
    ["总分", "<", "<", "<", "<", "<", "100", "99", None],
]


class Paper:
    """A PDF in the making."""

    def __init__(self, path: Path, size: tuple[float, float] = (595, 842), **options: Any) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self.canvas, self.size = Canvas(str(path), pagesize=size, invariant=True, **options), size

    def lines(self, texts: Sequence[str], top: float = 60) -> None:
        """Titles, one below the other."""
        for i, text in enumerate(texts):
            self.text(235, top + 16 * i, text, 12)

    def text(self, x: float, y: float, text: str, size: float = 9) -> None:
        """A line of text at a place from the top left corner."""
        self.canvas.setFont("STSong-Light", size)
        self.canvas.drawString(x, self.size[1] - y, text)

    def table(self, rows: Rows, top: float, heights: dict[int, float] | None = None, left: float = 50, times: int = 1,
              sideways: tuple[str, ...] = ()) -> float:
        """A ruled table; where it ends. `times` is how often each line is drawn, `sideways` are texts that run upwards."""
        edges = [top]
        for r in range(len(rows)):
            edges.append(edges[-1] + (heights or {}).get(r, 20))
        for r, c, down, cols, text in blocks(rows):
            x, right = left + sum(WIDTHS[:c]), left + sum(WIDTHS[: c + cols])
            for time in range(times):
                self.canvas.setLineWidth(0.6)
                self.canvas.rect(x + time * 0.7, self.size[1] - edges[r + down] + time * 0.7, right - x, edges[r + down] - edges[r])
            if text in sideways:
                self.canvas.saveState()
                self.canvas.translate(x + 14, self.size[1] - edges[r + down] + 3)
                self.canvas.rotate(90)
                self.canvas.setFont("STSong-Light", 8)
                self.canvas.drawString(0, 0, text)
                self.canvas.restoreState()
                continue
            for i, line in enumerate(str(text or "").split("\n")):
                self.text(x + 3, edges[r] + 11 + 11 * i, line, 8 if right - x < 55 else 9)
        return edges[-1]

    def next(self) -> None:
        """The next page."""
        self.canvas.showPage()

    def save(self) -> None:
        """The last page."""
        self.canvas.showPage()
        self.canvas.save()


def one_page(paper: Paper, **options: Any) -> None:
    """A whole form."""
    paper.lines(TITLES)
    paper.table([*START, *ROWS], 90, **options)


def cut(path: Path, above: Rows, below: Rows, heights: dict[int, float] | None = None, rows: Rows = ROWS[:3]) -> None:
    """The form on two pages; `above` stands at the foot of the first, `below` at the head of the second."""
    paper = Paper(path)
    paper.lines(TITLES)
    paper.table([*START, *rows, *above], 90)
    paper.next()
    paper.table(below, 50, heights)
    paper.save()


END = [[None, "满意度指标", "用水户满意度", "农户满意度", "≥90%", "93%", "10", "10", None],
       ["总分", "<", "<", "<", "<", "<", "100", "99", None]]
NEXT = ["^", "停水投诉次数", "≤5次", "3次", "15", "15", None]


def points_below(path: Path) -> None:
    """Name, target and actual go on; the points, centred in the row, were printed on the second page."""
    cut(path, [["^", "效益指标", "社会效益指标", "受益农户户均", "≤300元/", "280元/", None, None, None]],
        [[None, None, None, "用水支出", "人", "人", "15", "15", None], ["^", "^", *NEXT], *END])


def name_and_reason(path: Path) -> None:
    """Name and reason go on, the figures do not."""
    cut(path, [["^", "效益指标", "社会效益指标", "受益农户户均", "≤300元", "310元", "15", "14.5", "水表更换使支出"]],
        [[None, None, None, "用水支出", None, None, None, None, "略有增加"], ["^", "^", *NEXT],
         END[0], ["总分", "<", "<", "<", "<", "<", "100", "98.5", None]])


def level_only(path: Path) -> None:
    """The level stands in the middle of its rows: half of it on each page; no row is cut."""
    cut(path, [["^", "效益", "社会效益指标", "受益农户户数", "≥300户", "310户", "15", "15", None]],
        [[None, "指标", None, "停水投诉次数", "≤5次", "3次", "10", "10", None],
         ["^", "^", "^", "水费上涨幅度", "≤2%", "1%", "5", "5", None], *END])


def not_certain(path: Path) -> None:
    """A row without points at the head of the page, that may be the rest of the one above: neither is read."""
    cut(path, [["^", "效益指标", "社会效益指标", "供水管护制度健全", "落实", "落实", "15", "15", None]],
        [[None, None, None, "并上墙", "落实", "落实", None, None, None], ["^", "^", *NEXT], *END])


def equal_row(path: Path) -> None:
    """A form without points, whose row at the head of the second page says what one on the first says."""
    rows = [[*HEADS[:6], "<", "<", "偏差原因"],
            ["^", "产出指标", "质量指标", "水质", "达标", "达标", "<", "<", None],
            ["^", "^", "时效指标", "完成时间", "及时", "及时", "<", "<", None]]
    cut(path, [], [["^", "产出指标", "质量指标", "水质", "达标", "达标", "<", "<", None],
                   [None, "效益指标", "社会效益指标", "用水便利", "提高", "提高", "<", "<", None]], rows=rows)


def watermark(path: Path) -> None:
    """Pale letters aslant under the table, and dark ones through its lines."""
    paper = Paper(path)
    paper.canvas.saveState()
    paper.canvas.setFillGray(0.8)
    paper.canvas.translate(120, 560)
    paper.canvas.rotate(30)
    paper.canvas.setFont("STSong-Light", 44)
    paper.canvas.drawString(0, 0, "内部公开")
    paper.canvas.restoreState()
    paper.text(140, 252, "青石县水务局公开", 30)
    one_page(paper)
    paper.save()


def turned(path: Path) -> None:
    """A page that is turned by its own entry, as landscape pages are."""
    paper = Paper(path)
    paper.canvas.setPageRotation(90)
    paper.canvas.rotate(90)
    paper.canvas.translate(0, -595)
    paper.size = (842, 595)
    one_page(paper)
    paper.save()


def sideways(path: Path) -> None:
    """A landscape table drawn sideways on a portrait page."""
    paper = Paper(path)
    paper.canvas.rotate(90)
    paper.canvas.translate(0, -595)
    paper.size = (842, 595)
    one_page(paper)
    paper.save()


def locked(path: Path) -> None:
    """plain.pdf, locked with AES against change; no password to open it. Needs pikepdf."""
    import pikepdf

    with pikepdf.open(path.with_name("plain.pdf")) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="甲", user="", R=6, allow=pikepdf.Permissions(modify_other=False)), static_id=True)


def drawn_twice(path: Path) -> None:
    """Every line drawn three times, a little beside itself; a level that runs upwards in its cell."""
    paper = Paper(path)
    paper.lines(TITLES)
    paper.table([*START, *ROWS], 90, times=3, sideways=("产出指标",))
    paper.save()


def mixed_sizes(path: Path) -> None:
    """Two forms, one on a portrait page, one on a landscape page."""
    paper = Paper(path)
    one_page(paper)
    paper.next()
    paper.canvas.setPageSize((842, 595))
    paper.size = (842, 595)
    one_page(paper)
    paper.save()


def aside(path: Path) -> None:
    """得分 on a page of its own whose rows are not those of the first: cannot be put beside it."""
    paper = Paper(path)
    paper.lines(TITLES)
    paper.table([row[:7] for row in [*START[:1], *ROWS[:5]]], 90)
    paper.next()
    paper.table([["得分", "偏差原因"], ["25", None], ["55", None]], 120)
    paper.save()


def aside_and_more(path: Path) -> None:
    """The same, and a form that stands whole on the page after."""
    paper = Paper(path)
    paper.lines(TITLES)
    paper.table([row[:7] for row in [*START[:1], *ROWS[:5]]], 90)
    paper.next()
    paper.table([["得分", "偏差原因"], ["25", None], ["55", None]], 120)
    paper.next()
    paper.lines(TITLES)
    paper.table([*START, *ROWS], 90)
    paper.save()


PAGES: dict[str, Callable[[Path], None]] = {
    "pages-points-below.pdf": points_below,
    "pages-name-and-reason.pdf": name_and_reason,
    "pages-level-only.pdf": level_only,
    "pages-not-certain.pdf": not_certain,
    "pages-equal-row.pdf": equal_row,
    "pages-watermark.pdf": watermark,
    "pages-turned.pdf": turned,
    "pages-sideways.pdf": sideways,
    "pages-locked.pdf": locked,
    "pages-drawn-twice.pdf": drawn_twice,
    "pages-mixed-sizes.pdf": mixed_sizes,
    "columns-aside-and-more.pdf": aside_and_more,
    "refused/columns-aside.pdf": aside,
}

# fmt: on
