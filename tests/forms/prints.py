"""The forms of this folder that are PDFs, printed by LibreOffice from Word and Excel."""

from pathlib import Path
from typing import Any

from tests.forms.office import print_pdf, sheet, word_table

# fmt: off


def ningxia_pdf(path: Path) -> None:
    """Ningxia, printed from Word: execution without points, a row without weight and score, long texts, rows over the page break."""
    import docx
    from docx.shared import Cm

    long = "原种繁育基地全部由县农技中心统一组织供种、统一技术指导、统一病虫害防治，并由第三方机构按批次抽样检测"
    rows = [
        ["项目名称", "<", "马铃薯种薯繁育示范推广项目", "<", "<", "<", "<", "<"],
        ["主管部门", "<", "云州区农业农村局", "<", "实施单位", "<", "云州区农技中心", "<"],
        ["项目资金\n（万元）", "<", None, "全年预算数（A）", "<", "全年执行数（B）", "<", "执行率（B/A）"],
        ["^", "^", "年度资金总额：", "300", "<", "259.45", "<", "86.5%"],
        ["^", "^", "其中：中央补助", "300", "<", "259.45", "<", "86.5%"],
        ["一级\n指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分", "未完成原因和改进措施"],
        ["产出指标（40分）", "数量指标", "原原种发放量", "8", "550万粒", "550万粒", "8", None],
        ["^", "^", "企业自采量", "8", "200万粒", "200万粒", "8", None],
        ["^", "^", "一级种薯基地面积", None, "8000亩", "8535.5亩", None, None],
        ["^", "质量指标", f"原原种合格率（{long}）", "8", "≥90%", "≥90%", "8", None],
        ["^", "时效指标", "资金支付时间", "8", "11月底100%", "100%", "8", None],
        ["^", "成本指标", "采购价不高于市场价", "8", "是", "是", "8", None],
        *[["效益指标（40分）" if not i else "^", "经济效益指标" if not i else "^", f"第{i + 1}年亩均收入增幅（{long}，{long}）", "8", "≥5%", "5.6%", "8", None] for i in range(5)],
        ["满意度指标（20分）", "服务对象满意度指标", "种植户满意度", "20", "≥95%", "91%", "18", "种薯发放偏晚，" + long],
        ["总分", "<", "<", "<", "<", "<", "98", None],
    ]  # fmt: skip
    document = docx.Document()
    section = document.sections[0]
    section.page_height, section.page_width = Cm(29.7), Cm(21)
    document.add_paragraph("马铃薯种薯繁育示范推广项目绩效目标自评表")
    document.add_paragraph("（2022年度）")
    word_table(document, rows, [2, 2, 3.2, 1.2, 2, 2, 1.2, 2.4])
    word = path.with_suffix(".docx")
    document.save(word)
    print_pdf(word)


def department_pdf(path: Path) -> None:
    """A department, printed from Excel over several pages: heads on each page, merged cells cut by the page, full-width digits."""
    import xlsxwriter

    rows: list[list[Any]] = [
        ["2023年部门整体支出绩效自评表", "<", "<", "<", "<", "<", "<"],
        ["单位名称", "云桥区教育局", "<", "<", "<", "<", "<"],
        ["基本支出总额（万元）", "8,420.16", "<", "项目支出总额（万元）", "<", "3,105.40", "<"],
        ["预算执行情况\n（万元）\n（10分）", "部门整体支出总额", "<", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分"],
        ["^", "^", "<", "11,800.00", "11,525.56", "97.67%", "9.77"],
        ["年度绩效指标\n（90分）", "一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"],
    ]
    groups = [
        ("产出指标（50分）", ["数量指标", "质量指标", "时效指标"], 5),
        ("效益指标（30分）", ["社会效益指标", "可持续影响指标"], 4),
        ("满意度指标（10分）", ["服务对象满意度指标"], 2),
    ]
    for level1, seconds, times in groups:
        for s, level2 in enumerate(seconds):
            for i in range(times):
                name = f"{level2[:2]}第{i + 1}项：全区中小学校舍维修改造及教学设备更新完成情况（含农村寄宿制学校）"
                rows.append(
                    [
                        "^",
                        level1 if not s and not i else "^",
                        level2 if not i else "^",
                        name,
                        f"≥{80 + i}％",
                        f"{81 + i}%",
                        2 if level1[0] != "满" else 5,
                    ]
                )
    rows += [
        ["总分", "<", "<", "<", "<", "<", "65.77"],
        ["偏差大或目标未完成原因分析", "无偏差。", "<", "<", "<", "<", "<"],
    ]
    excel = path.with_suffix(".xlsx")
    with xlsxwriter.Workbook(excel) as book:
        page = sheet(book, "Sheet1", rows, [12, 12, 14, 30, 14, 14, 8])
        page.repeat_rows(5)
        for r in range(len(rows)):
            page.set_row(r, 70 if r > 5 else 36)
    print_pdf(excel)


# fmt: on
