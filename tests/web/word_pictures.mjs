// Takes pictures of the desk's board and of a command's answer.
// Reads {"url", "account": [NAME, PASSPHRASE], "listing": HTML, "folder"}.

import { readFileSync } from "node:fs";
import { launch } from "./browser.mjs";

const job = JSON.parse(readFileSync(0, "utf8"));
const browser = await launch();

try {
  const context = await browser.newContext({ viewport: { width: 1200, height: 700 } });
  const tab = await context.newPage();
  await tab.goto(job.url);
  await tab.getByLabel("Your name at the desk").fill(job.account[0]);
  await tab.getByLabel("Passphrase").fill(job.account[1]);
  await tab.getByRole("button", { name: "Sign in", exact: true }).click();
  await tab.getByRole("heading", { level: 1 }).waitFor();
  await tab.goto(new URL("/missing/board", job.url).href);
  await tab.screenshot({ path: `${job.folder}/desk-board.png` });
  const blank = await (await browser.newContext({ viewport: { width: 1104, height: 700 } })).newPage();
  await blank.setContent(job.listing);
  await blank.locator("pre").screenshot({ path: `${job.folder}/word-returned.png` });
} finally {
  await browser.close();
}
