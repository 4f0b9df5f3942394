// Looks at web pages and mail: reads a list of jobs as JSON, prints what was seen as JSON.
// One process for many pages, because starting Node and a browser costs more than looking.
//
//   {"look": "page", "file": PATH, "shots": FOLDER or null}   in Chromium, at each width, by day and by night, and
//                                                             as it is printed
//   {"look": "sheets", "file": PATH}                          how many sheets of A4 a browser prints
//   {"look": "contents", "file": PATH}                        how the list of contents stands on a phone, unfolds from
//                                                             the bar there, and stands at a desk at each section
//   {"look": "policy", "file": PATH}                          what the page's own policy kept from loading or
//                                                             running, from disk and from a site
//   {"look": "markup", "file": PATH}                          html-validate for pages, see markup.mjs
//   {"look": "mail markup", "file": PATH}                     html-validate for mail
//   {"look": "mail", "file": PATH}                            caniemail for the readers in mail.mjs

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { caniemail } from "caniemail";
import { HtmlValidate } from "html-validate";
import { launch } from "./browser.mjs";
import { READERS } from "./mail.mjs";
import { MAIL_MARKUP, PAGE_MARKUP } from "./markup.mjs";
import { faultsOfFocus, faultsOfPrint } from "./contrast.mjs";
import { faultsOfLayout } from "./layout.mjs";

// By day at each width, since what overflows at one may fit at its neighbours; by night where nothing else differs.
const WIDTHS = [320, 375, 480, 600, 768, 900, 1024, 1200];
const NIGHTS = new Set([320, 600, 1200]);
const SCHEMES = ["light", "dark"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// axe takes its time. Colours differ by day and by night, what is shown differs by width: two of six see both.
const HEARD = new Set(["320 light", "1200 dark"]);

async function page({ file, shots }, browser) {
  const context = await browser.newContext({ bypassCSP: true });
  const seen = [];
  const asked = [];
  try {
    await context.route(/^(https?|wss?|ftp):/, (route) => route.abort());
    const tab = await context.newPage();
    tab.on("requestfailed", (request) => asked.push(`could not load ${request.url().slice(0, 200)}`));
    tab.on("pageerror", (error) => asked.push(`script error: ${error.message}`));
    tab.on("dialog", (dialog) => { asked.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    await tab.goto(pathToFileURL(file).href);
    await tab.evaluate(AXE);
    await tab.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      for (const scheme of NIGHTS.has(width) ? SCHEMES : ["light"]) {
        await tab.emulateMedia({ colorScheme: scheme });
        const at = `${width} ${scheme}`;
        for (const fault of await tab.evaluate(faultsOfLayout)) seen.push({ at, ...fault });
        if (width === 1200) {
          await tab.keyboard.press("Tab"); // from here on Chromium shows the focus as a keyboard's
          for (const fault of await tab.evaluate(faultsOfFocus)) seen.push({ at, ...fault });
        }
        if (HEARD.has(at)) {
          const { violations } = await tab.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
          for (const { id, nodes } of violations) {
            for (const node of nodes) seen.push({ at, rule: `axe ${id}`, what: node.html.slice(0, 200) });
          }
        }
        if (shots) await tab.screenshot({ path: `${shots}/${basename(file, ".html")}-${at.replace(" ", "-")}.png`, fullPage: true });
      }
    }
    for (const scheme of SCHEMES) {
      await tab.emulateMedia({ colorScheme: scheme, media: "print" });
      for (const fault of await tab.evaluate(faultsOfPrint)) seen.push({ at: `print ${scheme}`, ...fault });
    }
    for (const what of new Set(asked)) seen.push({ at: "any", rule: "loading", what });
  } finally {
    await context.close();
  }
  return seen;
}

async function policy({ file }, browser) {
  const seen = [];
  const site = "http://office.test";
  for (const at of ["disk", "site"]) {
    const context = await browser.newContext();
    try {
      await context.route(/^(https?|wss?|ftp):/, (route) => {
        const { origin, pathname } = new URL(route.request().url());
        return origin === site ? route.fulfill({ path: decodeURIComponent(pathname) }) : route.abort();
      });
      const tab = await context.newPage();
      await tab.addInitScript(() => {
        window.kept = [];
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
          window.kept.push(`${effectiveDirective} ${blockedURI} ${sourceFile}`.slice(0, 200)));
      });
      await tab.goto(at === "disk" ? pathToFileURL(file).href : site + pathToFileURL(file).pathname);
      await tab.waitForLoadState("load");
      const { kept, pictures, rules, ran } = await tab.evaluate(() => ({
        kept: window.kept,
        pictures: [...document.images].filter((each) => !each.naturalWidth).map((each) => each.src.slice(0, 200)),
        rules: [...document.styleSheets].filter((sheet) => !sheet.href && sheet.cssRules.length).length,
        ran: window.ran ?? [],
      }));
      for (const what of kept) seen.push({ at, rule: "kept out", what });
      for (const what of pictures) seen.push({ at, rule: "picture", what });
      for (const what of ran) seen.push({ at, rule: "ran", what });
      if (rules === 0) seen.push({ at, rule: "style", what: "the page has no style" });
    } finally {
      await context.close();
    }
  }
  return seen;
}

async function sheets({ file }, browser) {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    await tab.goto(pathToFileURL(file).href);
    const pdf = await tab.pdf({ format: "A4", preferCSSPageSize: true });
    const count = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    return [{ at: "A4", rule: "sheets", what: String(count) }];
  } finally {
    await context.close();
  }
}

