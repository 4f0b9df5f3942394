// Shows mails as a reader sees them: reads a list of {"file": HTML, "shot": PNG} as JSON, takes each picture of
// the whole page, and prints for each mail the natural size of every picture in it; 0 for one that is broken.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const browser = await launch();
const answers = [];
try {
  for (const { file, shot } of JSON.parse(readFileSync(0, "utf8"))) {
    const context = await browser.newContext({ viewport: { width: 700, height: 900 } });
    await context.route(/^(https?|wss?|ftp):/, (route) => route.abort());
    const tab = await context.newPage();
    await tab.goto(pathToFileURL(file).href);
    answers.push(await tab.evaluate(() => [...document.images].map((each) => [each.naturalWidth, each.naturalHeight])));
    await tab.screenshot({ path: shot, fullPage: true });
    await context.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(answers));
