/* Takes the place of the worker that kept the site on phones: throws away what was kept, and goes. docs/app.md */
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) await caches.delete(name);
  const windows = await self.clients.matchAll({ type: "window" });
  await self.registration.unregister();
  await Promise.all(windows.map((window) => window.navigate(window.url).catch(() => {}))); // shows what the server has
}
