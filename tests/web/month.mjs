// A month's newsletter at the desk in Chromium, by mouse or by keyboard alone. Reads a job as JSON, prints JSON.
//
//   {"url", "people": {"writer": [NAME, PASSPHRASE], "approver": [...]}, "picture": PATH, "keyboard": BOOLEAN,
//    "shots": FOLDER or null}

import { readFileSync } from "node:fs";
import { launch } from "./browser.mjs";

const job = JSON.parse(readFileSync(0, "utf8"));
const browser = await launch();
const faults = [];
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
await context.route(() => true, (route) => {
  const { protocol, host, pathname } = new URL(route.request().url());
  // A slow line: the page can be seen before its script has run.
  const held = pathname.endsWith("/passkey.js") ? 1500 : 0;
  if (host === new URL(job.url).host || protocol === "data:") return setTimeout(() => route.continue(), held);
  faults.push(`asked elsewhere: ${route.request().url().slice(0, 200)}`);
  return route.abort();
});
const tab = await context.newPage();
const cdp = await context.newCDPSession(tab);
await cdp.send("WebAuthn.enable");
await cdp.send("WebAuthn.addVirtualAuthenticator", { options: {
  protocol: "ctap2", transport: "usb", hasResidentKey: false, hasUserVerification: true, isUserVerified: true,
  automaticPresenceSimulation: true,
} });
tab.setDefaultTimeout(60000);
// The browser itself notes the form that is refused on purpose.
tab.on("console", (message) => {
  if (message.type() !== "error") return;
  if (message.location().url.endsWith("/story") && message.text().includes("status of 400")) return;
  faults.push(`console: ${message.text()}`);
});
tab.on("pageerror", (error) => faults.push(`script: ${error.message}`));
tab.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });

const mouse = {
  press: (at) => at.click(),
  write: (at, text) => at.fill(text),
  choose: (at, value) => at.selectOption(value),
  upload: (at, path) => at.setInputFiles(path),
};

