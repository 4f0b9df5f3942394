// Better with this, complete without: names are found while they are typed and put in with a key, and the
// preview follows the words. Nothing is saved by it.
"use strict";

const form = document.getElementById("words");
const body = document.getElementById("body");
const find = document.getElementById("find");
const found = document.getElementById("found");
const preview = document.getElementById("preview");
const PART = { "X-Desk": "part" };
const QUIET = 1200;

function later(act, delay) {
  let waiting;
  return () => { clearTimeout(waiting); waiting = setTimeout(act, delay); };
}

// What has been typed since the last open braces, up to where the cursor is.
function begun() {
  const before = body.value.slice(0, body.selectionStart);
  const open = /\{\{\s*([\w.]*)$/.exec(before);
  return open && { from: open.index, text: open[1] };
}

function insert(name) {
  const open = begun();
  const from = open ? open.from : body.selectionStart;
  const rest = /^\s*\}\}/.exec(body.value.slice(body.selectionEnd));
  const to = body.selectionEnd + (open && rest ? rest[0].length : 0);
  body.setRangeText(`{{ ${name} }}`, from, to, "end");
  body.focus();
  refresh();
}

let asked = 0;
async function search() {
  const mine = ++asked;
  const query = new URLSearchParams({ find: find.value });
  const answer = await fetch(`${form.dataset.home}/placeholders?${query}`, { headers: PART });
  if (!answer.ok || answer.redirected || mine !== asked) return;
  found.innerHTML = await answer.text();
  ready();
}

function ready() {
  for (const button of found.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.setAttribute("aria-label", `Insert ${button.dataset.insert}`);
  }
}

// Words as they are compared: what typography changes is made alike.
const plain = (text) => text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/[–—]/g, "-").replace(/\s+/g, " ").trim();

// Where the page says what is being written: the cursor's line, or else the title.
function written(page) {
  const before = body.value.slice(0, body.selectionStart);
  const line = body.value.slice(before.lastIndexOf("\n") + 1).split("\n")[0];
  const [, title = ""] = /^title:(.*)$/m.exec(document.getElementById("front").value) || [];
  const pieces = (text) => text.split(/\{\{.*?\}\}|\]\(.*?\)|[*_`#|[\]\\]/).map(plain).filter((piece) => piece.length > 7);
  const wanted = [...pieces(line).sort((one, other) => other.length - one.length), ...pieces(title)];
  const said = [...page.querySelectorAll("h1, h2, h3, h4, p, li, td, th")].map((each) => [each, plain(each.textContent)]);
  for (const piece of wanted) {
    const [place] = said.find(([, text]) => text.includes(piece)) || [];
    if (place) return place;
  }
  return null;
}

let shown = "";
let busy = false;
async function previewOf(fields, what) {
  fields.set("preview", what);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields), headers: PART });
  return answer.ok && !answer.redirected ? answer.text() : null;
}

function paint(part) {
  const old = preview.querySelector("iframe");
  const at = old && old.contentWindow ? old.contentWindow.scrollY : 0;
  preview.innerHTML = part;
  const frame = preview.querySelector("iframe");
  if (frame) frame.addEventListener("load", () => {
    const view = frame.contentWindow;
    const place = written(frame.contentDocument);
    // Not scrollIntoView: that would move the page of the desk as well, under the writer's hands.
    view.scrollTo(0, place ? place.getBoundingClientRect().top + view.scrollY - view.innerHeight / 3 : at);
  });
}

const typed = () => {
  const fields = new FormData(form);
  return `${fields.get("front")}\n${fields.get("body")}`;
};

// The pages first, then what is wrong with them: checking takes longer than making them.
async function show() {
  const fields = new FormData(form);
  const words = typed();
  if (busy || words === shown) return;
  busy = true;
  preview.setAttribute("aria-busy", "true");
  try {
    const pages = await previewOf(fields, "pages");
    if (pages === null) return;
    shown = words;
    paint(pages);
    if (typed() !== words) return;
    const checked = await previewOf(fields, "yes");
    if (checked === null) return;
    const found = new DOMParser().parseFromString(checked, "text/html");
    const said = preview.querySelector("[data-said]");
    if (said) said.replaceWith(found.querySelector("[data-said]"));
  } finally {
    busy = false;
    preview.removeAttribute("aria-busy");
    if (typed() !== words) refresh();
  }
}

const refresh = later(show, QUIET);
const seek = later(search, 200);
find.addEventListener("input", seek);
find.addEventListener("keydown", (event) => {
  if (event.key === "Enter") { event.preventDefault(); search(); }
});
body.addEventListener("input", () => {
  const open = begun();
  if (open && open.text !== find.value) { find.value = open.text; seek(); }
  refresh();
});
document.getElementById("front").addEventListener("input", refresh);
found.addEventListener("click", ({ target }) => { if (target.dataset.insert) insert(target.dataset.insert); });
form.addEventListener("submit", (event) => {
  const what = event.submitter ? event.submitter.name : "save";
  if (what === "preview") { event.preventDefault(); shown = ""; show(); }
  if (what === "search") { event.preventDefault(); search(); }
  if (what === "save") changed = false;
});
for (const link of document.querySelectorAll("[data-line]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const box = document.querySelector(link.getAttribute("href"));
    const lines = box.value.split("\n").slice(0, Number(link.dataset.line) - 1);
    const at = lines.reduce((sum, line) => sum + line.length + 1, 0);
    box.focus();
    box.setSelectionRange(at, at);
  });
}
let changed = false;
form.addEventListener("input", ({ target }) => { if (target !== find) changed = true; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
ready();
