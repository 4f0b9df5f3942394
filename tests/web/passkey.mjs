// Adds a passkey at the desk and approves a draft with it, in Chromium with a virtual authenticator.
// Reads one job as JSON: {"url": ..., "name": ..., "passphrase": ..., "draft": PATH}; prints JSON.

import { readFileSync } from "node:fs";
import { launch } from "./browser.mjs";

const job = JSON.parse(readFileSync(0, "utf8"));
const browser = await launch();
try {
  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.setDefaultTimeout(30000);
  const errors = [];
  tab.on("pageerror", (error) => errors.push(error.message));
  tab.on("console", (said) => said.type() === "error" && errors.push(said.text()));
  const sent = [];
  tab.on("request", (request) => {
    const form = new URLSearchParams(request.postData() || "");
    if (form.get("credential")) sent.push(form.get("credential"));
  });
  const cdp = await context.newCDPSession(tab);
  await cdp.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2", transport: "usb", hasResidentKey: false, hasUserVerification: true, isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
  const said = () => tab.locator("main").innerText();
  const press = async (name) => { await tab.getByRole("button", { name }).click(); await tab.waitForLoadState(); };

  await tab.goto(`${job.url}sign-in`);
  await tab.getByLabel("Your name at the desk").fill(job.name);
  await tab.getByLabel("Passphrase").fill(job.passphrase);
  await press("Sign in");

  await tab.goto(`${job.url}you`);
  await tab.getByLabel("A name for it").fill("blue stick");
  await tab.getByRole("button", { name: "Add a passkey" }).click();
  await tab.getByText("Your passkey blue stick is kept").waitFor();

  await tab.goto(`${job.url}${job.draft}`);
  await press("Approve these very bytes");
  await tab.getByRole("heading", { name: "Sign in again" }).waitFor();
  const fields = await tab.locator("input[type=password]").count();
  await tab.getByRole("button", { name: "Use my passkey" }).click();
  await tab.getByText("You can go on for five minutes").waitFor();
  await press("Approve these very bytes");
  const approved = await said();
  const used = sent.at(-1);

  const cookie = (await context.cookies()).find((each) => each.name === "desk").value;
  // An answer sent a second time, with a token that is right.
  await tab.goto(`${job.url}confirm`);
  await tab.evaluate((credential) => {
    const form = document.querySelector("form[data-passkey]");
    form.elements.credential.value = credential;
    form.submit();
  }, used);
  await tab.getByText("There is a problem").waitFor();
  const replayed = await said();

  // A copy of the key that was made before its last use.
  const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
  const count = credentials[0].signCount;
  await cdp.send("WebAuthn.clearCredentials", { authenticatorId });
  await cdp.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credentials[0], signCount: 0 } });
  await tab.goto(`${job.url}confirm`);
  await tab.getByRole("button", { name: "Use my passkey" }).click();
  await tab.getByText("There is a problem").waitFor();
  const copied = await said();

  process.stdout.write(JSON.stringify({ fields, approved, replayed, copied, count, cookie, used, errors }));
} finally {
  await browser.close();
}
