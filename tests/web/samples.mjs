// Pictures of pages for the documentation: a list of {file, out, width, height, scheme} on standard input.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const browser = await launch();
for (const { file, out, width, height, scheme } of JSON.parse(readFileSync(0, "utf8"))) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: out });
  await page.close();
}
await browser.close();
