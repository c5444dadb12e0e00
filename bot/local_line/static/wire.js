// What really went over the wire: the list of webhooks and calls, and the dialog that shows one byte for byte.

import { by, clock, make, toast } from "./dom.js";

const MOST_LISTED = 200;

function title(entry) {
  if (entry.kind === "call") return entry.path.replace("/v2/bot/", "");
  const event = JSON.parse(entry.body).events[0];
  return event.type === "message" ? `message · ${event.message.type}` : event.type;
}

// The first words of it, to find it again in a list.
function words(entry) {
  const body = JSON.parse(entry.body);
  if (entry.kind === "call") return body.messages?.[0]?.text ?? body.messages?.[0]?.altText ?? "";
  const event = body.events[0];
  return event.message?.text ?? event.postback?.data ?? "";
}

function note(entry) {
  const way = entry.kind === "webhook" ? "LINE → บอท" : "บอท → LINE";
  const size = new TextEncoder().encode(entry.body).length.toLocaleString("th-TH");
  return `${way} · POST ${entry.path} · ${size} ไบต์ · ตอบ ${entry.status || "ไม่ทันเวลา"} ${entry.answer}`;
}

export function setUpWire(session) {
  const list = by("wire-list");
  const item = (entry) => {
    const arrow = make("span", { className: "way", "aria-hidden": "true" }, entry.kind === "webhook" ? "→" : "←");
    const status = make("span", { className: `code ${entry.status < 300 ? "" : "bad"}` }, String(entry.status ?? "…"));
    const button = make("button", { type: "button", onclick: () => show(session.entries.find((one) => one.number === entry.number)) },
      arrow, make("span", { className: "what" }, title(entry)), make("time", {}, clock(entry.at)), status,
      make("span", { className: "words" }, words(entry).slice(0, 90)));
    return make("li", { className: entry.kind, "data-number": entry.number }, button);
  };
  const take = (entry) => {
    const drawn = item(entry);
    const known = list.querySelector(`[data-number="${entry.number}"]`);
    if (known) known.replaceWith(drawn);
    else list.prepend(drawn);
    while (list.children.length > MOST_LISTED) list.lastElementChild.remove();
  };
  session.entries.forEach(take);
  session.addEventListener("entry", (happened) => take(happened.detail.entry));
  return show;
}

function show(entry) {
  const text = by("raw-text");
  const views = { "raw-pretty": () => JSON.stringify(JSON.parse(entry.body), null, 2), "raw-exact": () => entry.body };
  const choose = (chosen) => {
    text.textContent = views[chosen]();
    text.classList.toggle("exact", chosen === "raw-exact");
    for (const id of Object.keys(views)) by(id).setAttribute("aria-pressed", String(id === chosen));
  };
  for (const id of Object.keys(views)) by(id).onclick = () => choose(id);
  by("raw-title").textContent = title(entry);
  by("raw-note").textContent = note(entry);
  by("raw-file").href = `/local-line/entries/${entry.number}/body`;
  by("raw-file").download = `${entry.kind}-${entry.number}.json`;
  by("raw-copy").onclick = () => navigator.clipboard.writeText(text.textContent).then(() => toast("คัดลอกแล้ว"));
  by("raw-close").onclick = () => by("raw").close();
  choose("raw-pretty");
  by("raw").showModal();
  text.scrollTop = 0;
}
