"""The page that holds a preview's views side by side and asks whether there is anything new."""

from __future__ import annotations

from collections.abc import Sequence
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
<section>
<h2>On paper <a href="paper.pdf" target="_blank">as PDF</a> <span id="coming" role="status"></span></h2>
<iframe title="On paper" width="700"></iframe></section>
</main>
<script>
const frames = [...document.querySelectorAll("iframe")];
async function look() {
  try {
    const state = await (await fetch("version")).json();
    document.getElementById("said").textContent = state.said.join("\\n");
    document.getElementById("coming").textContent = state.is_coming ? "is being made anew ..." : "";
    frames.forEach((frame, place) => {
      const view = state.views[place];
      frame.parentElement.hidden = !view;
      if (!view || frame.dataset.view === view) return;
      frame.dataset.view = view;
      const [address, target] = view.split("#"), at = frame.contentWindow.scrollY;
      frame.onload = () => frame.contentWindow.scrollTo(
        0, target ? frame.contentDocument.getElementById(target).offsetTop : at);
      frame.src = address;
    });
  } catch { document.getElementById("said").textContent = "The preview has been stopped."; }
  setTimeout(look, 100);
}
look();
</script>
</body>
</html>
""")


_SHEETS = Template("""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>On paper</title>
<style>
body { margin: 0; font: 1rem/1.4 "Source Sans Pro", Arial, sans-serif; color: #0b0c0c; background: #d9e0e6; }
p { margin: 0; padding: 0.5rem 1rem; border-left: 6px solid #12436d; background: #ffffff; }
img { display: block; width: 100%; height: auto; margin-bottom: 0.75rem; background: #ffffff; }
</style>
</head>
<body>
$note$sheets
</body>
</html>
""")
_PART = (
    "<p>The part that was changed, by itself. The whole is being made: the right numbers of pages come "
    "with it.</p>\n"
)


def sheets(sizes: Sequence[tuple[float, float]], number: int, is_part: bool) -> str:
    """A page of pictures of a PDF's pages, of those sizes in points. ``number`` is the PDF's."""
    pictures = (
        f'<img id="page-{page}" src="paper/{number}/{page}.png" alt="Page {page} of {len(sizes)}"'
        f' width="{width:.0f}" height="{height:.0f}" loading="lazy">'
        for page, (width, height) in enumerate(sizes, 1)
    )
    return _SHEETS.substitute(note=_PART if is_part else "", sheets="\n".join(pictures))


def page(title: str) -> str:
    """The page for an edition of that name."""
    return _PAGE.substitute(title=escape(title))
