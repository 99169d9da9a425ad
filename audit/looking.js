// What tests see on a page. Every list holds findings as text: an empty one means that all is well.
globalThis.looking = (() => {
  /** Waits for the font and for every picture, also those further down. */
  const arrived = (image) => {
    image.loading = "eager";
    return image.decode().catch(() => {}); // a missing one is a failed request, and seen there
  };
  const settled = () => Promise.all([document.fonts.ready, ...Array.from(document.images, arrived)]).then(() => null);

  /** Lays a reader's own rules over the page; unlike a style element, the policy allows it. */
  const styled = (rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
  };

  const brief = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 110);
  const style = (element) => getComputedStyle(element);
  const around = function* (element) {
    for (; element; element = element.parentElement) yield element;
  };
  const onlyHeard = (element) => [...around(element)].some((one) => style(one).clipPath.startsWith("inset(50%"));

  /** Text that shows, with the boxes of its lines. */
  function* texts(root = document.body) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !parent.checkVisibility() || onlyHeard(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      yield { text: walker.currentNode.data.trim(), parent, boxes: [...range.getClientRects()] };
    }
  }

  /** What stops a text from being read to its end: a box that cuts it off, or the edge of the window. */
  function cutBy(text) {
    const left = Math.min(...text.boxes.map((box) => box.left));
    const right = Math.max(...text.boxes.map((box) => box.right));
    const bottom = Math.max(...text.boxes.map((box) => box.bottom));
    for (const element of around(text.parent)) {
      const { overflowX, overflowY, position } = style(element);
      const box = element.getBoundingClientRect();
      if (["auto", "scroll"].includes(overflowX) && element !== document.documentElement) return null; // it can be scrolled to
      if (overflowX !== "visible" && (left < box.left - 2 || right > box.right + 2)) return brief(element);
      if (["hidden", "clip"].includes(overflowY) && bottom > box.bottom + 2) return brief(element);
      if (position === "fixed") break;
    }
    return left < -1 || right > innerWidth + 1 ? "the window" : null;
  }

  /** Whether a text runs out of the box it stands in, into its neighbour. */
  function spills(text) {
    const block = [...around(text.parent)].find((element) => !style(element).display.startsWith("inline") || style(element).display === "inline-flex");
    const box = block.getBoundingClientRect();
    return !(text.parent instanceof SVGElement) && text.boxes.some((line) => line.right > box.right + 2 || line.left < box.left - 2);
  }

  /** Everything that does not fit: the page scrolls sideways, or a text is cut off or runs into its neighbour. */
  function unfitting() {
    const wide = document.documentElement.scrollWidth - innerWidth;
    const findings = wide > 0 ? [`scrolls sideways by ${wide} px`] : [];
    for (const text of texts()) {
      if (cutBy(text)) findings.push(`“${text.text}” is cut off by ${cutBy(text)}`);
      else if (spills(text)) findings.push(`“${text.text}” runs out of ${brief(text.parent)}`);
    }
    return findings;
  }

  /** Words that go on in the next line without a hyphen. */
  function broken(selector) {
    const words = (text) => [...text.data.matchAll(/[\p{L}\d]+/gu)];
    const lines = (text, word) => {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      return range.getClientRects().length;
    };
    const nodes = [...document.querySelectorAll(selector)].flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE));
    return nodes.flatMap((text) => words(text).filter((word) => lines(text, word) > 1).map((word) => word[0]));
  }

  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  /** A colour in any notation as red, green, blue and opacity. */
  function rgba(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  }

  function luminance(colour) {
    const [red, green, blue] = rgba(colour).map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** The contrast of two colours, from 1 to 21 (WCAG 2.2). */
  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  /** The contrast of two of the theme's tokens. */
  function contrastOf([text, ground]) {
    const token = (name) => style(document.body).getPropertyValue(name);
    return contrast(token(text), token(ground));
  }

  /** Whether nothing but its colours sets an element apart from what is around it. */
  const edgeless = (element) => style(element).borderTopStyle === "none" || parseFloat(style(element).borderTopWidth) < 1;

  /** Text that is pale on paper; grounds do not count, as browsers leave them out when they print. */
  function unprintable() {
    const pale = [...texts()].filter(({ parent }) => contrast(style(parent).color, "#fff") < 7);
    return pale.map(({ text, parent }) => `“${text}” is ${style(parent).color}`);
  }

  /** Targets below a size in px. */
  function small(selector, least) {
    const targets = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility() && !onlyHeard(element));
    const sizes = targets.map((element) => [element.getBoundingClientRect(), element]);
    return sizes.filter(([box]) => box.width < least || box.height < least).map(([box, element]) => `${box.width}×${box.height}: ${brief(element)}`);
  }

  /** Whether a link stands within a sentence, whose lines set its height (WCAG 2.2, 2.5.8, exception "inline"). */
  function inSentence(element) {
    const block = [...around(element)].find((one) => !style(one).display.startsWith("inline"));
    const rest = block.textContent.replace(element.textContent, "").trim();
    return element.matches("a") && style(element).display === "inline" && block !== element && rest.length > 0;
  }

  /** The box in which a touch counts: that of the element, or of what it spans over its card. */
  function touched(element) {
    const spanned = getComputedStyle(element, "::after");
    if (spanned.content !== "none" && spanned.position === "absolute") {
      const [width, height] = [parseFloat(spanned.width), parseFloat(spanned.height)];
      if (width && height) return { width, height };
    }
    const label = element.matches("input, select, textarea") && element.closest("label");
    return (label || element).getBoundingClientRect();
  }

  /** Everything that can be touched and is below a size in px, but for links within a sentence. */
  function cramped(least) {
    const seen = stops().filter((element) => element.checkVisibility() && !onlyHeard(element) && !element.matches("[tabindex='-1'], .skip") && !inSentence(element));
    const sizes = seen.map((element) => [touched(element), element]);
    return sizes.filter(([box]) => box.width < least - 0.5 || box.height < least - 0.5).map(([box, element]) => `${Math.round(box.width)}×${Math.round(box.height)}: ${brief(element)}`);
  }

  /** Everything that moves by itself or on a touch. */
  function moving() {
    const seconds = (text) => Math.max(...text.split(",").map(parseFloat));
    const moves = (one) => seconds(style(one).transitionDuration) > 0.01 || (style(one).animationName !== "none" && seconds(style(one).animationDuration) > 0.01);
    return [...document.querySelectorAll("*")].filter((one) => moves(one) || style(one).scrollBehavior === "smooth").map(brief);
  }

  const STOPS = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  let found; // looked for once, not at every step
  const stops = () => (found ??= [...document.querySelectorAll(STOPS)].filter((element) => element.checkVisibility({ visibilityProperty: true })));

  /** Whether something else lies over the middle of an element's first line. */
  function covered(element) {
    const [box] = element.getClientRects();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !top || !(element.contains(top) || top.contains(element));
  }

  /** Whether an element is outlined, or the box it spans over its card. */
  function outlined(element) {
    const outlines = [style(element), getComputedStyle(element, "::after")];
    return outlines.some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
  }

  /** Where the keyboard is: the number of the stop, and what is wrong with how it shows. */
  function focus() {
    const element = document.activeElement;
    const faults = [];
    if (!outlined(element)) faults.push(`no outline: ${brief(element)}`);
    if (covered(element)) faults.push(`out of sight: ${brief(element)}`);
    return { stop: stops().indexOf(element), faults };
  }

  let moved = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (moved += entry.hadRecentInput ? 0 : entry.value))).observe({ type: "layout-shift", buffered: true });

  /** How far things have jumped since the page began to load (web.dev: Cumulative Layout Shift). */
  const shifted = () => moved;

  return { settled, styled, unfitting, broken, unprintable, small, cramped, moving, shifted, stops, focus, edgeless, style, luminance, contrastOf };
})();
