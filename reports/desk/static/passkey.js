// Asks the browser for a passkey, new or known, and sends its answer with the form that asked.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// WebAuthn's JSON has bytes as base64url; the browser's own call wants buffers.
const asked = (options) => {
  const keys = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
  const made = { ...options, challenge: bytes(options.challenge) };
  if (options.user) made.user = { ...options.user, id: bytes(options.user.id) };
  if (options.allowCredentials) made.allowCredentials = keys(options.allowCredentials);
  if (options.excludeCredentials) made.excludeCredentials = keys(options.excludeCredentials);
  return made;
};

const answered = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const said = form.querySelector("[role=status]");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    const field = form.elements.credential;
    if (field.value) return;
    event.preventDefault();
    if (!window.PublicKeyCredential) {
      said.textContent = "This browser can't use passkeys here: the desk must be opened by https.";
      return;
    }
    try {
      const publicKey = asked(JSON.parse(form.dataset.options));
      const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
      field.value = answered(credential);
      form.submit();
    } catch (problem) {
      said.textContent = problem.name === "InvalidStateError"
        ? "This passkey is known already. Use another one."
        : "No passkey was used. Press the button to try again.";
      button.focus();
    }
  });
  button.disabled = false; // until here a press would have sent the form without an answer
}
