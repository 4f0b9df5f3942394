// What a sighted reader would stumble over. Runs inside the page, so it may use nothing from outside itself.

export function faultsOfLayout() {
  const found = [];
  const wide = document.documentElement.clientWidth;
  const say = (rule, element, what) =>
    found.push({ rule, what: `${what} at ${element.outerHTML.slice(0, 160)}` });
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const clips = (style) => /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`) || style.clipPath !== "none";
  // Text for screen readers alone, and the preheader: at most a pixel, or cut away on purpose.
  const known = new Map([[null, false]]);
  const apart = (element) => {
    if (!known.has(element)) {
      const { width, height, bottom, right } = element.getBoundingClientRect();
      const tiny = (width <= 1 || height <= 1) && clips(getComputedStyle(element));
      known.set(element, bottom < 0 || right < 0 || tiny || apart(element.parentElement));
    }
    return known.get(element);
  };
  // A wide table may be moved sideways in a frame of its own: nothing in it is out of reach.
  const movable = (element) => {
    for (let each = element; each; each = each.parentElement) {
      if (each !== document.body && /auto|scroll/.test(getComputedStyle(each).overflowX)) return true;
    }
    return false;
  };

  if (document.documentElement.scrollWidth > innerWidth) {
    say("sideways", document.documentElement, `${document.documentElement.scrollWidth - innerWidth} px too wide`);
  }

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !shown(element) || apart(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      lines.push({ box, element });
      if ((box.right > wide + 1 || box.left < -1) && !movable(element)) say("off the page", element, `text from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
  }

  // Words must stay within the card that they stand in: whatever has a ground or a frame of its own.
  const framed = (style) => style.display !== "inline" &&
    (!/rgba\(0, 0, 0, 0\)|transparent/.test(style.backgroundColor) || ["Left", "Right"].every((side) => parseFloat(style[`border${side}Width`]) > 0));
  const cards = new Map([[null, null]]);
  const cardOf = (element) => {
    if (!cards.has(element)) {
      const itself = element !== document.body && element !== document.documentElement && framed(getComputedStyle(element));
      cards.set(element, itself ? element : cardOf(element.parentElement));
    }
    return cards.get(element);
  };
  for (const { box, element } of lines) {
    const card = cardOf(element);
    if (!card || movable(element)) continue;
    const { left, right } = card.getBoundingClientRect();
    const beyond = Math.max(box.right - right, left - box.left);
    if (beyond > 1) say("out of its box", element, `text ${Math.round(beyond)} px beyond its card`);
  }

  // Measures are compared along their row: all of it must be in sight on a phone.
  for (const table of document.querySelectorAll("table:has(td[data-head])")) {
    const frame = table.parentElement;
    if (frame.scrollWidth > frame.clientWidth + 1) say("measures out of sight", table, `${frame.scrollWidth - frame.clientWidth} px`);
  }

  for (const element of document.body.querySelectorAll("*")) {
    if (!shown(element) || apart(element) || !clips(getComputedStyle(element))) continue;
    if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) {
      say("cut", element, `shows ${element.clientWidth} by ${element.clientHeight} of ${element.scrollWidth} by ${element.scrollHeight}`);
    }
  }

  // Lines of text lie on each other when a third of the lower one's height is covered.
  lines.sort((one, other) => one.box.top - other.box.top);
  lines.forEach(({ box, element }, place) => {
    for (const other of lines.slice(place + 1)) {
      if (other.box.top >= box.bottom) break;
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - other.box.top;
      const least = Math.min(box.height, other.box.height) / 3;
      if (across > 2 && down > least) say("overlap", element, `lies on "${other.element.textContent.trim().slice(0, 60)}"`);
    }
  });

  for (const image of document.images) {
    if (!image.complete || image.naturalWidth === 0) {
      say("picture", image, "did not load");
      continue;
    }
    if (!shown(image)) continue;
    const style = getComputedStyle(image);
    const inner = (one, two) => parseFloat(style[one]) + parseFloat(style[two]);
    const width = image.clientWidth - inner("paddingLeft", "paddingRight");
    const height = image.clientHeight - inner("paddingTop", "paddingBottom");
    const { left, right } = image.getBoundingClientRect();
    if (right > wide + 1 || left < -1) say("off the page", image, "a picture");
    const filled = style.objectFit === "cover"; // cut to its frame, not squeezed into it
    if (!filled && Math.abs(width / height / (image.naturalWidth / image.naturalHeight) - 1) > 0.03) {
      say("picture", image, `${Math.round(width)} by ${Math.round(height)} is out of shape`);
    }
    for (const { box, element } of lines) {
      const across = Math.min(box.right, right) - Math.max(box.left, left);
      const frame = image.getBoundingClientRect();
      const down = Math.min(box.bottom, frame.bottom) - Math.max(box.top, frame.top);
      if (across > 2 && down > box.height / 3) say("overlap", element, "lies on a picture");
    }
  }
  return found;
}
