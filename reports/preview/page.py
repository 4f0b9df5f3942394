"""The page that holds a preview's views side by side and asks whether there is anything new."""

from __future__ import annotations

from html import escape
from string import Template

_PAGE = Template("""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview: $title</title>
<link rel="icon" href="data:,">
<style>
body { margin: 0; font: 1rem/1.4 "Source Sans Pro", Arial, sans-serif; color: #0b0c0c; background: #d9e0e6; }
header { background: #12436d; color: #ffffff; padding: 0.6rem 1rem; }
h1 { font-size: 1.1rem; margin: 0; }
h2 { font-size: 1rem; margin: 0 0 0.3rem; }
#said { margin: 0.6rem 1rem 0; padding: 0.5rem 1rem; border-left: 6px solid #801650; }
#said { white-space: pre-wrap; background: #ffffff; }
#said:empty { display: none; }
main { display: flex; gap: 1rem; padding: 1rem; overflow-x: auto; align-items: flex-start; }
iframe { border: 1px solid #3d3d3d; background: #ffffff; height: calc(100vh - 9rem); }
</style>
</head>
<body>
<header><h1>Preview: $title. Nothing here is kept or sent.</h1></header>
<pre id="said" role="status"></pre>
<main>
<section><h2>At a desk</h2><iframe title="At a desk" width="660"></iframe></section>
<section><h2>On a phone</h2><iframe title="On a phone" width="360"></iframe></section>
<section><h2>As plain text</h2><iframe title="As plain text" width="620"></iframe></section>
</main>
<script>
const frames = [...document.querySelectorAll("iframe")];
let shown = 0;
async function look() {
  try {
    const state = await (await fetch("version")).json();
    document.getElementById("said").textContent = state.said.join("\\n");
    if (state.version !== shown) {
      shown = state.version;
      frames.forEach((frame, place) => {
        frame.parentElement.hidden = !state.views[place];
        if (!state.views[place]) return;
        const at = frame.contentWindow.scrollY;
        frame.onload = () => frame.contentWindow.scrollTo(0, at);
        frame.src = state.views[place] + "?" + shown;
      });
    }
  } catch { document.getElementById("said").textContent = "The preview has been stopped."; }
  setTimeout(look, 100);
}
look();
</script>
</body>
</html>
""")


def page(title: str) -> str:
    """The page for an edition of that name."""
    return _PAGE.substitute(title=escape(title))
