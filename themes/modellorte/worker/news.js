/* Looks for news while the app is closed, where the browser wakes it (Periodic Background Sync) and its owner asked for that.
   Nothing leaves the phone: it fetches one small file, decides by itself (decide.js) and remembers what it has seen. */
"use strict";

const NEWS = "/neues.json";
const MEMORY = "nachrichten";
const REMEMBERED = "/nachrichten";

self.addEventListener("periodicsync", (event) => {
  if (event.tag === "neues") event.waitUntil(lookForNews());
});
self.addEventListener("message", (event) => {
  if (event.data === "renew") event.waitUntil(allSeen());
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});

async function remembered() {
  const kept = await caches.match(REMEMBERED, { cacheName: MEMORY });
  return kept?.json();
}

const remember = async (memory) => (await caches.open(MEMORY)).put(REMEMBERED, new Response(JSON.stringify(memory)));

async function fetchNews() {
  const answer = await fetch(NEWS, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${NEWS}`);
  return answer.json();
}

async function lookForNews() {
  const memory = await remembered();
  if (!memory?.wishes) return;
  const { name, items } = await fetchNews();
  const [day, time] = new Date().toLocaleString("sv-SE").split(" ");
  const { tell, seen, told } = decide({ ...memory, items, now: { day, hour: Number(time.slice(0, 2)) } });
  await remember({ ...memory, seen, told });
  if (tell.length) await notify(name, tell);
}

async function notify(name, items) {
  const [first] = items;
  const title = items.length > 1 ? `${items.length} Neuigkeiten aus ${name}` : first.title;
  const body = items.length > 1 ? items.map((item) => item.title).join("\n") : name;
  const data = items.length > 1 ? "/" : first.url;
  await self.registration.showNotification(title, { body, data, icon: "/app/symbol-192.png", lang: "de", tag: "neues" });
  await self.navigator.setAppBadge?.(items.length);
}

/* Who opens the site sees what is new there; nothing of it need be told. */
async function allSeen() {
  const memory = await remembered();
  if (!memory?.wishes) return;
  await self.navigator.clearAppBadge?.();
  for (const old of await self.registration.getNotifications({ tag: "neues" })) old.close();
  try {
    await remember({ ...memory, seen: (await fetchNews()).items.map((item) => item.id) });
  } catch {
    // without a connection: what is new is not known yet
  }
}

async function show(path) {
  const [window] = await self.clients.matchAll({ type: "window" });
  if (!window) return self.clients.openWindow(path);
  await window.navigate(path);
  return window.focus();
}
