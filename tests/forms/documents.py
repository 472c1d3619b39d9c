"""The forms of this folder that are Word documents."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.forms.office import word_table

# fmt: off


def wuhan_docx(path: Path) -> None:
    """The seed's own layout in Word: ticked options as symbols of Wingdings 2, points under 一级指标, 备注 as paragraphs."""
    import docx

    def options(*words: str) -> Callable[[Any], None]:
        def write(paragraph: Any) -> None:
            for word in words:
                paragraph.add_run(word.rstrip("√□"))
                symbol(paragraph.add_run(), "F052" if word.endswith("√") else "F0A3")
                paragraph.add_run("  ")

        return write

    rows = [
        ["项目名称", "农贸市场改造专项资金", "<", "<", "<", "<", "<"],
        ["主管部门", "云桥区人民政府", "<", "<", "项目实施单位", "云桥区商务局", "<"],
        ["项目类别", options("1、部门预算项目□", "2、区级专项√", "3、专项转移支付项目□"), "<", "<", "<", "<", "<"],
        ["项目属性", options("1、持续性项目□", "2、新增性项目√"), "<", "<", "<", "<", "<"],
        ["项目类型", options("1、常年性项目□", "2、延续性项目□", "3、一次性项目√"), "<", "<", "<", "<", "<"],
        ["预算执行情况\n（万元）\n（20 分）", "年度财政\n资金总额", "<", "预算数\n（A）", "执行数\n（B）", "执行率\n（B/A）", "得分\n（20 分*执行率）"],
        ["^", "^", "<", "360", "351.72", "97.7%", "19.54"],
        ["年度\n绩效\n目标\n（80 分）", "一级指标", "二级指标", "具体指标名称", "年初目标值\n（A）", "实际完成值\n（B）", "得分"],
        ["^", "产出指标\n（40 分）", "数量指标", "改造农贸市场\n个数", "3 个", "3个", "10"],
        ["^", "^", "质量指标", "工程验收合格率", "100%", "100%", "10"],
        ["^", "^", "时效指标", "完工时间", "≦365 天", "402 天", "9.08"],
        ["^", "^", "成本指标", "改造成本", "≦360 万元", "351.72 万元", "10"],
        ["^", "效益指标\n（30 分）", "经济效益\n指标", "带动就业人数", "不少于２００人", "２１５人", "15"],
        ["^", "^", "可持续影\n响指标", "市场长效管理机制", "建立健全", "基本建立", "12"],
        ["^", "满意度\n指标\n（10 分）", "服务对象\n满意度", "周边居民满意度", "90%以上", "92.6%", "10"],
        ["总分", "<", "<", "<", "<", "<", "95.62"],
        ["偏差大或\n目标未完成\n原因分析", "雨季延长，工期顺延37天。", "<", "<", "<", "<", "<"],
        ["改进措施及\n结果应用方案", "1.合理安排工期。\n2.自评结果与下年度预算挂钩。", "<", "<", "<", "<", "<"],
    ]
    document = docx.Document()
    document.add_paragraph("二、2023 年度农贸市场改造项目绩效自评表/结果")
    document.add_paragraph("（摘要版）")
    word_table(document, rows, [2.4, 2.2, 2.2, 3.2, 2.8, 2.4, 2.2])
    for note in (
        "备注：",
        "1.预算执行情况口径：预算数为调整后财政资金总额（包括上年结余结转）。",
        "2.得分不得突破权重总额。",
    ):
        document.add_paragraph(note)
    document.save(path)


