/* Dates for the reader's day: Heute, Morgen, Freitag; and what is over goes, though the page was made days ago.
   Without it the dates themselves stand there. Times are those of the village, wherever it is read. */
"use strict";

(() => {
  const now = new Date().toLocaleString("sv-SE", { timeZone: "Europe/Berlin" }).replace(" ", "T");
  const noon = (day) => Date.parse(`${day}T12:00:00Z`);
  const daysUntil = (day) => Math.round((noon(day) - noon(now.slice(0, 10))) / 86_400_000);
  const weekday = (day) => new Date(noon(day)).toLocaleDateString("de-DE", { weekday: "long", timeZone: "UTC" });

  const named = (day) => {
    const days = daysUntil(day);
    if (days < 0) return "Läuft schon";
    return ["Heute", "Morgen"][days] ?? (days < 7 ? weekday(day) : null);
  };
  const distance = (day) => {
    const days = daysUntil(day);
    if (days < 0) return "läuft gerade";
    return ["heute", "morgen", "übermorgen"][days] ?? (days < 7 ? `am ${weekday(day)}` : `in ${days} Tagen`);
  };
  const isOver = (element) => element.dataset.until <= now;

  for (const time of document.querySelectorAll("[data-in-words]")) {
    const [word, date] = [named(time.dateTime), time.textContent];
    if (!word) continue;
    time.textContent = word;
    addEventListener("beforeprint", () => (time.textContent = date)); // paper is read on other days, too
    addEventListener("afterprint", () => (time.textContent = word));
  }
  const today = document.querySelector(`[data-month] time[datetime="${now.slice(0, 10)}"]`);
  today?.closest("td").setAttribute("aria-current", "date");
  for (const list of document.querySelectorAll("[data-upcoming]")) {
    const all = [...list.querySelectorAll("[data-until]")];
    const shown = new Set(); // links: in turn, an event shows on the first of its days that is not over
    for (const element of all) {
      const event = "inTurn" in list.dataset ? element.querySelector("a").href : null;
      element.hidden = isOver(element) || shown.has(event);
      if (event && !element.hidden) shown.add(event);
    }
    for (const group of list.querySelectorAll("[data-of-day]")) {
      group.hidden = !group.querySelector("[data-until]:not([hidden])");
    }
    const none = list.querySelector("[data-when-over]");
    if (none) none.hidden = !all.every(isOver);
  }
  for (const line of document.querySelectorAll("[data-distance]")) {
    line.textContent = isOver(line) ? "" : `${distance(line.dataset.distance)}`;
  }
  for (const note of document.querySelectorAll("[data-once-over]")) {
    note.hidden = !isOver(note);
  }
})();