// Where the keyboard is must be reached from where it was, and be seen there.
async function reach(at) {
  await at.waitFor();
  for (let tries = 0; tries < 400; tries += 1) {
    if (await at.evaluate((each) => each === document.activeElement)) {
      if (!(await at.evaluate((each) => each.matches(":focus-visible")))) faults.push("focus can't be seen");
      return;
    }
    await tab.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${at}`);
}
const keys = {
  async press(at) { await reach(at); await tab.keyboard.press("Enter"); },
  async write(at, text) { await reach(at); await tab.keyboard.press("Control+A"); await tab.keyboard.type(text); },
  async choose(at, value) {
    await reach(at);
    for (let tries = 0; tries < 30 && (await at.inputValue()) !== value; tries += 1) await tab.keyboard.press("ArrowDown");
    for (let tries = 0; tries < 30 && (await at.inputValue()) !== value; tries += 1) await tab.keyboard.press("ArrowUp");
  },
  async upload(at, path) {
    for (let tries = 0; tries < 4; tries += 1) { // a busy browser may not open it at the first press
      await reach(at);
      const asked = tab.waitForEvent("filechooser", { timeout: 12_000 }).catch(() => null);
      await tab.keyboard.press("Space");
      const chooser = await asked;
      if (chooser) return chooser.setFiles(path);
    }
    throw new Error("no file can be chosen by the keyboard");
  },
};
const hand = job.keyboard ? keys : mouse;
const link = (name) => tab.getByRole("link", { name }).first();
const button = (name) => tab.getByRole("button", { name }).first();
const box = (name) => tab.getByLabel(name, { exact: true }).first();
const shot = (name) => (job.shots ? tab.screenshot({ path: `${job.shots}/${name}.png` }) : null);

async function signIn([name, passphrase]) {
  await hand.write(box("Your name at the desk"), name);
  await hand.write(box("Passphrase"), passphrase);
  await hand.press(button("Sign in"));
  await tab.getByRole("heading", { level: 1 }).waitFor();
}

const seen = {};
try {
  await tab.goto(job.url);
  await signIn(job.people.writer);
  await shot("desk-start");

  await hand.press(link("Write"));
  await hand.press(link("newsletter 2026-02"));
  await hand.press(link("Write a new story"));
  await hand.write(box("Title"), "A morning with the river patrol");
  await hand.write(box("Day"), "2026-02-17");
  await hand.write(box("Summary"), "Who looks after the river, and what they see.");
  await hand.write(box("Words"), "Two officers walk along the river each morning and talk to people on the boats.");
  await hand.upload(box("File"), job.picture);
  await hand.press(button("Save the story"));
  seen.refused = await tab.locator(".govuk-error-summary").innerText();
  seen.kept = await box("Words").inputValue();
  await hand.upload(box("File"), job.picture);
  await hand.write(box("What it shows"), "Two officers on a path beside a river in the morning");
  await hand.press(button("Save the story"));
  await tab.getByText("The story is saved").waitFor();
  await tab.waitForLoadState("load"); // names are completed once the page's script runs

  await hand.write(box("Words"), "Two officers walk along the river each morning. Since {{ " + job.name.slice(0, -2));
  const name = tab.getByRole("button", { name: `Insert ${job.name}`, exact: true });
  await hand.press(name);
  seen.inserted = await box("Words").inputValue();
  const frame = tab.frameLocator('iframe[title="Preview"]');
  await frame.getByText("Two officers walk along the river each morning. Since").first().waitFor({ timeout: 60000 });
  seen.preview = await frame.locator("body").innerText();
  const written = frame.locator("p", { hasText: "Two officers walk along the river each morning. Since" }).first();
  seen.follows = await written.evaluate((each) => {
    const { top, bottom } = each.getBoundingClientRect();
    return window.scrollY > 0 && top >= 0 && bottom <= window.innerHeight;
  });
  await shot("desk-write");
  await hand.write(box("Words"), "Two officers walk along the river each morning and talk to people on the boats about what worries them.");
  await hand.press(button("Save"));
  await tab.getByText("is saved. The edition can be built").waitFor();

  await hand.press(link("Publications"));
  await hand.press(tab.locator('main a[href="/publications/newsletter"]').first());
  await hand.choose(box("Edition"), "2026-02");
  await hand.press(button("Build it"));
  const read = link(/^Read newsletter\/2026-02\/draft/);
  await read.waitFor({ timeout: 120000 });
  await hand.press(read);
  await tab.waitForURL(/\/drafts\/newsletter\//);
  seen.draft = new URL(tab.url()).pathname;
  seen.offers = await tab.getByRole("button").allInnerTexts();
  await hand.write(box("Comment"), "The story about the river is new.");
  await hand.press(button("Add the comment"));
  await tab.getByText("Your comment is kept").waitFor();
  await hand.press(link("its words with each number’s source"));
  await hand.press(link(/^Comment on “Two officers walk/));
  await hand.write(box("Comment on this paragraph"), "Sergeant Lee has read this.");
  await hand.press(button("Add the comment"));
  await tab.getByText("Your comment is kept").waitFor();
  seen.beside = await tab.locator(".desk-block:target").innerText();
  await hand.press(button("Sign out"));

  await signIn(job.people.approver);
  await hand.press(link("Your sign-in"));
  await hand.write(box("A name for it"), "blue stick");
  await hand.press(button("Add a passkey"));
  await tab.getByText("Your passkey blue stick is kept").waitFor();
  await hand.press(link("What waits"));
  await hand.press(tab.locator(`main a[href="${seen.draft}"]`).first());
  seen.comments = await tab.locator("main").innerText();
  await shot("desk-draft");
  await hand.press(button(/^Approve/));
  await tab.getByRole("heading", { name: "Sign in again" }).waitFor();
  seen.passphrases = await tab.locator("input[type=password]").count();
  await hand.press(button("Use my passkey"));
  await tab.getByText("You can go on for five minutes").waitFor();
  await hand.press(button(/^Approve/));
  await tab.getByText(/is approved: row/).first().waitFor();
  await hand.choose(tab.locator('form[action$="/deliver"] select').first(), "shelf");
  await hand.press(tab.locator('form[action$="/deliver"] button').first());
  await hand.press(button("Carry it out"));
  await tab.getByText(/is now:/).waitFor();
  seen.log = await tab.locator("main").innerText();
  await shot("desk-delivered");
} catch (error) {
  faults.push(`${error.message.slice(0, 600)} at ${tab.url()}: ${(await tab.locator("main").innerText().catch(() => "")).slice(0, 1500)}`);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({ seen, faults }));
