// Shows how far a piece of work is, without loading the page anew until it has ended.
"use strict";
async function look() {
  const shown = document.getElementById("progress");
  try {
    const answer = await fetch(location.pathname, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("progress");
    if (!now || !now.dataset.running) {
      location.reload();
      return;
    }
    if (now.textContent !== shown.textContent) shown.replaceChildren(...now.childNodes);
  } catch {
    // The desk may be starting anew: the next look tells.
  }
  setTimeout(look, 2000);
}
setTimeout(look, 2000);
