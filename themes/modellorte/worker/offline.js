/* Keeps the whole site on the phone. docs/app.md says how it works, and how to send it away from every phone.
   A generation is a cache `dorf-<version>`; it is complete once it holds the list that it was filled by. */
"use strict";

const LIST = "/precache.json";
const OFFLINE = "/offline.html";
const PREFIX = "dorf-";
const SEEN = "gesehen";
const MOST_SEEN = 60; // pages and pictures besides those of the list
const AT_ONCE = 4; // requests
const LAST_RESORT =
  '<!doctype html><html lang="de"><meta charset="utf-8"><title>Gerade ohne Netz</title><h1>Gerade ohne Netz</h1><p>Diese Seite ist noch nicht auf Deinem Gerät. Versuch es wieder, sobald Du Netz hast.</p>';

let known; // generations, newest first
let renewing;

self.addEventListener("install", () => self.skipWaiting()); // nothing is fetched yet: there is nothing that could fail
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data === "renew") event.waitUntil((renewing ??= renew().finally(() => (renewing = undefined))));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || url.pathname === LIST) return;
  event.respondWith(answer(event, url.pathname));
});

const generations = () => (known ??= read().catch(() => []));

async function read() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (list) found.unshift({ name, cache, ...(await list.json()) });
  }
  return found;
}

/* What is kept comes first; a page only from the newest generation, an old page's style sheet from an old one too. */
async function answer(event, path) {
  const isPage = event.request.mode === "navigate";
  const all = await generations();
  for (const { cache } of isPage ? all.slice(0, 1) : all) {
    const found = await cache.match(path).catch(() => undefined);
    if (found) return found;
  }
  if (isPage && all[0]?.files[`${path}/`] !== undefined) return Response.redirect(`${path}/`);
  try {
    const response = await fetch(event.request);
    const worth = response.ok && (isPage || path.startsWith("/bilder/"));
    if (worth) event.waitUntil(see(path, response.clone()).catch(() => {})); // where nothing fits, nothing is kept
    return response;
  } catch {
    return instead(path, isPage, all[0]);
  }
}

async function see(path, response) {
  const cache = await caches.open(SEEN);
  await cache.put(path, response);
  const paths = await cache.keys();
  await Promise.all(paths.slice(0, -MOST_SEEN).map((old) => cache.delete(old)));
}

/* Without a connection: what was seen before; of a large photo the small one; of a page the one for offline. */
async function instead(path, isPage, newest) {
  const seen = await caches.match(path, { cacheName: SEEN }).catch(() => undefined);
  if (seen) return seen;
  const kept = await newest?.cache.match(isPage ? OFFLINE : path.replace(/-\d+\.webp$/, "-480.webp"));
  if (kept) return kept;
  return isPage
    ? new Response(LAST_RESORT, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } })
    : Response.error();
}

/* Look whether the site has changed, fetch what has, and tell the pages that are open. Whatever fails, what was kept stays. */
async function renew() {
  const before = await generations();
  const [newest] = before;
  if (!newest && self.navigator.connection?.saveData) return;
  let response;
  try {
    response = await fetch(LIST, { cache: "no-cache" });
  } catch {
    if (newest) await tell(() => ({ offline: true, since: newest.since }));
    return;
  }
  try {
    if (!response.ok) return;
    const list = { ...(await response.json()), since: Date.now() };
    if (newest?.version === list.version) await confirm(newest, list, before);
    else if (await fits(list)) await follow(before, list);
  } catch {
    known = undefined; // a download broke off, or the list is none: next time
  }
}

async function fits({ size }) {
  const { quota, usage } = (await self.navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || quota - usage > size * 1.5;
}

async function follow(before, list) {
  const name = PREFIX + list.version;
  const usable = before.filter((one) => one.name !== name);
  const whole = new Set(usable.map((one) => one.name));
  for (const other of await caches.keys()) {
    const unfinished = other.startsWith(PREFIX) && other !== name && !whole.has(other);
    if (unfinished || (other === name && usable.length < before.length)) await caches.delete(other);
  }
  const cache = await caches.open(name);
  try {
    await fill(cache, list.files, usable);
    await note(cache, list);
  } catch (error) {
    if (error.name === "QuotaExceededError") await caches.delete(name);
    throw error;
  }
  known = undefined;
  const [old] = usable;
  await tell((path) => old && old.files[path] !== list.files[path] && { newer: true, since: old.since });
}

async function fill(cache, files, older) {
  const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  const paths = Object.keys(files).filter((path) => !there.has(path));
  const work = async () => {
    while (paths.length) await bring(cache, paths.shift(), files, older);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    paths.length = 0;
  }
}

/* What has not changed is copied; only the rest is fetched. */
async function bring(cache, path, files, older) {
  const same = older.find((one) => one.files[path] === files[path]);
  let response = await same?.cache.match(path);
  if (!response) {
    response = await fetch(path, { cache: files[path] ? "no-cache" : "default" });
    if (response.status === 404 || response.status === 410 || response.redirected) return; // the rest is worth keeping
    if (!response.ok) throw new Error(`${response.status} ${path}`);
  }
  await cache.put(path, response);
}

const note = (cache, list) => cache.put(LIST, new Response(JSON.stringify(list)));

/* Nothing is new. Older generations go when no second window can still show a page of theirs. */
async function confirm(newest, list, all) {
  await note(newest.cache, list);
  known = undefined;
  const windows = await self.clients.matchAll({ type: "window" });
  if (windows.length < 2) await Promise.all(all.slice(1).map((old) => caches.delete(old.name)));
  await tell(() => ({}));
}

async function tell(what) {
  for (const client of await self.clients.matchAll({ type: "window" })) {
    const message = what(new URL(client.url).pathname);
    if (message) client.postMessage(message);
  }
}
