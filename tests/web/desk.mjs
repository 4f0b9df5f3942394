// Every page of a desk in Chromium at each width, by day and by night: axe, layout, markup, what it asks for.
// Reads {"url", "signIn": [NAME, PASSPHRASE], "paths": {PATH: STATUS}, "shots": FOLDER or null} as JSON; prints
// for each path what was seen.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { HtmlValidate } from "html-validate";
import { launch } from "./browser.mjs";
import { faultsOfLayout } from "./layout.mjs";
import { DESK_MARKUP } from "./markup.mjs";

const job = JSON.parse(readFileSync(0, "utf8"));
const WIDTHS = [320, 600, 1200];
const SCHEMES = ["light", "dark"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// axe takes most of the time: outside a soak, two of six see both colours and both ends of what is shown.
const HEARD = process.env.RECKONER_SOAK === "1" ? null : new Set(["320 light", "1200 dark"]);
const validator = new HtmlValidate(DESK_MARKUP);
// A row of the menu is full before the next one begins; where the word that opens it is shown, it is a phone's.
const faultsOfMenu = () => {
  const menu = document.querySelector(".desk-menu");
  if (!menu || menu.querySelector("summary").checkVisibility()) return [];
  const gap = parseFloat(getComputedStyle(menu).columnGap) || 0;
  const { right } = menu.getBoundingClientRect();
  const boxes = [...menu.querySelectorAll("li")].map((each) => each.getBoundingClientRect());
  const early = (box, before) => box.left <= before.left && before.right + gap + box.width < right;
  return boxes.flatMap((box, place) => place && early(box, boxes[place - 1])
    ? [{ rule: "menu", what: `entry ${place + 1} begins a row where the last one has room` }] : []);
};
const browser = await launch();
const answers = {};
try {
  const context = await browser.newContext({ bypassCSP: true });
  const tab = await context.newPage();
  let seen = [];
  await context.route(() => true, (route) => {
    const { host, protocol } = new URL(route.request().url());
    if (host === new URL(job.url).host || protocol === "data:") return route.continue();
    seen.push({ at: "any", rule: "elsewhere", what: route.request().url().slice(0, 200) });
    return route.abort();
  });
  tab.on("pageerror", (error) => seen.push({ at: "any", rule: "script", what: error.message }));
  tab.on("console", (message) => {
    const refused = message.location().url === tab.url() && message.text().includes("status of 4"); // as expected
    if (message.type() === "error" && !refused) seen.push({ at: "any", rule: "console", what: message.text().slice(0, 300) });
  });
  for (const [path, status] of [["/sign-in", 200], ...Object.entries(job.paths)]) {
    seen = answers[path] = [];
    const answer = await tab.goto(new URL(path, job.url).href);
    const kind = answer.headers()["content-type"] ?? "";
    if (answer.status() !== status) seen.push({ at: "any", rule: "status", what: `${answer.status()}` });
    if (!kind.startsWith("text/html")) continue;
    const { results } = await validator.validateString(await answer.text());
    for (const { messages } of results) {
      for (const each of messages) seen.push({ at: `${each.line}:${each.column}`, rule: each.ruleId, what: each.message });
    }
    await tab.evaluate(AXE);
    await tab.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
    await tab.evaluate(() => Promise.all([...document.images].map((each) => {
      each.loading = "eager";
      return each.decode().catch(() => {});
    })));
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      for (const colorScheme of SCHEMES) {
        await tab.emulateMedia({ colorScheme });
        const at = `${width} ${colorScheme}`;
        // Sheets of paper that are scrolled away in a frame of their own lie on nothing that is shown.
        await tab.addStyleTag({ content: ".desk-sheets { display: none }" });
        for (const fault of await tab.evaluate(faultsOfLayout)) seen.push({ at, ...fault });
        for (const fault of await tab.evaluate(faultsOfMenu)) seen.push({ at, ...fault });
        if (job.shots) {
          const name = path.replace(/[^a-z0-9]+/gi, "-").slice(0, 80);
          await tab.screenshot({ path: `${job.shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
        }
        if (HEARD && !HEARD.has(at)) continue;
        const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], iframes: false }));
        for (const { id, nodes } of violations) {
          for (const node of nodes) seen.push({ at, rule: `axe ${id}`, what: node.html.slice(0, 200) });
        }
      }
    }
    if (path === "/sign-in") {
      await tab.getByLabel("Your name at the desk").fill(job.signIn[0]);
      await tab.getByLabel("Passphrase").fill(job.signIn[1]);
      await tab.getByRole("button", { name: "Sign in", exact: true }).click();
      await tab.waitForURL(job.url);
    }
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(answers));
