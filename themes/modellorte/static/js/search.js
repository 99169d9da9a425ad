/* The search page: asks Pagefind, which is loaded when somebody begins to type, and shows what it finds. */
"use strict";

(() => {
  const form = document.querySelector(".search");
  const [found, hits, more] = [".found", ".hits", ".more-hits"].map((name) => document.querySelector(name));
  const word = form.elements.q;
  const tips = document.querySelector(".no-hits").content;
  const sites = document.querySelector(".search-sites")?.content.children ?? [];
  const places = new Map([...sites].map((place) => [place.dataset.site, place]));
  const AT_ONCE = 10;
  let engine;
  let asked = 0; // the newest question; answers to older ones are thrown away
  let rest = [];

  const load = () =>
    (engine ??= import(`${form.dataset.index}pagefind.js`).then(async (pagefind) => {
      await pagefind.options({ excerptLength: 24 });
      await pagefind.init();
      return pagefind;
    }));

  const made = (tag, text, look) => {
    const element = document.createElement(tag);
    element.append(...[text].flat());
    if (look) element.className = look;
    return element;
  };

  /* The passage with what was found in it; of its HTML nothing but the marks is kept. */
  const passage = (html) => {
    const nodes = new DOMParser().parseFromString(html, "text/html").body.childNodes;
    return [...nodes].map((node) => (node.nodeName === "MARK" ? made("mark", node.textContent) : node.textContent));
  };

  /* The main site searches in the pages of all: the first folder of an address there is the site that has the page. */
  const address = (url) => {
    const [, site, path] = places.size ? /^\/([^/]+)\/(.*)$/.exec(url) : [, "", ""];
    const place = places.get(site);
    return place ? [place.href + path, place.text] : [url];
  };

  const hit = ({ url, meta, excerpt }) => {
    const [target, place] = address(url);
    const link = made("a", meta.title);
    link.href = target;
    const about = [meta.Art, place, meta.Wann].filter(Boolean).join(" · ");
    const labels = made("p", about, "hit-about");
    if (meta.Beispiel) labels.append(" ", made("span", "Beispiel", "sample-label"));
    const entry = made("li", [made("h2", link), labels, made("p", passage(excerpt))]);
    hits.append(entry);
    return link;
  };

  const say = (text, help) => {
    const line = made("p", text);
    line.tabIndex = -1;
    found.replaceChildren(line, ...(help ? [help] : []));
  };

  /* The next hits, as links; none where something else is asked by now. */
  const show = async (results, before, now) => {
    const pages = await Promise.all(results.slice(0, AT_ONCE).map((one) => one.data()));
    if (now !== asked) return [];
    before();
    rest = results.slice(AT_ONCE);
    more.hidden = !rest.length;
    return pages.map(hit);
  };

  const look = async (query, now, sure) => {
    const { results } = await (await load()).search(query);
    if (!results.length && !sure) throw new Error("nothing, says an index that may be gone");
    const told = `${results.length || "Keine"} Treffer für „${query}“`;
    const begin = () => {
      hits.replaceChildren();
      say(told, !results.length && tips.cloneNode(true));
    };
    await show(results, begin, now);
  };

  /* Pages stay open for days, and an index goes with the release it belongs to: the new one is asked before anybody is told. */
  const lookAgain = async (query, now) => {
    if (now !== asked) return;
    const old = engine;
    engine = undefined;
    await old?.then((pagefind) => pagefind.destroy()).catch(() => {});
    await look(query, now, true);
  };

  const clear = () => {
    asked += 1;
    rest = [];
    more.hidden = true;
    for (const part of [found, hits]) part.replaceChildren();
  };

  const seek = async () => {
    const query = word.value.trim();
    history.replaceState(null, "", query ? `?${new URLSearchParams({ q: query })}` : location.pathname);
    if (!query) return clear();
    const now = ++asked;
    try {
      await look(query, now, !engine).catch(() => lookAgain(query, now));
    } catch {
      if (now !== asked) return;
      engine = undefined; // it may come the next time
      clear();
      say("Die Suche lässt sich gerade nicht laden.", made("p", "Hast Du Netz? Das Verzeichnis von A bis Z geht auch ohne."));
    }
  };

  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(seek, 250);
  };

  word.addEventListener("input", soon);
  word.addEventListener("input", () => load().catch(() => {}), { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    await seek();
    found.firstChild?.focus(); // puts the keyboard of a phone away, and what was found is read next
  });
  more.querySelector("button").addEventListener("click", async () => {
    const [first] = await show(rest, () => {}, ++asked);
    first?.focus();
  });

  word.value = new URLSearchParams(location.search).get("q") ?? "";
  if (word.value) seek();
})();
