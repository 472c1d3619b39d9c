// The pictures of docs/page.zh-CN.md: node test/pictures.mjs, on a built page.
import fs from "node:fs";
import path from "node:path";
import { browser, example, line, opened, put, ready } from "./page.mjs";

const OUT = path.join(import.meta.dirname ?? ".", "..", "..", "docs", "page");
fs.mkdirSync(OUT, { recursive: true });
const on = await browser();
const { page } = await opened(on, { viewport: { width: 1000, height: 620 } });
const shot = (name) => page.screenshot({ path: path.join(OUT, `${name}.png`) });
const open = async (tab) => {
  await page.click("nav >> text=各表");
  await line(page, "road-upkeep").locator("a").click();
  await page.click(`#tab-${tab}`);
};
await ready(page);
await shot("door");
await put(page, example("filed/road-upkeep.xlsx"), example("wuhan-parts/mulan.toml"), example("wuhan-parts/wangjiahe.toml"), example("jiangan-2023/project-filed.toml"));
await page.setViewportSize({ width: 1200, height: 660 });
await shot("list");
await open("findings");
await page.locator(".finding.error").click();
await page.locator("td.chosen").waitFor();
await page.setViewportSize({ width: 1200, height: 900 });
await page.waitForTimeout(900); // until it has scrolled there
await page.evaluate(() => scrollTo(0, 190));
await page.waitForTimeout(300);
await shot("findings");
await page.setViewportSize({ width: 1200, height: 660 });
await open("fill");
await page.locator(".entry .said").first().waitFor();
await page.locator(".entry").first().scrollIntoViewIfNeeded();
await page.evaluate(() => document.querySelector(".row-heads").scrollIntoView());
await page.evaluate(() => scrollBy(0, -80));
await shot("fill");
await on.close();