def symbol(run: Any, code: str) -> None:
    """A sign of Wingdings 2."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement("w:sym")
    element.set(qn("w:font"), "Wingdings 2")
    element.set(qn("w:char"), code)
    run._r.append(element)


def department_docx(path: Path) -> None:
    """The seed's department layout in Word: goals with points, heads broken by the narrow columns, one goal with other titles."""
    import docx

    heads = [
        "年度\n绩效\n指标",
        "一级指\n标",
        "二级指\n标",
        "三级指\n标",
        "年初目标值\n（A）",
        "实际完成值\n（B）",
        "得\n分",
    ]
    rows = [
        ["单位名称", "云桥区档案馆", "<", "<", "<", "<", "<"],
        ["基本支出总额", "486.20", "<", "项目支出总额", "<", "153.80", "<"],
        ["预算执行情况\n（万元）\n（20 分）", "部门整\n体支出\n总额", "<", "预算数\n（A）", "执行数\n（B）", "执行率\n（B/A）", "得分\n（20 分*执行率）"],
        ["^", "^", "<", "655.00", "640.00", "97.71%", "19.54"],
        ["年度目标 1\n（32 分）", "做好档案接收和数字化。", "<", "<", "<", "<", "<"],
        heads,
        ["^", "产出指\n标", "数量指\n标", "接收进馆档案", "≥1.2 万卷", "1.35 万卷", "12"],
        ["^", "^", "^", "数字化加工", "≥200万页", "200万页", "10"],
        ["^", "效 益 指\n标", "社会效\n益指标", "查阅便利度", "利用者查档时间\n明显缩短", "当日查档当日\n办结", "10"],
        ["年度绩效目标 2\n（48 分）", "开展档案宣传教育", "<", "<", "<", "<", "<"],
        ["年度\n绩效\n指标", "一级\n指标", "二级指\n标", "三级指标", "指标值", "绩效标准", "得\n分"],
        ["^", "产出\n指标", "数量指\n标", "举办展览", "至少4场", "4场", "18"],
        ["^", "^", "时效指\n标", "年内完成", "12月底之前完成", "11月完成", "15"],
        ["^", "满意度\n指标", "服务对象满\n意度指标", "观众满意度", "≥95%", "98.2%", "15"],
        ["总分", "<", "<", "<", "<", "<", "99.54"],
        ["偏差大或\n目标未完成\n原因分析", None, "<", "<", "<", "<", "<"],
        ["改进措施及\n结果应用方案", "无", "<", "<", "<", "<", "<"],
    ]
    document = docx.Document()
    document.add_paragraph("一、2024 年度云桥区档案馆整体绩效自评表/结果(摘要版)")
    word_table(document, rows, [2.2, 1.6, 1.6, 2.6, 3.6, 3.2, 2.4])
    document.save(path)


def zhongjiang_docx(path: Path) -> None:
    """Sichuan: 分值 before the values, actuals that repeat the sign, notes inside the table, 总分 under both columns."""
    import docx

    rows = [
        ["项目名称", "<", "小型水库水标尺制作安装", "<", "<", "项目负责人及电话", "<", "谢某 139XXXXXXXX", "<"],
        ["主管部门", "<", "中山县水利局", "<", "<", "实施单位", "<", "中山县水利局", "<"],
        ["资金情况\n（万元）", "<", None, "全年预算数（A）", "全年执行数（B）", "<", "分值", "执行率（B/A）", "得分"],
        ["^", "^", "年度资金总额：", "20", "20", "<", "10", "100.00%", "10"],
        ["^", "^", "其中：本年财政拨款", "20", "20", "<", "-", "-", "-"],
        ["^", "^", "其他资金", None, None, "<", "-", "-", "-"],
        ["年度总体目标", "年初设定目标", "<", "<", "年度总体目标完成情况综述", "<", "<", "<", "<"],
        ["^", "为项目区用水计量提供依据。", "<", "<", "全部完成安装。", "<", "<", "<", "<"],
        ["绩效\n指标", "一级指标", "二级指标", "三级指标", "分值", "年度指标值", "全年实际值", "得分", "未完成原因及拟采取的改进措施"],
        ["^", "产出指标（70分）", "数量指标", "安装坡面水标尺", "10", "≥266米", "≥266米", "10", None],
        ["^", "^", "^", "水标尺宽度", "10", "≥50厘米", "≥50厘米", "10", None],
        ["^", "^", "质量指标", "验收合格率", "20", "100%", "100%", "20", None],
        ["^", "^", "时效指标", "按期开工率", "20", "≥90%", "≥90%", "20", None],
        ["^", "^", "成本指标", "项目计划总投资", "10", "20万元", "20万元", "10", None],
        ["^", "效益指标（20分）", "经济效益指标", None, None, None, None, None, None],
        ["^", "^", "社会效益指标", "受益人口数", "10", "≥1000人", "≥1000人", "10", None],
        ["^", "^", "^", "群众生产生活条件改善状况", "10", "显著提升", "显著提升", "10", None],
        ["^", "满意度指标（10分）", "服务对象满意度指标", "受益户满意度", "10", "≥95%", "≥95%", "10", None],
        ["^", "^", "……", None, None, None, None, None, None],
        ["总分", "<", "<", "<", "100", "<", "<", "100", None],
        ["注：1.一级指标分值统一设置为：产出指标50分、效益指标30分、满意度指标10分、预算资金执行率10分。\n2.得分最高不能超过该指标分值上限。", "<", "<", "<", "<", "<", "<", "<", "<"],
    ]
    document = docx.Document()
    document.add_paragraph("绩效目标自评表")
    document.add_paragraph("（2022年度）")
    word_table(document, rows, [1.6, 2.0, 2.0, 2.6, 1.6, 2.0, 2.0, 1.6, 2.6])
    document.save(path)


