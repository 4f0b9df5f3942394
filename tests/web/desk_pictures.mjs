// Takes pictures of a desk for the documentation. Reads {"url", "people": {ID: [NAME, PASSPHRASE]}, "folder"}.

import { readFileSync } from "node:fs";
import { launch } from "./browser.mjs";

const job = JSON.parse(readFileSync(0, "utf8"));
const browser = await launch();

async function as(person) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 860 } });
  const tab = await context.newPage();
  await tab.goto(job.url);
  const [name, passphrase] = job.people[person];
  await tab.getByLabel("Your name at the desk").fill(name);
  await tab.getByLabel("Passphrase").fill(passphrase);
  await tab.getByRole("button", { name: "Sign in", exact: true }).click();
  await tab.getByRole("heading", { level: 1 }).waitFor();
  return tab;
}

async function take(tab, path, name, before = async () => {}) {
  await tab.goto(new URL(path, job.url).href);
  await before(tab);
  await tab.screenshot({ path: `${job.folder}/${name}.png` });
}

try {
  const reader = await as("communications");
  const words = "/drafts/newsletter/2026-02/draft-001/words/web.html";
  await reader.goto(new URL(words, job.url).href);
  await reader.getByRole("link", { name: /^Comment on “There is to be a national/ }).click();
  await reader.getByLabel("Comment on this paragraph").fill("Could this say how quickly?");
  await reader.getByRole("button", { name: "Add the comment" }).click();
  await take(reader, words, "desk-comments", async (tab) => {
    await tab.getByRole("link", { name: /^Comment on “Extra patrols/ }).evaluate((each) => each.scrollIntoView());
  });
  const approver = await as("chief-executive");
  await take(approver, "/drafts/newsletter/2026-02/draft-001", "desk-draft", async (tab) => {
    await tab.setViewportSize({ width: 1200, height: 1120 });
    await tab.locator("img.desk-sheet").first().evaluate((each) => each.decode());
  });
  await approver.setViewportSize({ width: 1200, height: 860 });
  await take(approver, "/", "desk-start");
  const writer = await as("policy");
  await take(writer, "/write/newsletter/2026-02/words/news/2026-02-03-hotspot-patrols.md", "desk-write", async (tab) => {
    await tab.getByLabel("Search them").fill("patrol hours");
    await tab.getByRole("button", { name: "Insert hotspot.patrol_hours", exact: true }).waitFor();
  });
  await take(writer, "/write/newsletter/2026-02/words/news/2026-02-03-hotspot-patrols.md", "desk-preview", async (tab) => {
    await tab.getByRole("button", { name: "Preview", exact: true }).click();
    const frame = tab.frameLocator('iframe[title="Preview"]');
    await frame.getByText("Extra foot patrols").first().waitFor({ timeout: 60000 });
    await tab.locator("#preview-title").scrollIntoViewIfNeeded();
    await tab.locator("#preview-title").evaluate((each) => each.scrollIntoView());
  });
} finally {
  await browser.close();
}
