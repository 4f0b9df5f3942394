// Contrast of what has the focus and of what is printed. Each runs inside the page, so it may use nothing from outside itself.

// A keyboard's focus must be seen on every ground: of what is drawn around it, one colour has 3 to 1 (WCAG 2.2, 1.4.11).
export function faultsOfFocus() {
  const found = [];
  const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const groundOf = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if ((parts(colour)[3] ?? 1) === 1 && parts(colour).length > 2) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const seen = new Set();
  for (const element of document.querySelectorAll("a[href], summary, button, input, select, textarea, [tabindex]")) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const ground = groundOf(element.parentElement);
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) continue;
    const style = getComputedStyle(element);
    const rings = [];
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) rings.push(style.outlineColor);
    for (const [colour] of style.boxShadow.matchAll(/rgba?\([^)]*\)(?= 0px 0px 0px [2-9])/g)) rings.push(colour);
    const best = Math.max(1, ...rings.filter((ring) => (parts(ring)[3] ?? 1) === 1).map((ring) => contrast(ring, ground)));
    const inside = contrast(style.color, groundOf(element));
    const what = best < 3 ? `the focus has ${best.toFixed(2)} to 1 on ${ground}` : inside < 4.5 && element.matches("a, summary") ? `words with the focus have ${inside.toFixed(2)} to 1` : "";
    if (what && !seen.has(`${what} ${element.className}`)) {
      seen.add(`${what} ${element.className}`);
      found.push({ rule: "focus", what: `${what} at ${element.outerHTML.slice(0, 160)}` });
    }
    element.blur();
  }
  return found;
}

// Browsers print no grounds, so all words must be read on white paper.
export function faultsOfPrint() {
  const found = [];
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("svg") || !element.checkVisibility({ visibilityProperty: true })) continue;
    const { color } = getComputedStyle(element);
    const [r, g, b] = color.match(/[\d.]+/g).map(Number).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    const ratio = 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
    if (ratio < 4.5 && !seen.has(`${color} ${element.className}`)) {
      seen.add(`${color} ${element.className}`);
      found.push({ rule: "pale in print", what: `${ratio.toFixed(2)} to 1 on paper at ${element.outerHTML.slice(0, 160)}` });
    }
  }
  return found;
}
