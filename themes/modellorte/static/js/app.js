/* The site as an app: starts the worker that keeps it on the phone, says how old a page is, offers to install.
   Without it everything works but that. */
"use strict";

(() => {
  const { worker } = document.currentScript.dataset;
  const tidings = document.querySelector(".tidings");
  const workers = navigator.serviceWorker;

  const spoken = (since) => {
    const date = new Date(since);
    const time = date.toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
    const today = date.toDateString() === new Date().toDateString();
    const day = today ? "heute" : date.toLocaleDateString("de-DE", { weekday: "long", day: "numeric", month: "long" });
    return `Stand: ${day}, ${time} Uhr`;
  };

  const button = (text, look, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = look;
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  const tell = ({ newer, offline, since }) => {
    tidings.replaceChildren();
    if (!newer && !offline) return;
    const text = document.createElement("p");
    text.textContent = newer ? `${spoken(since)}. Inzwischen gibt es Neues.` : `Ohne Netz. ${spoken(since)}.`;
    if (offline && !newer && sessionStorage.getItem("ohne-netz")) return;
    const close = button("Schließen", "button button-quiet", () => {
      if (!newer) sessionStorage.setItem("ohne-netz", "gelesen"); // once is enough for this visit
      tidings.replaceChildren();
    });
    tidings.append(text, ...(newer ? [button("Aktualisieren", "button", () => location.reload())] : []), close);
  };

  const renew = async () => {
    try {
      await workers.register(worker);
      (await workers.ready).active.postMessage("renew");
    } catch {
      // a browser that keeps nothing shows what the server has
    }
  };

  const sendAway = async () => {
    for (const registration of await workers.getRegistrations()) await registration.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  };

  if (workers && worker) {
    workers.addEventListener("message", (event) => tell(event.data));
    addEventListener("load", renew); // the page first, then the village
    addEventListener("online", renew);
  } else if (workers) {
    sendAway().catch(() => {});
  }

  const [words, offer] = document.querySelectorAll(".install-now p");
  if (offer) {
    const show = (now) => {
      offer.hidden = !now;
      words.hidden = now;
    };
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      show(true);
      offer.querySelector("button").onclick = () => event.prompt();
    });
    addEventListener("appinstalled", () => show(false));
  }
})();