def hebei_docx(path: Path) -> None:
    """Hebei: values beside their labels, heads of two rows, one score column of three, levels repeated."""
    import docx

    rows = [
        ["一、基本情况", "项目名称：", "<", "百岁老人高龄津贴", "<", "<", "是否为专项资金：", "<", "否", "<"],
        ["^", "实施（主管）单位", "<", "314002-成山县民政局机关", "<", "<", "金额单位：", "<", "万元", "<"],
        ["二、预算执行情况", "预算安排情况（调整后）", "<", "资金到位情况", "<", "<", "资金执行情况", "<", "预算执行进度（%）", "<"],
        ["^", "预算数", "6.84", "到位数", "<", "6.84", "执行数", "6.79", "99.27", "<"],
        ["^", "其中：财政资金", "6.84", "其中：财政资金", "<", "6.84", "其中：财政资金", "6.79", "^", "<"],
        ["^", "其他", "0.00", "其他", "<", "0.00", "其他", "0.00", "^", "<"],
        ["三、目标完成情况", "年度预期目标", "<", "<", "<", "具体完成情况", "<", "<", "总体完成率（%）", "<"],
        ["^", "按月发放补贴，使老年人得到更好的照顾。", "<", "<", "<", "按月发放。", "<", "<", "100.00", "<"],
        ["四、年度绩效指标完成情况", "一级指标", "二级指标", "三级指标", "预期指标值", "<", "单项指标实际完成值", "自评得分", "<", "<"],
        ["^", "^", "^", "^", "符号", "值", "^", "单项指标得分", "权重占比（%）", "单项指标折算得分"],
        ["^", "产出指标", "质量指标", "符合条件对象覆盖率", ">=", "98 %(百分比)", "100%", "25.00", "25.00", "6.25"],
        ["^", "产出指标", "时效指标", "发放及时率", ">=", "99 %(百分比)", "100%", "25.00", "25.00", "6.25"],
        ["^", "效果指标", "社会效益指标", "补贴发放率", ">=", "75 %(百分比)", "100%", "30.00", "30.00", "9.00"],
        ["^", "满意度指标", "服务对象满意度指标", "服务对象满意度", ">=", "95 %(百分比)", "96%", "10.00", "10.00", "1.00"],
    ]
    document = docx.Document()
    document.add_paragraph("成山县民政局2020年度预算项目绩效自评表")
    word_table(document, rows, [1.8, 2.2, 2.0, 2.2, 1.4, 2.0, 2.2, 1.8, 1.8, 1.8])
    document.save(path)


