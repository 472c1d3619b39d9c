// Each way through the page, in a browser, from a path with Chinese and blanks in it, with no network.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { EXAMPLES, chromiumOnly, download, example, file, line, missing, opened, put, ready, browser } from "./page.mjs";

const ROADS = example("filed/road-upkeep.xlsx");
const DEEP = `{"project": ${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
const NAMED = `profile = "hubei-wuhan"\n[project]\nname = "<img src=x onerror=document.title='hit'>"\n[execution]\nbudget = "100万元"\nexecuted = "90万元"\n`;
const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let on;

describe("the page", { skip: missing }, () => {
  before(async () => {
    on = await browser();
  });
  after(() => on?.close());

  let seat; // one page, with the roads' form in it, for the tests that look at it
  const page = () => seat.page;
  const go = (name) => page().click(`nav >> text=${name}`);
  const holds = async (field, text) => {
    const handle = await field.elementHandle();
    await page().waitForFunction(([one, wanted]) => one.value === wanted, [handle, text]);
  };
  const open = async (text, tab) => {
    await go("各表");
    await line(page(), text).locator("a").click();
    await page().click(`#tab-${tab}`);
  };

  test("opens before its engine is there, asks for nothing, and may reach nothing", async () => {
    seat = await opened(on);
    assert.ok(await page().isVisible("text=把填好的自评表拖到这里"));
    await ready(page());
    const policy = await page().getAttribute("meta[http-equiv=Content-Security-Policy]", "content");
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /connect-src|unsafe-eval'(?<!wasm-unsafe-eval')|https?:/);
    const refused = await page().evaluate(() => fetch("https://example.org/").then(() => "sent", () => "refused"));
    assert.equal("refused", refused);
    assert.deepEqual([], seat.asked);
    seat.faults.length = 0; // that the browser refused it
  });

  test("reads several kinds at once, and says of each file what became of it", async () => {
    const pdf = await printed();
    await put(page(), ROADS, example("jiangan-2023/project-filed.toml"), pdf, file("合影.png", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), file("~$草稿.docx", "x"), file("破损.docx", "PK\x03\x04 broken"));
    assert.match(await line(page(), "road-upkeep.xlsx").innerText(), /2021年续建农村道路养护项目\s+清溪镇人民政府 · 项目 · 2022 年度[^]*100[^]*未定[^]*错误 1/);
    assert.match(await line(page(), "印出的.pdf").innerText(), /村容整治[^]*没有发现问题|村容整治[^]*(警告|提示)/);
    assert.match(await line(page(), "合影.png").innerText(), /不是自评表文件/);
    assert.match(await line(page(), "破损.docx").innerText(), /读不出[^]*(损坏|打不开|不完整)/);
    assert.equal(0, await line(page(), "草稿").count());
    assert.match(await page().innerText(".summary"), /已审核 3 张表，未审核 2 个文件/);
    assert.deepEqual([], seat.asked);
  });

  test("a form with a picture that cannot be read is not said to be without fault", async () => {
    await put(page(), file("巡查.docx", fs.readFileSync(path.join(EXAMPLES, "..", "tests", "forms", "form-and-picture-word.docx"))));
    assert.match(await line(page(), "巡查.docx").innerText(), /有没读到的，其余没有问题/);
    assert.match(await page().innerText(".summary"), /其中 1 张有没有读到的图片、页或行/);
    await open("巡查.docx", "findings");
    assert.match(await page().innerText("#panel"), /^读到的部分没有发现问题\s+没有读到，未核对：这里是图片/);
    await go("各表");
    await line(page(), "巡查.docx").locator("text=移去").click();
  });

  test("hostile files are refused in a sentence, what they say stays text, and the page lives on", async () => {
    await put(page(), file("深.json", DEEP), file("<b>名.toml", NAMED), file("空.pdf", "%PDF-1.4\n"), file("大.xlsx", "x"));
    assert.match(await line(page(), "深.json").innerText(), /读不出[^]*嵌套/);
    assert.match(await line(page(), "空.pdf").innerText(), /读不出/);
    assert.equal("<img src=x onerror=document.title='hit'>", await line(page(), "<b>名.toml").locator("a").innerText());
    await open("<b>名.toml", "official");
    await page().waitForSelector("td:has-text('<img src=x')");
    assert.equal(0, await page().locator("main img, main b:has-text('名')").count());
    assert.match(await page().title(), /绩效自评表/);
    await go("各表");
    for (const name of ["深.json", "<b>名.toml", "空.pdf", "大.xlsx"]) await line(page(), name).locator("text=移去").click();
    assert.deepEqual([], seat.faults);
  });

  test("a finding leads to its cell, and a marked cell to its finding", async () => {
    await open("road-upkeep", "findings");
    const total = page().locator(".finding", { hasText: "总分" });
    assert.match(await total.innerText(), /错误[^]*自评表!H23[^]*所印 100　应为 96.87/);
    await total.click();
    assert.match(await page().innerText("td.chosen"), /^100/);
    await page().click("text=这条规则查什么");
    await page().waitForSelector(".rule dt:has-text('查什么')");
    assert.match(await page().innerText(".rule dl"), /所印总分比较[^]*为什么[^]*总分由各项得分汇总形成/);
    await page().locator("td.marked", { hasText: "4.8" }).getByRole("button").click();
    const focused = page().locator(".finding:focus");
    assert.match(await focused.innerText(), /每公里养护成本/);
    await page().keyboard.press("ArrowUp");
    assert.match(await page().locator(".finding:focus").innerText(), /养护村道里程/);
    assert.match(await page().innerText("td.chosen"), /^42/);
  });

  test("the clerk's own workbook is handed back corrected, and holds when it is read again", { skip: chromiumOnly }, async () => {
    await open("road-upkeep", "save");
    assert.match(await page().innerText(".changes"), /自评表!H23：100 → 96.87/);
    const { name, bytes } = await download(page(), () => page().click("#save-corrected"));
    assert.equal("road-upkeep-改正.xlsx", name);
    await go("各表");
    await put(page(), { name: "改过.xlsx", mimeType: "", buffer: bytes });
    assert.doesNotMatch(await line(page(), "改过.xlsx").innerText(), /错误/);
    await line(page(), "改过.xlsx").locator("text=移去").click();
  });

  test("hands over the official table, the workbooks and the document", { skip: chromiumOnly }, async () => {
    await open("road-upkeep", "save");
    const kinds = { marked: "xlsx", docx: "docx", xlsx: "xlsx", html: "html", workbook: "xlsx", form: "xlsx", toml: "toml", json: "json" };
    for (const [id, ending] of Object.entries(kinds)) {
      const { name, bytes } = await download(page(), () => page().click(`#save-${id}`));
      assert.ok(name.endsWith(`.${ending}`), name);
      const start = { docx: "PK", xlsx: "PK", html: "<!DOCTYPE html>", toml: "year = ", json: "{" }[ending];
      assert.equal(start, bytes.subarray(0, start.length).toString());
    }
    await go("各表");
    const { name, bytes } = await download(page(), () => page().click("#workbook"));
    assert.equal("绩效自评审核.xlsx", name);
    assert.ok(bytes.length > 8000);
  });

  test("prints the official table on one sheet of A4, and nothing of the page around it", { skip: chromiumOnly }, async () => {
    await open("road-upkeep", "official");
    await page().waitForSelector(".official td");
    const paper = await page().pdf({ preferCSSPageSize: true });
    assert.equal(1, paper.toString("latin1").match(/\/Type\s*\/Page\b/g).length);
    await page().emulateMedia({ media: "print" });
    assert.deepEqual([false, false, true], await Promise.all([".top", ".tabs", ".official"].map((what) => page().isVisible(what))));
    await page().emulateMedia({ media: "screen" });
  });

  test("no view has a fault that axe knows: light, dark, on a phone", async () => {
    await page().evaluate(AXE);
    const looks = { light: {}, dark: { runOnly: ["color-contrast"] }, phone: { rules: { "color-contrast": { enabled: false } } } };
    const found = [];
    const look = async (view) => {
      for (const [name, how] of Object.entries(looks).slice(0, ["findings", "fill", "各表"].includes(view) ? 3 : 1)) {
        await page().emulateMedia({ colorScheme: name === "dark" ? "dark" : "light" });
        await page().setViewportSize(name === "phone" ? { width: 390, height: 844 } : { width: 1360, height: 850 });
        const { violations } = await page().evaluate((options) => axe.run(options), how);
        for (const { id, nodes } of violations) found.push(`${view}, ${name}: ${id} at ${nodes[0].target}`);
      }
    };
    for (const tab of ["findings", "fill", "official", "save"]) {
      await open("road-upkeep", tab);
      await page().waitForSelector({ findings: ".finding", fill: ".said", official: ".official td", save: "#save-form" }[tab]);
      await look(tab);
    }
    await page().setViewportSize({ width: 390, height: 844 });
    for (const tab of ["findings", "fill", "official", "save"]) {
      await open("road-upkeep", tab);
      assert.ok(await page().evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${tab} is wider than a phone`);
    }
    await page().setViewportSize({ width: 1360, height: 850 });
    for (const [name, seen] of Object.entries({ 各表: ".list", 新填: "form", 评分规则: ".clauses", 关于: ".licences" })) {
      await go(name);
      await page().waitForSelector(seen);
      await look(name);
    }
    assert.deepEqual([], found);
    await page().setViewportSize({ width: 1360, height: 850 });
    await page().emulateMedia({ colorScheme: "light" });
  });

  test("goes by keyboard: past the head, along the tabs, to a form", async () => {
    await go("各表");
    await page().locator(".skip").focus();
    await page().keyboard.press("Enter");
    assert.equal("main", await page().evaluate(() => document.activeElement.id));
    await line(page(), "road-upkeep").locator("a").focus();
    await page().keyboard.press("Enter");
    await page().locator("#tab-findings").focus();
    await page().keyboard.press("ArrowRight");
    assert.equal("tab-fill", await page().evaluate(() => document.activeElement.id));
    assert.equal("true", await page().getAttribute("#tab-fill", "aria-selected"));
    await page().goBack();
    await page().waitForSelector("#tab-findings[aria-selected=true]");
  });

  test("filling in: each row's score and reason at once; rows are added, moved and taken out; what a total needs", async () => {
    await go("新填");
    await page().selectOption("form select", "mof-2020");
    await page().click("text=开始填");
    await page().getByLabel("项目名称").fill("乡村道路");
    await page().getByLabel("预算数（A）").fill("100万元");
    await page().getByLabel("执行数（B）").fill("90万元");
    await page().waitForSelector("h3 .score:has-text('9 分')");
    const first = page().locator(".entry").first();
    await first.getByLabel("年初目标值").fill("≥20 次");
    await first.getByLabel("实际完成值").fill("15次");
    await first.getByLabel("权重").fill("50");
    await first.locator(".score:has-text('37.5 分')").waitFor();
    assert.match(await first.locator(".said").innerText(), /50 × 15次 ÷ 20次 = 37.5 分/);
    await first.getByLabel("权重").fill("五十");
    await first.locator("[aria-invalid=true]").waitFor();
    assert.match(await first.locator(".trouble").innerText(), /五十/);
    await first.getByLabel("权重").fill("50");

    const rows = await page().locator(".entry").count();
    await first.getByLabel("在下面添一行").click();
    const second = page().locator(".entry").nth(1);
    await holds(second.getByLabel("三级指标"), "新指标");
    await page().waitForFunction(() => document.activeElement === document.querySelectorAll(".entry")[1].querySelector(".name textarea"));
    await second.getByLabel("上移").click();
    await holds(first.getByLabel("三级指标"), "新指标");
    await page().waitForFunction(() => document.activeElement === document.querySelector(".entry .down"));
    const drop = async (entry) => {
      const count = await page().locator(".entry").count();
      await entry.getByLabel("删去").click();
      await page().waitForFunction((left) => document.querySelectorAll(".entry").length === left && document.activeElement.matches(".drop"), count - 1);
    };
    await drop(first);
    await page().click(".goal >> text=撤销");
    await holds(first.getByLabel("三级指标"), "新指标");
    for (let n = rows; n > 0; n--) await drop(n === rows ? first : page().locator(".entry").nth(n));
    await first.getByLabel("权重").fill("90"); // the only row left: with the 10 points of the execution, the whole
    await page().waitForSelector(".standing .big:has-text('76.5')");

    await page().fill(".goal input", "90");
    await page().click(".goal >> text=哪些数要改");
    assert.match(await page().innerText(".answer"), /15次|次/);
    await page().click("text=总分怎么来的");
    assert.match(await page().innerText(".standing .why"), /9 \+ 67\.5 = 76\.5/);
  });

  test("a judged row is given its band and the share in it", async () => {
    const row = page().locator(".entry").first();
    await row.getByLabel("年初目标值").fill("效果明显");
    await row.getByLabel("评判档次").waitFor();
    await row.getByLabel("评判档次").selectOption({ index: 1 });
    await row.getByLabel("档内比例").fill("90%");
    await row.locator(".score:has-text('81 分')").waitFor();
  });

  test("the department's form is filled in by its goals", async () => {
    await go("新填");
    await page().check("text=部门整体支出绩效自评表");
    await page().selectOption("form select", "hubei-wuhan");
    await page().click("text=开始填");
    const goals = page().getByLabel(/^年度目标 \d+$/, { exact: false }).and(page().locator("section"));
    await goals.first().waitFor();
    const before = await goals.count();
    await page().click("text=添一个年度目标");
    await goals.nth(before).waitFor();
  });

  test("units are combined into one, and what does not go together is told", async () => {
    await go("各表");
    await put(page(), example("wuhan-parts/mulan.toml"), example("wuhan-parts/wangjiahe.toml"));
    await line(page(), "mulan").getByRole("checkbox").check();
    await line(page(), "wangjiahe").getByRole("checkbox").check();
    await page().click("#combine");
    assert.match(await page().innerText(".title"), /乡村振兴对口帮扶专项资金[^]*2 张表汇总/);
    assert.ok((await page().locator(".part label").allInnerTexts()).includes("木兰乡"));
    await go("各表");
    await line(page(), "road-upkeep").getByRole("checkbox").check();
    await line(page(), "wangjiahe").getByRole("checkbox").check();
    await page().click("#combine");
    await page().waitForSelector(".below .problems li");
  });

  test("rules are told with their clauses, and a file of one's own is used or refused", async () => {
    await go("评分规则");
    await page().getByLabel("按地方查").selectOption("湖北");
    assert.match(await page().innerText(".panel .clauses"), /湖北（武汉）预算绩效自评/);
    await page().click(".profiles >> text=北京市海淀区项目支出绩效自评表");
    await page().waitForSelector("h3:has-text('海淀')");
    assert.ok((await page().locator(".clauses dt").count()) > 3);
    await page().setInputFiles("#own-rules", file("坏的.toml", "id = 1"));
    await page().waitForSelector("text=这个规则文件不能用");
    await page().setInputFiles("#own-rules", example("profiles/our-bureau.toml"));
    await page().waitForSelector(".profiles .used");
    assert.match(await page().innerText(".profiles .used"), /our-bureau.toml · 正在用/);
    await page().click(".profiles .used");
    await page().click("text=改回自动");
  });

  test("files and folders that are dropped from a disk are read", { skip: chromiumOnly }, async () => {
    await go("各表");
    await page().click("text=全部移去");
    await page().waitForSelector("h3:has-text('填报')");
    await go("新填"); // anywhere on the page
    const hand = await page().context().newCDPSession(page());
    const data = { items: [], files: [path.join(EXAMPLES, "filed", "road-upkeep.xlsx"), path.join(EXAMPLES, "wuhan-parts")], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) await hand.send("Input.dispatchDragEvent", { type, x: 500, y: 400, data });
    for (const name of ["road-upkeep.xlsx", "wuhan-parts/mulan.toml", "wuhan-parts/whole.toml"]) await line(page(), name).locator(".tag.error, .tag.warning").first().waitFor();
    assert.equal(4, await page().locator(".list tbody tr").count());
  });

  test("what was typed and not saved is asked about on leaving", async () => {
    await line(page(), "mulan.toml").locator("a").click();
    await page().click("#tab-fill");
    await page().getByLabel("执行数（B）").fill("499万元");
    const [dialog] = await Promise.all([page().waitForEvent("dialog"), page().reload({ timeout: 1000 }).catch(() => {})]);
    assert.equal("beforeunload", dialog.type());
    await dialog.dismiss();
    await page().click("#tab-save");
    await download(page(), () => page().click("#save-toml"));
    assert.equal("499万元", await page().click("#tab-fill").then(() => page().getByLabel("执行数（B）").inputValue()));
  });

  test("a folder is taken whole, and stopped where one wants", async () => {
    await go("各表");
    await page().click("text=全部移去");
    await page().setInputFiles("#folder", path.join(EXAMPLES, "jiangan-2023"));
    await page().waitForFunction(() => document.querySelectorAll(".list tbody tr").length === 4 && !document.querySelector(".tag.busy"));
    const many = Array.from({ length: 40 }, (_, n) => file(`表${n}.toml`, example("jiangan-2023/project.toml").buffer));
    await page().setInputFiles("#files", many);
    await page().click("text=停止");
    await line(page(), "表39.toml").locator("text=已停止，没有读").waitFor();
    await page().waitForSelector(".light.ready");
    await line(page(), "表39.toml").locator("text=再读").click();
    await line(page(), "表39.toml").locator(".tag.error, .tag.warning, .tag.note, .tag.ok").first().waitFor();
    assert.deepEqual([], seat.faults);
    assert.deepEqual([], seat.asked);
  });

  test("keeps nothing unless it is asked to; then it comes back, until it is cleared", async () => {
    const kept = () => page().evaluate(() => indexedDB.databases().then((all) => all.map((one) => one.name)));
    assert.deepEqual([], await kept());
    await go("关于");
    await page().getByLabel("记在这个浏览器里").check();
    await page().waitForFunction(() => indexedDB.databases().then((all) => all.length === 1));
    await page().waitForTimeout(300);
    await page().reload();
    await page().waitForSelector("h2");
    await go("各表");
    await line(page(), "project-filed").locator(".tag.error").waitFor();
    await go("关于");
    assert.ok(await page().getByLabel("记在这个浏览器里").isChecked());
    await page().click("#forget");
    await page().waitForFunction(() => indexedDB.databases().then((all) => all.length === 0));
    assert.ok((await page().locator(".licences summary").allInnerTexts()).some((text) => text.startsWith("Pyodide")));
  });

  test("a browser that cannot run it gets one sentence", async () => {
    for (const gone of ["WebAssembly", "DecompressionStream"]) {
      const old = await opened(on, {}, (one) => one.addInitScript((name) => delete globalThis[name], gone));
      assert.match(await old.page.innerText("#app"), /^这个浏览器太旧，.*请换 2022 年以后的 Edge、Chrome 或 Firefox。$/);
      await old.context.close();
    }
  });

  /** A form printed to PDF by the browser itself: a text PDF as clerks hand in. */
  async function printed() {
    const row = (...cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
    const html = `<meta charset=utf-8><style>td{border:1px solid;padding:4px;font:12px "Noto Sans CJK SC",sans-serif}table{border-collapse:collapse;width:100%}</style><h3>项目支出绩效自评表（2023年度）</h3><table>
      <tr><td colspan=2>项目名称</td><td colspan=5>村容整治</td></tr><tr><td colspan=2>主管部门</td><td colspan=2>青石县农业农村局</td><td>实施单位</td><td colspan=2>青石县农业农村局</td></tr>
      <tr><td colspan=2 rowspan=2>预算执行情况（万元）</td><td>预算数（A）</td><td>执行数（B）</td><td>分值</td><td>执行率</td><td>得分</td></tr>${row("100", "100", "10", "100%", "10")}
      ${row("一级指标", "二级指标", "三级指标", "年度指标值（A）", "实际完成值（B）", "分值", "得分")}
      ${row("产出指标", "数量指标", "整治村庄", "≥5个", "5个", "50", "50")}${row("效益指标", "社会效益指标", "受益户数", "≥300户", "320户", "30", "30")}${row("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", "95%", "10", "10")}
      <tr><td colspan=5>总分</td><td>100</td><td>100</td></tr></table>`;
    const context = await on.printer.newContext();
    const paper = await context.newPage();
    await paper.setContent(html);
    const buffer = await paper.pdf({ format: "A4" });
    await context.close();
    return { name: "印出的.pdf", mimeType: "", buffer };
  }
});
