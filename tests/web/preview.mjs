// Watches a preview in Chromium: what its views show, and what they show once a file is saved anew.
// Reads one job as JSON: {"url": ..., "file": PATH, "from": TEXT, "to": TEXT}; prints JSON.

import { readFileSync, writeFileSync } from "node:fs";
import { launch } from "./browser.mjs";

const job = JSON.parse(readFileSync(0, "utf8"));
const browser = await launch();
try {
  const tab = await browser.newPage({ viewport: { width: 1720, height: 900 } });
  const errors = [];
  tab.on("pageerror", (error) => errors.push(error.message));
  await tab.goto(job.url);

  const titles = ["At a desk", "On a phone", "As plain text"];
  const view = (title) => tab.frameLocator(`iframe[title="${title}"]`);
  const views = () => Promise.all(titles.map((title) => view(title).locator("body").innerText()));
  const shows = (text) => Promise.all(titles.map((title) => view(title).getByText(text).first().waitFor({ timeout: 60000 })));
  const sheets = async () => {
    await tab.waitForFunction(() => document.getElementById("coming").textContent === "", null, { timeout: 60000 });
    await view("On paper").locator("img").first().waitFor({ timeout: 60000 });
    return view("On paper").locator("img").evaluateAll(async (all) => {
      await Promise.all(all.map((each) => { each.loading = "eager"; return each.decode(); }));
      return all.map((each) => [each.alt, each.naturalWidth]);
    });
  };
  const desk = () => tab.frames()[1].evaluate(() => window.scrollY);

  await shows(job.from);
  const before = await views();
  await sheets();
  const places = await tab.locator("iframe").evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
  await tab.frames()[1].evaluate(() => window.scrollTo(0, 120));
  writeFileSync(job.file, readFileSync(job.file, "utf8").replace(job.from, job.to));
  await shows(job.to);
  await tab.waitForFunction(() => document.querySelector("iframe").contentWindow.scrollY === 120, null, { timeout: 5000 });
  const paper = await sheets();
  const said = await tab.locator("#said").innerText();
  if (job.shot) await tab.screenshot({ path: job.shot });
  process.stdout.write(JSON.stringify({ before, after: await views(), places, said, paper, scrolled: await desk(), errors }));
} finally {
  await browser.close();
}