async function contents({ file }, browser) {
  const tab = await browser.newPage();
  const seen = [];
  try {
    await tab.goto(pathToFileURL(file).href);
    const goals = await tab.evaluate(() => [...document.querySelectorAll(".contents a")].map((each) => each.hash.slice(1)));
    for (const [at, width, height] of [["phone", 375, 812], ["desk", 1280, 800]]) {
      await tab.setViewportSize({ width, height });
      for (const goal of at === "desk" ? goals : goals.slice(0, 1)) {
        await tab.evaluate((id) => document.getElementById(id).scrollIntoView(), goal);
        await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const what = await tab.evaluate(() => {
          const list = document.querySelector(".contents");
          const shown = [...list.querySelectorAll("a")].filter((each) => each.checkVisibility({ contentVisibilityAuto: true }));
          const marked = shown.filter((each) => each.matches(":target-current")).map((each) => each.hash.slice(1));
          return { shown: shown.length, marked, more: list.scrollHeight > list.clientHeight + 1, scrolls: getComputedStyle(list).overflowY };
        });
        seen.push({ at, rule: goal, what: JSON.stringify(what) });
      }
      if (at === "phone") {
        const shown = () => tab.locator(".contents a:visible").count();
        const down = await tab.locator(".bar").evaluate((bar) => { scrollTo(0, 9999); return [bar.getBoundingClientRect().top, scrollY]; });
        await tab.locator(".bar a").click();
        const open = await shown();
        await tab.locator(".contents a").last().click();
        const [bar, goal] = [await tab.locator(".bar").boundingBox(), await tab.locator(`[id="${goals.at(-1)}"]`).boundingBox()];
        seen.push({ at, rule: "bar", what: JSON.stringify({ down, open, then: await shown(), below: goal.y - bar.y - bar.height }) });
      }
    }
  } finally {
    await tab.close();
  }
  return seen;
}

async function markup({ look, file }) {
  const report = await validators[look].validateFile(file);
  return report.results.flatMap(({ messages }) => messages).map((each) => ({
    at: `${each.line}:${each.column}`, rule: each.ruleId, what: each.message,
  }));
}

function mail({ file }) {
  const { issues } = caniemail({ clients: READERS, html: readFileSync(file, "utf8") });
  const seen = new Map();
  for (const kind of ["errors", "warnings"]) {
    for (const [reader, found] of issues[kind]) {
      for (const { title } of found) {
        const at = seen.get(title) ?? new Set();
        seen.set(title, at.add(`${reader}${kind === "warnings" ? " in part" : ""}`));
      }
    }
  }
  return [...seen].map(([rule, at]) => ({ at: [...at].sort().join(", "), rule, what: "not understood" }));
}

const jobs = JSON.parse(readFileSync(0, "utf8"));
const validators = { markup: new HtmlValidate(PAGE_MARKUP), "mail markup": new HtmlValidate(MAIL_MARKUP) };
const looks = { page, policy, sheets, contents, markup, "mail markup": markup, mail };
const browser = jobs.some((job) => ["page", "policy", "sheets", "contents"].includes(job.look)) ? await launch() : null;
const answers = [];
try {
  for (const job of jobs) answers.push(await looks[job.look](job, browser));
} finally {
  await browser?.close();
}
process.stdout.write(JSON.stringify(answers));
