/* The wishes of those who want to be told of news; shown only where a browser can wake the app for that. */
"use strict";

(async () => {
  const form = document.querySelector(".wishes");
  const said = form.querySelector("[role=status]");
  const off = form.querySelector("[data-off]");
  const MEMORY = "nachrichten";
  const REMEMBERED = "/nachrichten";
  const WAKE = { minInterval: 6 * 60 * 60 * 1000 }; // milliseconds; browsers make it longer for what is seldom opened

  const can = "Notification" in window && "periodicSync" in (window.ServiceWorkerRegistration?.prototype ?? {});
  if (!can || !form.dataset.worker) return;
  form.hidden = false;
  document.querySelector("[data-without-notifications]").hidden = true;

  const memory = async () => (await (await caches.match(REMEMBERED, { cacheName: MEMORY }))?.json()) ?? {};
  const remember = async (what) => (await caches.open(MEMORY)).put(REMEMBERED, new Response(JSON.stringify(what)));
  const registered = async () => (await navigator.serviceWorker.ready).periodicSync;

  const wished = () => {
    const given = new FormData(form);
    return { topics: given.getAll("topic"), from: Number(given.get("from")), to: Number(given.get("to")) };
  };
  const show = ({ wishes }) => {
    off.hidden = !wishes;
    if (!wishes) return;
    for (const box of form.querySelectorAll("[name=topic]")) box.checked = wishes.topics.includes(box.value);
    form.elements.from.value = wishes.from;
    form.elements.to.value = wishes.to;
  };

  const ask = async () => {
    if ((await Notification.requestPermission()) !== "granted") {
      return "Benachrichtigungen sind für diese Seite ausgeschaltet. Erlaube sie in den Einstellungen Deines Browsers, dann versuch es noch einmal.";
    }
    try {
      await (await registered()).register("neues", WAKE);
    } catch {
      return "Das geht erst, wenn Du die App installiert hast: Folge den Schritten oben und öffne diese Seite dann in der App.";
    }
    await remember({ ...(await memory()), wishes: wished() });
    show(await memory());
    return "Gemerkt. Gibt es Neues, meldet sich Dein Gerät, höchstens einmal am Tag.";
  };
  const stop = async () => {
    await (await registered()).unregister("neues");
    await caches.delete(MEMORY);
    show({});
    return "Abgestellt. Dein Gerät meldet nichts mehr.";
  };
  const answer = async (event, act) => {
    event.preventDefault();
    said.textContent = await act();
  };

  form.addEventListener("submit", (event) => answer(event, ask));
  off.addEventListener("click", (event) => answer(event, stop));
  show(await memory());
})();