def report_docx(path: Path) -> None:
    """A long report: two forms among other tables, text that was deleted and inserted, comments, hidden text, a table cut in two."""
    import docx

    document = docx.Document()
    for part in range(1, 31):
        document.add_paragraph(f"第{part}部分　本单位按要求开展绩效自评，自评结果已用于预算安排。" * 3)
        if part % 6 == 0:
            word_table(
                document,
                [
                    ["项目", "行次", "金额"],
                    ["一、一般公共预算财政拨款收入", "1", "1,200.00"],
                    ["合计", "2", "1,200.00"],
                ],
                [6, 3, 3],
            )
    document.add_paragraph("附件一")
    document.add_paragraph("2023年度部门整体支出绩效自评表")
    document.add_paragraph("单位：万元")
    word_table(document, [
        ["部门名称", "云桥区图书馆", "<", "<", "<", "<", "<"],
        ["年度资金总额", "<", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
        ["^", "<", "812.30", "845.10", "845.10", "100%", "10"],
    ], [3, 2, 2.4, 2.4, 2.4, 2, 2])  # fmt: skip
    document.add_paragraph("")
    second = word_table(document, [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标（60分）", "数量指标", "接待读者", "≥30万人次", "31.2万人次", "40", "40"],
        ["^", "质量指标", "图书加工差错率", "≤1‰", "0.8‰", "20", "20"],
    ], [3, 2, 2.4, 2.4, 2.4, 2, 2])  # fmt: skip
    revise(second)
    document.add_paragraph("（续表）")
    word_table(document, [
        ["效益指标（20分）", "社会效益指标", "阅读推广影响", "持续扩大", "持续扩大", "20", "18"],
        ["满意度指标（10分）", "服务对象满意度指标", "读者满意度", "≥95%", "97%", "10", "10"],
        ["总分", "<", "<", "<", "<", "100", "98"],
        ["评价等级", "<", "<", "<", "<", "优", "<"],
    ], [3, 2, 2.4, 2.4, 2.4, 2, 2])  # fmt: skip
    document.add_paragraph("附件二")
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("（2023年度）")
    word_table(document, [
        ["项目名称", "<", "24小时自助图书馆运维", "<", "<", "<", "<"],
        ["主管部门", "<", "区文旅局", "<", "实施单位", "区图书馆", "<"],
        ["项目资金\n（元）", "<", "年度资金总额", "<", "预算数（A）", "执行数（B）", "得分"],
        ["^", "^", "^", "^", "600,000", "588,000", "9.8"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "运行网点", "12个", "12个", "60", "60"],
        ["效益指标", "社会效益指标", "夜间借阅", "≥2万册次", "2.1万册次", "30", "30"],
        ["总分", "<", "<", "<", "<", "<", "99.8"],
    ], [3, 2, 2.6, 2.4, 2.4, 2.4, 2])  # fmt: skip
    document.save(path)


def revise(table: Any) -> None:
    """31.2 with a deleted 30.9 before it, and 0.8‰ inserted; a hidden remark and a comment mark beside them."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    def run(tag: str, text: str, look: str = "") -> Any:
        return f"<w:r>{look}<w:{tag} xml:space='preserve'>{text}</w:{tag}></w:r>"

    who = "w:author='复核' w:date='2024-03-01T09:00:00Z'"
    changed = table.rows[1].cells[4].paragraphs[0]._p
    changed.insert(0, parse_xml(f"<w:del {nsdecls('w')} w:id='1' {who}>{run('delText', '30.9万人次')}</w:del>"))
    cell = table.rows[2].cells[4].paragraphs[0]._p
    for old in list(cell):
        if old.tag.endswith("}r"):
            cell.remove(old)
    cell.append(parse_xml(f"<w:ins {nsdecls('w')} w:id='2' {who}>{run('t', '0.8‰')}</w:ins>"))
    hidden = run("t", "（初稿为1.2‰）", "<w:rPr><w:vanish/></w:rPr>")
    cell.append(parse_xml(hidden.replace("<w:r>", f"<w:r {nsdecls('w')}>", 1)))
    cell.append(parse_xml(f"<w:r {nsdecls('w')}><w:commentReference w:id='0'/></w:r>"))


def libre_docx(path: Path) -> None:
    """Suzhou's levels, written by LibreOffice: 投入, 产出, 结果目标, an execution that is a row of the table, 指标值 over three cells."""
    import docx

    rows = [
        ["项目名称", "市管绿地养护", "<", "<", "<", "<", "<", "<"],
        ["主管部门", "市园林局", "<", "<", "项目单位", "市绿化管理站", "<", "<"],
        ["预算数：", "2960.0万元", "<", "<", "执行数：", "2798.30万元", "<", "<"],
        ["一级目标", "三级指标", "目标值", "<", "<", "分值", "实际完成值", "得分"],
        ["投入目标(28分)", "资金节约率", "≤", "15", "%", "14", "15%", "14"],
        ["^", "专款专用率", "=", "100", "%", "14", "100%", "14"],
        ["产出目标(28分)", "养护面积", "≥", "757", "万平方米", "14", "757万平方米", "14"],
        ["^", "保洁", "及时、整洁", "<", "<", "14", "及时、整洁", "14"],
        ["结果目标(44分)", "树木保存率", "≥", "98", "%", "22", "98%", "22"],
        ["^", "投诉处理率", "=", "100", "%", "22", "100%", "22"],
        ["总分", "<", "<", "<", "<", "<", "<", "100"],
    ]
    document = docx.Document()
    document.add_paragraph("苏城市级财政支出项目绩效自评表")
    document.add_paragraph("2017年度")
    word_table(document, rows, [2.6, 2.8, 1.2, 1.4, 1.8, 1.4, 2.8, 1.6])
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "in" / path.name
        word.parent.mkdir()
        document.save(word)
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            folder,
            str(word),
        ]
        subprocess.run(command, check=True, capture_output=True)
        shutil.copy(Path(folder) / path.name, path)


# fmt: on
