/* Says of each address whether it is open now, by the clock of the village, wherever the reader is.
   Without it the hours stand there alone. */

const DAY = 1440; // minutes
const NAMES = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const LOCAL = new Intl.DateTimeFormat("en", {
  timeZone: "Europe/Berlin", hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
});

/** Day of a moment in the village (as midnight in UTC, so that days can be counted), and minutes since it began. */
const placed = (moment) => {
  const { year, month, day, hour, minute } = Object.fromEntries(
    LOCAL.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  return { today: new Date(Date.UTC(year, month - 1, day)), minutes: hour * 60 + minute };
};

const after = (day, count) => new Date(day.getTime() + count * 864e5);
const iso = (day) => day.toISOString().slice(0, 10);
const weekday = (day) => (day.getUTCDay() + 6) % 7;
const clock = (minutes) => {
  const [hour, minute] = [Math.floor((minutes - 1) / DAY) ? (minutes % DAY) / 60 : minutes / 60, minutes % 60];
  return `${Math.floor(hour)}${minute ? `:${String(minute).padStart(2, "0")}` : ""} Uhr`;
};

/** Whether a day is the first, second … of its name in its month; -1: the last. */
const isNth = (day, nth) =>
  nth > 0 ? Math.ceil(day.getUTCDate() / 7) === nth : after(day, 7).getUTCMonth() !== day.getUTCMonth();

/** From when to when it is open on a day; null where that is not known: on a holiday of which nothing is said. */
const spansOn = ({ week, nth, holiday, dates }, holidays, day) => {
  const ofYear = dates[iso(day).slice(5)];
  if (ofYear) return ofYear;
  if (holidays.has(iso(day))) return holiday;
  const more = nth.filter(([on, which]) => on === weekday(day) && isNth(day, which)).flatMap(([, , spans]) => spans);
  return [...week[weekday(day)], ...more].sort(([one], [other]) => one - other);
};

const opensNext = (hours, holidays, today) => {
  for (let count = 1; count <= 62; count += 1) {
    const day = after(today, count);
    const [first] = spansOn(hours, holidays, day) ?? [];
    if (!first) continue;
    const date = day.toLocaleDateString("de-DE", { timeZone: "UTC", day: "numeric", month: "long" });
    return `öffnet ${count === 1 ? "morgen" : count < 7 ? `am ${NAMES[weekday(day)]}` : `am ${date}`} um ${clock(first[0])}`;
  }
  return null;
};

/** What is to be said at a moment, and whether it is open; null where the holidays of that year are not known.
    `hours` as plugins/opening/timetable.py writes them, `holidays`: a Map from day to name. */
export const standing = (hours, holidays, moment) => {
  const { today, minutes } = placed(moment);
  if (iso(today).slice(0, 4) > [...holidays.keys()].at(-1)?.slice(0, 4)) return null;
  const yesterday = (spansOn(hours, holidays, after(today, -1)) ?? []).map(([begin, end]) => [begin - DAY, end - DAY]);
  const feast = holidays.get(iso(today));
  const spans = spansOn(hours, holidays, today);
  const now = [...yesterday, ...(spans ?? [])].find(([begin, end]) => begin <= minutes && minutes < end);
  if (now) {
    const always = hours.week.every((day) => day[0]?.[0] === 0 && day[0][1] === DAY);
    return { open: true, text: always ? "Rund um die Uhr geöffnet" : `Jetzt geöffnet, bis ${clock(now[1])}` };
  }
  if (!spans) return { open: false, text: `Heute ist Feiertag (${feast}): Die Zeiten können anders sein` };
  const later = spans.find(([begin]) => begin > minutes);
  if (later) return { open: false, text: `Öffnet um ${clock(later[0])}` };
  const closed = spans.length ? "Jetzt geschlossen" : `Heute geschlossen${feast ? ` (Feiertag: ${feast})` : ""}`;
  return { open: false, text: [closed, opensNext(hours, holidays, today)].filter(Boolean).join(", ") };
};

/** `2026-01-01 Neujahr|2026-04-03 Karfreitag` as a Map. */
export const calendar = (text) => new Map(text.split("|").map((line) => [line.slice(0, 10), line.slice(11)]));

const source = document.querySelector("script[data-holidays]");
const holidays = source && calendar(source.dataset.holidays);

const show = () => {
  for (const place of document.querySelectorAll("[data-hours]")) {
    const said = standing(JSON.parse(place.dataset.hours), holidays, new Date());
    if (place.textContent !== (said?.text ?? "")) place.textContent = said?.text ?? "";
    place.classList.toggle("is-open", said?.open ?? false);
  }
};

if (holidays) {
  show();
  setInterval(show, 20_000);
  document.addEventListener("visibilitychange", show); // a phone that slept
}
